"""RIS, which nearly every reference manager reads."""

from __future__ import annotations

from collections.abc import Iterator

from archive.citations._references import Reference, family_name_first

from .item_types import item_type


def write_ris(found: Reference) -> str:
    """One reference, from `TY` to `ER`, with an empty line behind it.

    `DB` and `AN` are the archive and the place in it: Zotero reads them as *archive*
    and *loc. in archive*.
    """
    rows = [
        ("TY", item_type(found.csl["type"]).ris),
        ("ID", found.key),
        *(("AU", family_name_first(name)) for name in found.authors),
        ("TI", found.line("title")),
        ("T2", found.line("container-title")),
        ("SE", found.line("section")),
        ("PB", found.line("publisher")),
        ("SN", found.line("ISSN")),
        ("M3", found.line("genre") or found.line("medium")),
        ("LA", found.line("language")),
        ("DB", found.line("archive")),
        ("AN", found.line("archive_location")),
        *(("KW", tag) for tag in found.tags),
        ("N1", found.note),
        ("C1", f"event-date: {found.happened}" if found.happened else ""),
        ("UR", found.line("URL")),
        ("UR", found.also),
        *_ris_dates(found),
    ]
    lines = [f"{tag}  - {value}" for tag, value in rows if value]
    return "\n".join([*lines, "ER  -"]) + "\n\n"


def _ris_dates(found: Reference) -> Iterator[tuple[str, str]]:
    """`PY` is the first year, `DA` year/month/day/other: what a plain date cannot say
    is told there as EDTF, with `–` for its `/`, which would begin another part."""
    year = f"{found.days[0][0]:04d}" if found.days else ""
    yield "Y2", found.accessed.replace("-", "/")
    yield "PY", year
    if found.is_plain:
        parts = found.date.split("-")
        yield "DA", "/".join(parts) + "/" * (4 - len(parts))
    elif found.date:
        yield "DA", f"{year}///{found.date.replace('/', '–')}"
