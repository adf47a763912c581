"""BibTeX, RIS and CSL-JSON, as archive.citations writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from archive.citations import export
from archive.models import Entry

from .registry import export_format, list_format

RIS = ("ris", "application/x-research-info-systems; charset=utf-8", "RIS")


@export_format("bib", "application/x-bibtex; charset=utf-8", "BibTeX")
def bibtex(entry: Entry) -> str:
    """A BibLaTeX entry."""
    return export(entry, "bib")


@export_format(*RIS)
def ris(entry: Entry) -> str:
    """A reference that most programs read."""
    return export(entry, "ris")


@list_format(*RIS)
def ris_list(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """Reference after reference, an empty line between."""
    for entries in batches:
        yield "".join(f"{export(entry, 'ris')}\n" for entry in entries)


@export_format("csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON")
def csl(entry: Entry) -> str:
    """A list of one CSL item."""
    return export(entry, "csl.json")
