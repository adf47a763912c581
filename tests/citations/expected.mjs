// Writes what citeproc-js, CSL's reference processor, makes of the cases: the table that
// the test compares with. For developers only; no test and no installation needs it.
//
//   npm install --prefix /tmp/citeproc citeproc@2.4.63
//   python3 manage.py shell --no-imports \
//       -c "from tests.citations.cases import main; main()" \
//     | NODE_PATH=/tmp/citeproc/node_modules node tests/citations/expected.mjs \
//     | gzip -9n > tests/citations/expected.json.gz
//
// Styles and locales are those of the installed Python packages.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.env.NODE_PATH + "/");
const { Engine } = require("citeproc");
const { styles, locales, cases } = JSON.parse(readFileSync(0, "utf8"));
const read = (path) => readFileSync(path, "utf8");
const texts = Object.fromEntries(
  Object.entries(locales).map(([name, path]) => [name, read(path)]),
);
const found = {};

for (const [style, languages] of Object.entries(styles)) {
  found[style] = {};
  for (const [language, { style: path, locale }] of Object.entries(languages)) {
    const rows = (found[style][language] = {});
    const csl = read(path);
    let current;
    const sys = {
      retrieveLocale: (asked) => texts[asked] ?? false,
      retrieveItem: (id) => ({ ...structuredClone(current), id }),
    };
    const engine = new Engine(sys, csl, locale, true);
    for (const [id, { item, locator, label }] of Object.entries(cases)) {
      current = item;
      engine.restoreProcessorState([]);
      engine.updateItems([id]);
      const cite = { citationItems: [{ id, locator, label }], properties: { noteIndex: 1 } };
      const [, [[, inText]]] = engine.processCitationCluster(cite, [], []);
      rows[id] = [inText, (engine.makeBibliography()[1][0] ?? "").trim()];
    }
  }
}
console.log(JSON.stringify(found));
