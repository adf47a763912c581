"""What citations are tried on: records as the archive makes them, and hard ones.

`tests/citations/expected.mjs` reads what `main` prints, and writes what citeproc-js
makes of them.
"""

from __future__ import annotations

import json
from typing import Any

from archive.citations._styles import (
    STYLE_NAMES,
    locale_file,
    style_file,
    style_locale,
)

STYLE_LANGUAGES = ("de", "en", "zh")
Item = dict[str, Any]
HOME = "https://archive.example"
DAY = {"date-parts": [[2019, 2, 20]]}
CLARA = {"family": "Muster", "given": "Clara"}
BEN = {"family": "Beispiel", "given": "Ben Karl"}
VINCENT = {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}
ALEXANDER = {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"}
MARTIN = {"family": "King", "given": "Martin Luther", "suffix": "Jr."}
LI, OUYANG = {"family": "李", "given": "明"}, {"family": "欧阳", "given": "修文"}
DJ, AP = {"literal": "dj"}, {"literal": "Associated Press"}


def _item(type_: str, title: str, **more: Any) -> Item:
    item = {"id": "4F7K-9Q2T", "type": type_, "title": title, **more}
    return {name.replace("_", "-"): value for name, value in item.items()}


def _kept(item: Item, anchor: str = "", number: int = 2) -> Item:
    """As a record of the archive at a version."""
    url = f"{HOME}/entries/4f7k9q2t/v{number}/" + (f"#{anchor}" if anchor else "")
    where = {"archive": "Surveillance Archive", "URL": url}
    return item | where | {"archive_location": f"4F7K-9Q2T, version {number}"}


def _copied(item: Item) -> Item:
    day = {"date-parts": [[2024, 8, 21]]}
    return _kept(item) | {"URL": f"{HOME}/entries/4f7k9q2t", "accessed": day}


NEWS = _item(
    "article-newspaper",
    "Datenbank zeigt Ausmass der Überwachung",
    language="de-CH",
    author=[CLARA, BEN],
    issued=DAY,
    container_title="Die Zeitung",
    section="Ausland",
    ISSN="1234-5679",
    URL="https://www.example.org/news/2019/02/20/a-b_c?id=1&x=%20y",
    accessed={"date-parts": [[2024, 8, 21]]},
)
PLAIN = {k: NEWS[k] for k in ("id", "type", "title", "language", "issued", "URL")}
KINDS = {
    "article": NEWS | {"author": [DJ]},
    "photo": _item(
        "graphic",
        "Photo 7 of 13: a street",
        author=[{"literal": "dpa"}],
        medium="photograph",
        issued={"date-parts": [[2018, 11]]},
        language="en",
    ),
    "agency_report": _item(
        "article-newspaper",
        "A leak in Xinjiang",
        language="en",
        author=[CLARA],
        issued=DAY,
        container_title="AP",
        URL="https://ap.example/1",
    ),
    "social_post": _item(
        "post",
        "There is this company in China named SenseNets",
        author=[{"family": "Gevers", "given": "Victor"}],
        issued=DAY,
        container_title="Twitter",
        language="en",
        URL="https://twitter.example/status/1",
    ),
    "dataset": _item(
        "dataset",
        "SenseNets records",
        publisher="GDI Foundation",
        author=[{"literal": "SenseNets"}],
        language="en",
        issued={"date-parts": [[2019]]},
    ),
    "document": _item(
        "document",
        "国务院关于印发社会信用体系建设规划纲要的通知",
        author=[{"literal": "国务院"}],
        publisher="国务院办公厅",
        issued={"date-parts": [[2014, 6, 14]]},
        language="zh-Hans",
        URL="http://www.gov.example/a.htm",
    ),
    "leak": _item(
        "document",
        "Karakax list",
        genre="leak",
        language="en",
        issued={"date-parts": [[2017], [2019]]},
    ),
    "person": _item(
        "document",
        "Statement to the press",
        genre="statement",
        author=[{"family": "Gevers", "given": "Victor"}],
        language="en",
        publisher="Associated Press",
        issued=DAY,
    ),
    "photograph_series": _item(
        "graphic",
        "Digitale Überwachung",
        language="de",
        medium="photographs",
        author=[{"literal": "dpa"}],
        publisher="dpa",
    ),
    "web_page": _item(
        "webpage",
        "What is social credit?",
        language="en",
        author=[AP],
        container_title="Example site",
        issued=DAY,
        URL="https://example.org/social-credit",
    ),
    "interview": _item(
        "interview",
        "On cameras",
        author=[LI],
        issued=DAY,
        publisher="Radio Example",
        language="en",
        URL="https://radio.example/1",
    ),
}
EVENT = _item(
    "webpage",
    "Die Datenbank wird gefunden",
    language="de",
    issued=DAY,
    container_title="Surveillance Archive",
    event_date={"date-parts": [[2019, 2]]},
)
SEARCH = _item(
    "webpage",
    "Search for “social credit” AND 2,565,724: 41 results",
    language="en",
    container_title="Surveillance Archive",
    issued={"date-parts": [[2026, 11, 25]]},
    URL=f"{HOME}/search/?q=%22social+credit%22&kind=article&kind=photo",
    accessed={"date-parts": [[2026, 11, 25]]},
)
REGION = _item(
    "webpage",
    "Xinjiang (CN-XJ): 1,203 entries",
    language="en",
    container_title="Surveillance Archive",
    issued={"date-parts": [[2026, 11, 25]]},
    URL=f"{HOME}/regions/CN-XJ/",
    accessed={"date-parts": [[2026, 11, 25]]},
)
TITLES = {
    "german quotes": ("de", "Der «bessere Mensch» und das „System“ – ein Blick"),
    "english quotes": ("en", "The “better people” of ‘Rongcheng’"),
    "straight quotes": ("en", "The \"better people\" and China's 'credit' don't mix"),
    "french quotes": ("fr", "La « surveillance » : l’œil de l’État !"),
    "chinese quotes": ("zh-Hans", "“老赖”曝光台：荣成的‘信用’《办法》"),
    "lower case": (
        "en",
        "how the state watches: a view from inside the camera-network",
    ),
    "stop words": ("en", "Eyes on the prize: of cameras, for and against (with maps)"),
    "markup": ("en", "a < b & c > d </script> {x} \\n % $ # _ ~ ^"),
    "emoji": ("und", "👁️📷🇨🇳"),
    "right to left": ("ug", "شىنجاڭدىكى نازارەت"),
    "long": ("en", "Word and 词 " * 180 + "end"),
    "single quotes": ("en", "the 'social credit' of rock 'n' roll, or e-mail and x"),
    "apostrophes": ("fr", "L'œil de l'État, l’autre et \"lui\""),
    "question": ("en", "Who watches whom?"),
    "cry": ("de", "Sie sehen alles!"),
    "full stop": ("de", "Alles wird gesehen."),
    "dots": ("en", "They see …"),
    "dotted": ("en", "Made in the U.S.A."),
    "comma": ("en", "A title, with commas; and a colon:"),
    "quoted whole": ("de", "„Alles im Blick“"),
    "question in quotes": ("en", "“Who watches?”"),
    "years": ("en", "1984–2019"),
    "capitals": ("en", "NASA and the iPhone in DDR-Archiven, vs. others"),
    "line": ("en", "Two lines: one, and – the other—end"),
}
AUTHORS = {
    "none": [],
    "literal": [DJ],
    "person": [CLARA],
    "particles": [VINCENT],
    "dropping": [ALEXANDER],
    "both particles": [ALEXANDER, VINCENT],
    "suffix": [MARTIN],
    "suffix behind": [CLARA, MARTIN],
    "chinese": [LI],
    "chinese two": [LI, OUYANG],
    "mixed": [LI, CLARA, AP],
    "organisation": [AP],
    "chinese organisation": [{"literal": "新华社"}],
    "three": [CLARA, BEN, VINCENT],
    "four": [CLARA, BEN, VINCENT, ALEXANDER],
    "seven": [CLARA, BEN, VINCENT, ALEXANDER, MARTIN, AP, DJ],
    "five hundred": [{"family": f"Name{n}", "given": f"Given{n}"} for n in range(500)],
    "hyphen": [{"family": "Muster-Beispiel", "given": "Jean-Luc André"}],
    "initials": [{"family": "Muster", "given": "C. M."}],
    "accent": [{"family": "Çelik", "given": "Ömer"}],
    "uyghur": [{"family": "توختى", "given": "ئىلھام"}],
    "apostrophe": [{"family": "O’Neil", "given": "Cathy"}],
    "account": [{"literal": "@0xDUDE"}],
    "al": [{"family": "Rashid", "given": "Mohammed", "non-dropping-particle": "al-"}],
}
DATES: dict[str, Any] = {
    "none": None,
    "year": {"date-parts": [[2019]]},
    "month": {"date-parts": [[2019, 2]]},
    "circa": {"date-parts": [[2019]], "circa": True},
    "circa day": {"date-parts": [[2019, 2, 20]], "circa": True},
    "years": {"date-parts": [[2018], [2020]]},
    "months": {"date-parts": [[2018, 5], [2018, 7]]},
    "days": {"date-parts": [[2018, 5, 3], [2018, 5, 9]]},
    "days of two months": {"date-parts": [[2018, 5, 30], [2018, 6, 2]]},
    "days of two years": {"date-parts": [[2018, 12, 30], [2019, 1, 2]]},
    "season": {"date-parts": [[2019]], "season": 1},
    "winter": {"date-parts": [[2019]], "season": 4},
    "decade": {"date-parts": [[2010], [2019]]},
    "open": {"literal": "on or before 20 February 2019"},
    "since": {"literal": "seit 2018"},
    "early": {"date-parts": [[980, 1, 1]]},
}


def _titles() -> dict[str, Any]:
    """Every title as a work of three types, and by nobody."""
    found: dict[str, Any] = {}
    for name, (language, title) in TITLES.items():
        for type_ in ("article-newspaper", "graphic", "webpage"):
            item = NEWS | {"title": title, "language": language, "type": type_}
            if language == "und":
                del item["language"]
            found[f"title, {name}, {type_}"] = {"item": _kept(item)}
        found[f"title, {name}, nobody"] = {
            "item": PLAIN | {"title": title, "language": language}
        }
    return found


def _authors() -> dict[str, Any]:
    """Every list of authors, of an article and of a post."""
    found: dict[str, Any] = {}
    for name, authors in AUTHORS.items():
        found[f"authors, {name}"] = {"item": NEWS | {"author": authors}}
        found[f"authors, {name}, post"] = {
            "item": KINDS["social_post"] | {"author": authors}
        }
    return found


def _dates() -> dict[str, Any]:
    """Every date of works of four types."""
    found: dict[str, Any] = {}
    for name, issued in DATES.items():
        for kind in ("article", "photo", "web_page", "dataset"):
            item = {k: v for k, v in KINDS[kind].items() if k != "issued"}
            found[f"date, {name}, {kind}"] = {
                "item": item | ({"issued": issued} if issued else {})
            }
    return found


def cases() -> dict[str, dict[str, Any]]:
    """Name → {item, and where a passage or caption is cited, locator and label}."""
    found: dict[str, Any] = {}
    for name, item in KINDS.items():
        found[f"{name}, original"] = {"item": item}
        found[f"{name}, record"] = {"item": _kept(item)}
        found[f"{name}, capture"] = {"item": _copied(item)}
        bare = {k: v for k, v in item.items() if k not in ("author", "issued")}
        found[f"{name}, bare"] = {"item": _kept(bare)}
        found[f"{name}, passage"] = {
            "item": _kept(item, "p3"),
            "locator": "3",
            "label": "paragraph",
        }
    found["event"] = {"item": _kept(EVENT)}
    found["search"], found["region"] = {"item": SEARCH}, {"item": REGION}
    found["caption"] = {
        "item": _kept(NEWS, "c5"),
        "locator": "5",
        "label": "figure",
    }
    found |= _titles() | _authors() | _dates()
    found["no outlet"] = {"item": PLAIN}
    found["long address"] = {
        "item": PLAIN | {"URL": "https://example.org/" + "a" * 900}
    }
    return found


def main() -> None:
    """Print what the script for citeproc-js reads."""
    styles = {
        style: {
            language: {
                "style": style_file(style, language),
                "locale": style_locale(style, language),
            }
            for language in STYLE_LANGUAGES
        }
        for style in STYLE_NAMES
    }
    locales = {name: locale_file(name) for name in ("de-CH", "en-US", "en-GB", "zh-CN")}
    print(json.dumps({"styles": styles, "locales": locales, "cases": cases()}))
