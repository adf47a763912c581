"""What foreign readers find in our files: one shape for all of them."""

from __future__ import annotations

import json
import re

import rispy
from lxml import etree
from pybtex.database import parse_string
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

MODS = {"m": "http://www.loc.gov/mods/v3"}


def _latex() -> LatexNodes2Text:
    """TeX's commands that the reader's own table lacks, as LaTeX prints them."""
    known = get_default_latex_context_db()
    signs = {
        "textbraceleft": "{",
        "textbraceright": "}",
        "textasciicircum": "^",
        "textless": "<",
        "textgreater": ">",
        "textbar": "|",
    }
    known.add_context_category(
        "signs",
        prepend=True,
        macros=[MacroTextSpec(name, sign) for name, sign in signs.items()],
    )
    return LatexNodes2Text(known)


_LATEX = _latex()


def printed(tex: str) -> str:
    """What LaTeX prints."""
    return str(_LATEX.latex_to_text(tex))


def bib(text: str) -> list[dict]:
    """pybtex for the parts, pylatexenc for what TeX prints."""
    found = []
    for key, entry in parse_string(text, "bibtex").entries.items():
        fields = {name.lower(): value for name, value in entry.fields.items()}
        found.append(
            {
                "key": key,
                "type": entry.type,
                "title": printed(fields["title"]),
                "container": printed(
                    fields.get("journaltitle") or fields.get("journal") or ""
                ),
                "date": fields.get("date", ""),
                "language": fields.get("language", ""),
                "url": fields.get("url", ""),
                "authors": [_bib_name(p) for p in entry.persons.get("author", [])],
                "tags": [
                    printed(t) for t in fields.get("keywords", "").split(", ") if t
                ],
                "fields": fields,
            }
        )
    return found


def _bib_name(person) -> tuple[str, str]:
    family = [*person.prelast_names, *person.last_names]
    given = [*person.first_names, *person.middle_names, *person.lineage_names]
    return printed(" ".join(family)), printed(" ".join(given))


def ris(text: str) -> list[dict]:
    return [
        {
            "key": row["id"],
            "type": row["type_of_reference"],
            "title": row.get("title", ""),
            "container": row.get("secondary_title", ""),
            "date": row.get("date", ""),
            "language": row.get("language", ""),
            "url": row.get("urls", [""])[0],
            "authors": [
                (first, ", ".join(rest))
                for first, *rest in (a.split(", ") for a in row.get("authors", []))
            ],
            "tags": row.get("keywords", []),
            "fields": row,
        }
        for row in rispy.loads(text)
    ]


def csl(text: str) -> list[dict]:
    return [
        {
            "key": row["id"].replace("-", "").lower(),
            "type": row["type"],
            "title": row["title"],
            "container": row.get("container-title", ""),
            "date": row.get("issued", {}),
            "language": row.get("language", ""),
            "url": row.get("URL", ""),
            "authors": [
                (a["literal"], "") if "literal" in a else _csl_name(a)
                for a in row.get("author", [])
            ],
            "tags": [t for t in row.get("keyword", "").split("; ") if t],
            "fields": row,
        }
        for row in json.loads(text)
    ]


def _csl_name(name: dict) -> tuple[str, str]:
    parts = ("dropping-particle", "non-dropping-particle", "family")
    family = " ".join(name[part] for part in parts if part in name)
    given = " ".join(name[part] for part in ("given", "suffix") if part in name)
    return family, given


def endnote(text: str) -> list[dict]:
    found = []
    for row in etree.fromstring(text.encode()).iter("record"):
        authors = [a.text for a in row.findall("contributors/authors/author")]
        found.append(
            {
                "type": row.find("ref-type").get("name"),
                "title": row.findtext("titles/title", ""),
                "container": row.findtext("titles/secondary-title", ""),
                "date": row.findtext("dates/pub-dates/date", ""),
                "language": row.findtext("language", ""),
                "url": row.findtext("urls/related-urls/url", ""),
                "authors": [tuple(re.split(", ?", a, maxsplit=1)) for a in authors],
                "tags": [k.text for k in row.findall("keywords/keyword")],
            }
        )
    return found


def mods(text: str) -> list[dict]:
    def said(row, path):
        return row.findtext(path, "", MODS)

    found = []
    for row in etree.fromstring(text.encode()).iter(f"{{{MODS['m']}}}mods"):
        authors = []
        for name in row.findall("m:name", MODS):
            parts = {p.get("type"): p.text for p in name.findall("m:namePart", MODS)}
            family = parts.get("family") or parts.get(None)
            rest = [parts[p] for p in ("given", "termsOfAddress") if p in parts]
            authors.append((family, " ".join(rest)))
        found.append(
            {
                "key": said(row, "m:identifier"),
                "type": said(row, "m:genre"),
                "title": said(row, "m:titleInfo/m:title"),
                "container": said(
                    row, "m:relatedItem[@type='host']/m:titleInfo/m:title"
                ),
                "date": said(row, "m:originInfo/m:dateIssued"),
                "language": said(row, "m:language/m:languageTerm"),
                "url": said(row, "m:location/m:url"),
                "authors": authors,
                "tags": [t.text for t in row.findall("m:subject/m:topic", MODS)],
            }
        )
    return found


READERS = {
    "bib": bib,
    "biblatex.bib": bib,
    "ris": ris,
    "csl.json": csl,
    "endnote.xml": endnote,
    "mods.xml": mods,
}
