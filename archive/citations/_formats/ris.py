"""RIS, which nearly every reference manager reads."""

from __future__ import annotations

from collections.abc import Iterator

from archive.citations._references import Reference, family_name_first

from .item_types import item_type


def write_ris(reference: Reference) -> str:
    """One reference, from `TY` to `ER`, with an empty line after it.

    `DB` and `AN` are the archive and the location in it; Zotero reads them as *archive*
    and *loc. in archive*.
    """
    rows = [
        ("TY", item_type(reference.csl["type"]).ris),
        ("ID", reference.key),
        *(("AU", family_name_first(name)) for name in reference.authors),
        ("TI", reference.get_line("title")),
        ("T2", reference.get_line("container-title")),
        ("SE", reference.get_line("section")),
        ("PB", reference.publisher),
        ("SN", reference.get_line("ISSN")),
        ("M3", reference.get_line("genre") or reference.get_line("medium")),
        ("LA", reference.get_line("language")),
        ("DB", reference.get_line("archive")),
        ("AN", reference.get_line("archive_location")),
        *(("KW", tag) for tag in reference.tags),
        ("AB", reference.abstract),
        *(("N1", line) for line in reference.note_lines),
        ("OP", _write_history(reference)),
        ("C1", f"event-date: {reference.event_date}" if reference.event_date else ""),
        ("UR", reference.get_line("URL")),
        ("UR", reference.original_url),
        *_ris_dates(reference),
    ]
    lines = [f"{tag}  - {value}" for tag, value in rows if value]
    return "\n".join([*lines, "ER  -"]) + "\n\n"


def _write_history(reference: Reference) -> str:
    """What became of a law or a judgment: `OP` is its history in EndNote and Zotero,
    and another work's original publication."""
    is_legal = reference.csl["type"] in ("legislation", "legal_case")
    return " ".join(reference.relation_lines) if is_legal else ""


def _ris_dates(reference: Reference) -> Iterator[tuple[str, str]]:
    """`PY` is the first year, `DA` year/month/day/ as far as the date is certain.

    What it cannot say, the note says in words, and `C7` (which no type uses) as EDTF.
    """
    year = reference.first_year
    yield "Y2", reference.accessed_date.replace("-", "/")
    yield "PY", year
    if reference.has_plain_date:
        parts = reference.date.split("-")
        yield "DA", "/".join(parts) + "/" * (4 - len(parts))
    elif year:
        yield "DA", f"{year}///"
        yield "C7", f"date: {reference.date}"
