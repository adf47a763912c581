"""COinS: a reference in an attribute (OpenURL 1.0, ANSI/NISO Z39.88)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from django.conf import settings

from archive.citations._references import Reference, family_name_first

from .item_types import item_type


def context_object(found: Reference) -> str:
    """The reference as key and value pairs, in the form for Dublin Core: the one for
    journals would make a newspaper article one of a journal.

    OpenURL has no place for an archive, so that stands in the description.
    """
    rows = ((key, value) for key, value in _context_rows(found) if value)
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in rows)


def _context_rows(found: Reference) -> Iterator[tuple[str, str]]:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
    yield "rfr_id", f"info:sid/{host}:archive"
    yield (
        "rft.type",
        item_type(found.csl["type"]).zotero,
    )  # first: it tells what a title is
    yield "rft.title", found.line("title")
    for name in found.authors:
        yield ("rft.aucorp" if "literal" in name else "rft.au"), family_name_first(name)
    yield "rft.source", found.line("container-title")
    yield "rft.publisher", found.line("publisher")
    yield "rft.date", found.date
    yield "rft.language", found.line("language")
    for tag in found.tags:
        yield "rft.subject", tag
    yield "rft.identifier", found.line("URL")
    where = (found.line("archive"), found.line("archive_location"), found.note)
    yield "rft.description", ", ".join(part for part in where if part)
