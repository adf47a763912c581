"""One door for bibliographies of all types."""

from __future__ import annotations

from collections.abc import Callable

from archive.importers.extraction.extracted_page import ExtractionError
from archive.importers.extraction.web_pages.decoding import decode_page

from .bibtex import read_bibtex
from .csl_json import read_csl_json
from .listed_work import ListedWork
from .ris import read_ris

MOST_WORKS = 1_000  # that one page can show and one request can save
_READERS: dict[str, Callable[[str], list[ListedWork]]] = {
    "application/x-research-info-systems": read_ris,
    "application/x-bibtex": read_bibtex,
    "application/vnd.citationstyles.csl+json": read_csl_json,
}
BIBLIOGRAPHY_TYPES = frozenset(_READERS)


def read_bibliography(media_type: str, content: bytes) -> tuple[list[ListedWork], int]:
    """The works with a title, and how many entries have none or break off. Raises
    `ExtractionError`."""
    text, _encoding = decode_page(content)
    try:
        works = _READERS[media_type](text.removeprefix("\ufeff"))
    except ValueError as error:
        raise ExtractionError("bibliography") from error
    if len(works) > MOST_WORKS:
        raise ExtractionError("many-works")
    titled = [work for work in works if work.title]
    if not titled:
        raise ExtractionError("bibliography")
    return titled, len(works) - len(titled)
