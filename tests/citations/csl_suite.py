"""The CSL project's own test suite, run through our processor.

`csl-suite-half.jsonl.gz` in the corpora (`ARCHIVE_CORPORA`) has every second case, in
the format of https://github.com/citation-style-language/test-suite. Its text never
enters this repository; `csl_suite_passing.txt` names the cases that pass. To see the
numbers, or to run another file of cases:

    .venv/bin/python -m tests.citations [FILE] [--part 0,1/3] [--show NAME]
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.citations._csl import CitationCluster, Cite, Document, Processor
from archive.citations._styles import locale_file
from benchmarks.archives.corpus import find_corpora_folder
from tests.citations.csl_html import NO_PRINTED_FORM, write_bibliography, write_html

SUITE_FILE = "csl-suite-half.jsonl.gz"
_SECTION = re.compile(
    r">>=+ ?([A-Z-]+) ?=+>>[^\n]*\n(.*?)\n?[ \t]*<<=+ ?\1 ?=+<<", re.DOTALL
)
MODES = ("citation", "bibliography")  # others ask for what only citeproc-js has


@dataclass(frozen=True)
class SuiteCase:
    """A case: its sections by name."""

    name: str
    sections: Mapping[str, str]

    @property
    def is_runnable(self) -> bool:
        """Whether its mode is one of CSL's two areas."""
        return self.sections["MODE"].strip() in MODES

    @property
    def result(self) -> str:
        """What the suite expects."""
        return self.sections["RESULT"].strip()

    def read(self, section: str) -> Any:
        """A section in JSON; None where there is none."""
        text = self.sections.get(section, "").strip()
        return json.loads(text) if text else None


def find_suite_file() -> Path:
    """Where the cases are, if they are anywhere."""
    return find_corpora_folder() / SUITE_FILE


def read_suite(file: Path) -> Iterator[SuiteCase]:
    """The cases of a file, by name."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = sorted((json.loads(line) for line in lines), key=lambda r: r["name"])
    for row in rows:
        sections = dict(_SECTION.findall(row["text"]))
        yield SuiteCase(row["name"], sections)


def run_case(case: SuiteCase) -> str:
    """What our processor writes, in the HTML of the suite."""
    items = [
        {**item, "id": str(item.get("id", n))}
        for n, item in enumerate(case.read("INPUT") or [])
    ]
    document = Document(_make_processor(case.sections["CSL"]), items)
    if case.sections["MODE"].strip() == "bibliography":
        if citations := case.read("CITATION-ITEMS"):
            document.cite_items(
                [str(cite["id"]) for cites in citations for cite in cites]
            )
        if citations := case.read("CITATIONS"):
            _apply_citations(document, citations)
        return write_bibliography(document)
    if citations := case.read("CITATIONS"):
        return _run_citations(document, citations)
    clusters = case.read("CITATION-ITEMS") or [[{"id": item["id"]} for item in items]]
    return "\n".join(
        write_html(document.render_cluster([_read_cite(c) for c in cites]))
        or NO_PRINTED_FORM
        for cites in clusters
    )


def _make_processor(csl: str) -> Processor:
    locale = re.search(r'default-locale="([^"]+)"', csl)
    name = _find_locale(locale[1] if locale else "en-US")
    with tempfile.NamedTemporaryFile("w", suffix=".csl", encoding="utf-8") as style:
        style.write(csl)
        style.flush()
        return Processor(style.name, locale_file(name), name, keeps_date_order=True)


_MAIN_LOCALES = {
    "en": "en-US",
    "de": "de-DE",
    "fr": "fr-FR",
    "es": "es-ES",
    "pt": "pt-PT",
    "zh": "zh-CN",
    "ja": "ja-JP",
    "el": "el-GR",
}


def _find_locale(tag: str) -> str:
    tag = "-".join(tag.split("-")[:2])
    for name in (tag, _MAIN_LOCALES.get(tag[:2], "")):
        if name and Path(locale_file(name)).is_file():
            return name
    return "en-US"


def _read_cite(row: Mapping[str, Any]) -> Cite:
    positions = {0: "first", 1: "subsequent", 2: "ibid", 3: "ibid-with-locator"}
    return Cite(
        id=str(row["id"]),
        locator=str(row.get("locator") or ""),
        label=row.get("label") or "page",
        prefix=row.get("prefix") or "",
        suffix=row.get("suffix") or "",
        position=positions.get(row.get("position", 0), "first"),
        is_near=bool(row.get("near-note")),
        first_note=str(row.get("first-reference-note-number") or ""),
        hides_author=bool(row.get("suppress-author")),
        is_author_only=bool(row.get("author-only")),
    )


def _apply_citations(document: Document, steps: list[Any]) -> list[str]:
    """The texts of a document after the steps of an author who writes it."""
    known: dict[str, CitationCluster] = {}
    order: list[str] = []
    for citation, before, after in steps:
        notes = dict((*before, *after))
        key = citation.get("citationID") or f"citation {len(known)}"
        order = [*(k for k, _n in before), key, *(k for k, _n in after)]
        for other, note in notes.items():
            if other in known:
                known[other] = CitationCluster(known[other].cites, note)
        cites = tuple(_read_cite(row) for row in citation["citationItems"])
        known[key] = CitationCluster(
            cites, citation.get("properties", {}).get("noteIndex", 0)
        )
    document.cite([known[key] for key in order if key in known])
    return [write_html(runs) or NO_PRINTED_FORM for runs in document.render_citations()]


def _run_citations(document: Document, steps: list[Any]) -> str:
    """All texts; those that the last step wrote or changed are marked."""
    before = _apply_citations(document, steps[:-1]) if len(steps) > 1 else []
    document = Document(document.processor, document.by_id.values())
    texts = _apply_citations(document, steps)
    own, kept = len(steps[-1][1]), [key for key, _note in steps[-1][1]]
    lines = []
    for n, text in enumerate(texts):
        is_same = n < len(before) and n < len(kept) and before[n] == text
        mark = ".." if n != own and is_same else ">>"
        lines.append(f"{mark}[{n}] {text}")
    return "\n".join(lines)


def passes(case: SuiteCase) -> bool:
    """Whether our text is that of the suite, character for character."""
    return try_case(case)[0] == case.result


def try_case(case: SuiteCase) -> tuple[str, str]:
    """Our text, or an empty one and what went wrong."""
    try:
        return run_case(case).strip(), ""
    except Exception as error:
        return "", f"{type(error).__name__}: {error}"


def _read_options(arguments: list[str]) -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=find_suite_file())
    parser.add_argument("--show", default="", help="texts of failing cases, by pattern")
    parser.add_argument("--part", default="0/1", help="0,1/3: two thirds of the cases")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> None:
    """Print how many cases pass, of each kind, and the names of all."""
    options = _read_options(arguments)
    numbers, _slash, of = options.part.partition("/")
    parts = [int(n) for n in numbers.split(",")]
    cases = list(read_suite(options.file))
    cases = [case for n, case in enumerate(cases) if n % int(of) in parts]
    passed, failed = [], Counter[str]()
    for case in filter(lambda one: one.is_runnable, cases):
        text, problem = try_case(case)
        is_right = text == case.result
        if is_right:
            passed.append(case.name)
        else:
            failed[case.name.partition("_")[0]] += 1
        if not options.show:
            sys.stdout.write(f"{'+' if is_right else '-'} {case.name}\n")
        elif not is_right and re.search(options.show, case.name):
            sys.stdout.write(
                f"\n### {case.name}\n- {case.result}\n+ {text or problem}\n"
            )
    kinds = ", ".join(f"{kind} {n}" for kind, n in failed.most_common())
    number = len(passed) + failed.total()
    sys.stdout.write(
        f"\nnot passed: {kinds}\n{len(passed)} of {number} cases pass; "
        f"{len(cases) - number} ask for other modes than {' and '.join(MODES)}\n"
    )
