"""References as files, one or thousands: each a head, items and a tail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from archive.models import Entry

from ._formats import endnote, mods
from ._formats.bibtex import biblatex, bibtex
from ._formats.csl_json import csl_json
from ._formats.ris import ris
from ._formats.wikipedia import wikipedia
from ._references import Reference, item, reference


@dataclass(frozen=True)
class _Layout:
    """How one reference is written, and what stands around and between them."""

    write: Callable[[Reference], str]
    head: str = ""
    between: str = ""
    tail: str = ""


_LAYOUTS = {
    "bib": _Layout(bibtex),
    "biblatex.bib": _Layout(biblatex),
    "ris": _Layout(ris),
    "csl.json": _Layout(csl_json, "[", ",\n", "]\n"),
    "endnote.xml": _Layout(endnote.endnote, endnote.HEAD, "", endnote.TAIL),
    "mods.xml": _Layout(mods.mods, mods.HEAD, "", mods.TAIL),
    "wiki.txt": _Layout(wikipedia),
}
FORMATS = tuple(_LAYOUTS)


def export(
    entry: Entry,
    suffix: str,
    of: str = "record",
    anchor: str = "",
    language: str = "en",
) -> str:
    """The reference as a file. Raises KeyError for an unknown suffix."""
    layout = _LAYOUTS[suffix]
    return _whole(layout, reference(entry, of, anchor, language))


def export_item(entry: Entry, suffix: str, language: str = "en") -> str:
    """The same, of what a reference manager saves from a page: see `item`."""
    return _whole(_LAYOUTS[suffix], item(entry, language))


def export_all(
    batches: Iterable[Iterable[Entry]], suffix: str, language: str = "en"
) -> Iterator[str]:
    """References of many entries in one file, a piece a batch: no more than one batch
    is in memory."""
    layout = _LAYOUTS[suffix]
    yield layout.head
    is_first = True
    for entries in batches:
        written = [layout.write(reference(e, language=language)) for e in entries]
        if written:
            yield ("" if is_first else layout.between) + layout.between.join(written)
            is_first = False
    yield layout.tail


def _whole(layout: _Layout, found: Reference) -> str:
    return layout.head + layout.write(found) + layout.tail
