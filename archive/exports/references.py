"""References as files, as archive.citations writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from django.utils.translation import get_language

from archive.citations import cite_all, export, export_all
from archive.models import Entry

from .registry import export_format, list_format

FILES = {
    "bib": ("application/x-bibtex; charset=utf-8", "BibTeX"),
    "biblatex.bib": ("application/x-bibtex; charset=utf-8", "BibLaTeX"),
    "ris": ("application/x-research-info-systems; charset=utf-8", "RIS"),
    "csl.json": ("application/vnd.citationstyles.csl+json", "CSL-JSON"),
    "endnote.xml": ("application/xml; charset=utf-8", "EndNote XML"),
    "mods.xml": ("application/mods+xml; charset=utf-8", "MODS"),
    "wiki.txt": ("text/plain; charset=utf-8", "Wikipedia"),
}


def _one(suffix: str, entry: Entry) -> str:
    return export(entry, suffix, language=get_language() or "en")


def _many(suffix: str, batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    return export_all(batches, suffix, get_language() or "en")


for _suffix, (_media_type, _name) in FILES.items():
    export_format(_suffix, _media_type, _name)(partial(_one, _suffix))
    list_format(_suffix, _media_type, _name)(partial(_many, _suffix))


@list_format("txt", "text/plain; charset=utf-8", "Text")
def text_list(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """References in words, a line each, in the language of the moment it is called."""
    language = get_language() or "en"
    return (
        "".join(f"{cited}\n" for cited in cite_all(entries, language))
        for entries in batches
    )
