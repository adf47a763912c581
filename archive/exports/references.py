"""References as files, as archive.citations writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from django.utils.translation import get_language

from archive.citations import cite_all, cite_sorted, export_reference, export_references
from archive.models import Entry

from .registry import register_entry_format, register_list_format

REFERENCE_FILE_TYPES = {
    "bib": ("application/x-bibtex; charset=utf-8", "BibTeX"),
    "biblatex.bib": ("application/x-bibtex; charset=utf-8", "BibLaTeX"),
    "ris": ("application/x-research-info-systems; charset=utf-8", "RIS"),
    "csl.json": ("application/vnd.citationstyles.csl+json", "CSL-JSON"),
    "endnote.xml": ("application/xml; charset=utf-8", "EndNote XML"),
    "mods.xml": ("application/mods+xml; charset=utf-8", "MODS"),
    "wiki.txt": ("text/plain; charset=utf-8", "Wikipedia"),
}


def _write_reference(suffix: str, entry: Entry) -> str:
    return export_reference(entry, suffix, language=get_language() or "en")


def _write_references(suffix: str, batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    return export_references(batches, suffix, get_language() or "en")


for _suffix, (_media_type, _name) in REFERENCE_FILE_TYPES.items():
    register_entry_format(_suffix, _media_type, _name)(
        partial(_write_reference, _suffix)
    )
    register_list_format(_suffix, _media_type, _name)(
        partial(_write_references, _suffix)
    )


@register_list_format("txt", "text/plain; charset=utf-8", "Text")
def write_text_list(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """References in words, one a line, in the language that is active now."""
    language = get_language() or "en"
    return (
        "".join(f"{cited}\n" for cited in cite_all(entries, language))
        for entries in batches
    )


def write_bibliography(batches: Iterable[Sequence[Entry]], style: str) -> Iterator[str]:
    """References in a style, one a line, sorted and lettered as it says: see
    `cite_sorted`. Raises KeyError for an unknown style."""
    language = get_language() or "en"
    return (f"{cited}\n" for _place, cited in cite_sorted(batches, language, style))
