"""BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
from typing import Any

import rispy

from archive.models import Entry

from ._record import record

FORMATS = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
_RIS_TYPES = {"article-newspaper": "NEWS", "graphic": "FIGURE"}
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        **{c: f"\\{c}" for c in "&%$#_{}"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def export(entry: Entry, suffix: str) -> str:
    """The entry's reference as a file. Raises KeyError for an unknown suffix."""
    writers = {"bib": _bibtex, "ris": _ris, "csl.json": _csl}
    return writers[suffix](record(entry), entry)


def _csl(found: dict[str, Any], entry: Entry) -> str:
    return json.dumps([found], ensure_ascii=False, indent=2).replace("<", "\\u003c")


def _ris(found: dict[str, Any], entry: Entry) -> str:
    row: dict[str, Any] = {
        "type_of_reference": _RIS_TYPES.get(found["type"], "GEN"),
        "title": found["title"],
        "language": found["language"],
        "accession_number": found["id"],
        "database_provider": found["archive"],
        "urls": [found["URL"]],
    }
    if "author" in found:
        row["authors"] = [author["literal"] for author in found["author"]]
    if "container-title" in found:
        row["secondary_title"] = found["container-title"]
    parts = found.get("issued", {}).get("date-parts")
    if parts:
        row["year"] = str(parts[0][0])
        row["date"] = "/".join(f"{n:02d}" for n in parts[0]) + "/" * (4 - len(parts[0]))
    return str(rispy.dumps([row]))


def _bibtex(found: dict[str, Any], entry: Entry) -> str:
    is_news = found["type"] == "article-newspaper"
    fields = {
        "author": "".join(f"{{{_tex(a['literal'])}}}" for a in found.get("author", [])),
        "title": f"{{{_tex(found['title'])}}}",
        "journaltitle": _tex(found.get("container-title", "")),
        "date": entry.date if "date-parts" in found.get("issued", {}) else "",
        "langid": {"de-CH": "nswissgerman", "de": "ngerman", "en": "english"}.get(
            found["language"], ""
        ),
        "entrysubtype": "newspaper" if is_news else "",
        "url": found["URL"],
        "note": _tex(f"{found['archive']}, {found['archive_location']}"),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    kind = "article" if is_news else "misc"
    return f"@{kind}{{{entry.id_code},\n" + ",\n".join(lines) + "\n}\n"


def _tex(text: str) -> str:
    return text.translate(_ESCAPES)
