"""COinS: a reference in an attribute (OpenURL 1.0, ANSI/NISO Z39.88)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from django.conf import settings

from archive.citations._references import Reference, family_name_first

from .item_types import item_type


def context_object(reference: Reference) -> str:
    """The reference as key and value pairs, in the Dublin Core form of OpenURL.

    The form for journals would make a newspaper article a journal article. OpenURL has
    no key for an archive, so it goes into the description.
    """
    rows = ((key, value) for key, value in _context_rows(reference) if value)
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in rows)


def _context_rows(reference: Reference) -> Iterator[tuple[str, str]]:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
    yield "rfr_id", f"info:sid/{host}:archive"
    yield (
        "rft.type",
        item_type(reference.csl["type"]).zotero,
    )  # first: readers interpret the title by it
    yield "rft.title", reference.get_line("title")
    for name in reference.authors:
        yield ("rft.aucorp" if "literal" in name else "rft.au"), family_name_first(name)
    yield "rft.source", reference.get_line("container-title")
    yield "rft.publisher", reference.publisher
    yield "rft.date", reference.date
    yield "rft.language", reference.get_line("language")
    for tag in reference.tags:
        yield "rft.subject", tag
    yield "rft.identifier", reference.get_line("URL")
    for work in reference.related:
        yield "rft.relation", work.url
    archive = (
        reference.get_line("archive"),
        reference.get_line("archive_location"),
        reference.note,
    )
    yield "rft.description", ", ".join(part for part in archive if part)
