"""RIS, which nearly every reference manager reads."""

from __future__ import annotations

from typing import Any

import rispy

from archive.citations._references import Reference, family_name_first

from .item_types import item_type


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """A writer that puts no numbers before references."""

    def set_header(self, count: int) -> str:
        return ""


def write_ris(reference: Reference) -> str:
    """One reference, from `TY` to `ER`, with an empty line after it.

    `DB` and `AN` are the archive and the location in it; Zotero reads them as *archive*
    and *loc. in archive*.
    """
    csl = reference.csl
    fields: dict[str, Any] = {
        "type_of_reference": item_type(csl["type"]).ris,
        "id": reference.key,
        "authors": [family_name_first(name) for name in reference.authors],
        "title": reference.get_line("title"),
        "secondary_title": reference.get_line("container-title"),
        "section": reference.get_line("section"),
        "publisher": reference.get_line("publisher"),
        "issn": reference.get_line("ISSN"),
        "type_of_work": reference.get_line("genre") or reference.get_line("medium"),
        "language": reference.get_line("language"),
        "name_of_database": reference.get_line("archive"),
        "accession_number": reference.get_line("archive_location"),
        "keywords": list(reference.tags),
        "notes": [reference.note] if reference.note else [],
        "custom1": f"event-date: {reference.event_date}"
        if reference.event_date
        else "",
        "urls": [
            url for url in (reference.get_line("URL"), reference.original_url) if url
        ],
        **_ris_dates(reference),
    }
    written = {name: value for name, value in fields.items() if value}
    return str(rispy.dumps([written], implementation=_RisWriter)).strip() + "\n\n"


def _ris_dates(reference: Reference) -> dict[str, str]:
    """`PY` is the first year, `DA` year/month/day/other.

    What a plain date cannot say is `other`, as EDTF; its `/` becomes `–`, because `/`
    would begin another part.
    """
    dates = {"access_date": reference.accessed_date.replace("-", "/")}
    if reference.issued_parts:
        dates["year"] = f"{reference.issued_parts[0][0]:04d}"
    if reference.has_plain_date:
        parts = reference.date.split("-")
        dates["date"] = "/".join(parts) + "/" * (4 - len(parts))
    elif reference.date:
        dates["date"] = f"{dates.get('year', '')}///{reference.date.replace('/', '–')}"
    return dates
