"""RIS, which nearly every reference manager reads."""

from __future__ import annotations

from typing import Any

import rispy

from archive.citations._references import Reference, family_name_first

from .item_types import item_type


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """References without numbers in front."""

    def set_header(self, count: int) -> str:
        return ""


def write_ris(found: Reference) -> str:
    """One reference, from `TY` to `ER`, with an empty line behind it.

    `DB` and `AN` are the archive and the place in it: Zotero reads them as *archive*
    and *loc. in archive*.
    """
    csl = found.csl
    row: dict[str, Any] = {
        "type_of_reference": item_type(csl["type"]).ris,
        "id": found.key,
        "authors": [family_name_first(name) for name in found.authors],
        "title": found.line("title"),
        "secondary_title": found.line("container-title"),
        "section": found.line("section"),
        "publisher": found.line("publisher"),
        "issn": found.line("ISSN"),
        "type_of_work": found.line("genre") or found.line("medium"),
        "language": found.line("language"),
        "name_of_database": found.line("archive"),
        "accession_number": found.line("archive_location"),
        "keywords": list(found.tags),
        "notes": [found.note] if found.note else [],
        "custom1": f"event-date: {found.happened}" if found.happened else "",
        "urls": [url for url in (found.line("URL"), found.also) if url],
        **_ris_dates(found),
    }
    rows = {name: value for name, value in row.items() if value}
    return str(rispy.dumps([rows], implementation=_RisWriter)).strip() + "\n\n"


def _ris_dates(found: Reference) -> dict[str, str]:
    """`PY` is the first year, `DA` year/month/day/other: what a plain date cannot say
    is told there as EDTF, with `–` for its `/`, which would begin another part."""
    dates = {"access_date": found.accessed.replace("-", "/")}
    if found.days:
        dates["year"] = f"{found.days[0][0]:04d}"
    if found.is_plain:
        parts = found.date.split("-")
        dates["date"] = "/".join(parts) + "/" * (4 - len(parts))
    elif found.date:
        dates["date"] = f"{dates.get('year', '')}///{found.date.replace('/', '–')}"
    return dates
