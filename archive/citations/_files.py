"""BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
from typing import Any

import bibtexparser
import rispy
from bibtexparser.library import Library
from bibtexparser.model import Entry as BibEntry
from bibtexparser.model import Field

from archive.models import Entry
from archive.text.names import Name, inverted

from ._record import record

FORMATS = ("bib", "ris", "csl.json")
_RIS_TYPES = {
    "article-newspaper": "NEWS",
    "graphic": "FIGURE",
    "dataset": "DATA",
    "webpage": "ELEC",
    "post": "ELEC",
}
_BIB_TYPES = {
    "article-newspaper": "article",
    "dataset": "dataset",
    "webpage": "online",
    "post": "online",
}
_BABEL = {"de-CH": "nswissgerman", "de": "ngerman", "en": "english", "zh": "chinese"}
# Braces count even behind a backslash, so they are written as commands.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        **{c: f"\\{c}" for c in "&%$#_"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def export(entry: Entry, suffix: str, of: str = "record", anchor: str = "") -> str:
    """The reference as a file. Raises KeyError for an unknown suffix."""
    writers = {"bib": _bibtex, "ris": _ris, "csl.json": _csl}
    return writers[suffix](record(entry, of, anchor), entry)


class _Writer(rispy.RisWriter):  # type: ignore[misc]
    """One reference a file, so no number in front of it."""

    def set_header(self, count: int) -> str:
        return ""


def _csl(found: dict[str, Any], entry: Entry) -> str:
    text = json.dumps([found], ensure_ascii=False, indent=2)
    return text.replace("<", "\\u003c") + "\n"


def _ris(found: dict[str, Any], entry: Entry) -> str:
    row: dict[str, Any] = {
        "type_of_reference": _RIS_TYPES.get(found["type"], "GEN"),
        "authors": [inverted(name) for name in found.get("author", [])],
        "title": found["title"],
        "secondary_title": found.get("container-title", ""),
        "publisher": found.get("publisher", ""),
        "language": found.get("language", ""),
        "accession_number": found["id"] if "archive" in found else "",
        "database_provider": found.get("archive", ""),
        "notes": [found["archive_location"]] if "archive" in found else [],
        "urls": [found["URL"]] if "URL" in found else [],
    }
    parts = found.get("issued", {}).get("date-parts")
    if parts:
        row["year"] = f"{parts[0][0]:04d}"
        row["date"] = "/".join(f"{n:02d}" for n in parts[0]) + "/" * (3 - len(parts[0]))
    lines = {name: _one_line(value) for name, value in row.items() if value}
    return str(rispy.dumps([lines], implementation=_Writer)).strip() + "\n"


def _one_line(value: Any) -> Any:
    """A value is one line, or what follows would be read as another field."""
    if isinstance(value, list):
        return [_one_line(row) for row in value]
    return " ".join(value.split())


def _bibtex(found: dict[str, Any], entry: Entry) -> str:
    is_news = found["type"] == "article-newspaper"
    language = found.get("language", "")
    where = [found[name] for name in ("archive", "archive_location") if name in found]
    fields = {
        "author": " and ".join(_bib_name(a) for a in found.get("author", [])),
        "title": f"{{{_tex(found['title'])}}}",
        "journaltitle": _tex(found.get("container-title", "")),
        "publisher": _tex(found.get("publisher", "")),
        "date": entry.date if "date-parts" in found.get("issued", {}) else "",
        "langid": _BABEL.get(language) or _BABEL.get(language.partition("-")[0], ""),
        "entrysubtype": "newspaper" if is_news else "",
        "url": found.get("URL", "").translate({ord(c): None for c in "{}\\"}),
        "note": _tex(", ".join(where)),
    }
    rows = [Field(name, value) for name, value in fields.items() if value]
    kind = _BIB_TYPES.get(found["type"], "misc")
    library = Library([BibEntry(kind, entry.id_code, rows)])
    return str(bibtexparser.write_string(library, prepend_middleware=[]))


def _bib_name(name: Name) -> str:
    """`van Gogh, Vincent`; what has no parts is one word to BibTeX, in braces."""
    if "literal" in name:
        return f"{{{_tex(name['literal'])}}}"
    particles = [
        name.get(f"{kind}-particle", "") for kind in ("dropping", "non-dropping")
    ]
    family = " ".join(p for p in (*particles, name["family"]) if p)
    parts = (family, name.get("suffix", ""), name.get("given", ""))
    return ", ".join(_tex(part) for part in parts if part)


def _tex(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPES)
