"""Files of one reference or thousands: a head, items and a tail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.models import Entry, Tag
from archive.models.entries.relation import load_related_entries

from ._formats import endnote, mods
from ._formats.bibtex import write_biblatex, write_bibtex
from ._formats.csl_json import write_csl_json
from ._formats.ris import write_ris
from ._formats.wikipedia import write_wikipedia
from ._references import Reference, build_reference, page_reference


@dataclass(frozen=True)
class _FileLayout:
    """The writer of one reference, and the text around and between references."""

    write: Callable[[Reference], str]
    head: str = ""
    between: str = ""
    tail: str = ""
    follows_reader: bool = False

    def choose_language(self, language: str) -> str:
        """The language of added words (`version 2`, tags): files of data say the same
        to everybody, in English; templates for one Wikipedia follow the reader."""
        return language if self.follows_reader else "en"


_FILE_LAYOUTS = {
    "bib": _FileLayout(write_bibtex),
    "biblatex.bib": _FileLayout(write_biblatex),
    "ris": _FileLayout(write_ris),
    "csl.json": _FileLayout(write_csl_json, "[", ",\n", "]\n"),
    "endnote.xml": _FileLayout(
        endnote.write_endnote, endnote.ENDNOTE_HEAD, "", endnote.ENDNOTE_TAIL
    ),
    "mods.xml": _FileLayout(mods.write_mods, mods.MODS_HEAD, "", mods.MODS_TAIL),
    "wiki.txt": _FileLayout(write_wikipedia, follows_reader=True),
}
REFERENCE_FORMATS = tuple(_FILE_LAYOUTS)


def export_reference(
    entry: Entry,
    suffix: str,
    target: str = "record",
    anchor: str = "",
    language: str = "en",
) -> str:
    """The reference as a file. Raises KeyError for an unknown suffix."""
    layout = _FILE_LAYOUTS[suffix]
    spoken = layout.choose_language(language)
    related = load_related_entries([entry])[entry.pk] if target == "record" else []
    reference = build_reference(entry, target, anchor, spoken, related=related)
    return _write_single(layout, reference)


def export_page_reference(
    entry: Entry,
    suffix: str,
    language: str = "en",
    tags: Sequence[Tag] | None = None,
) -> str:
    """The file of what a reference manager saves from a page: see `page_reference`."""
    layout = _FILE_LAYOUTS[suffix]
    spoken = layout.choose_language(language)
    related = load_related_entries([entry])[entry.pk]
    return _write_single(layout, page_reference(entry, spoken, None, tags, related))


def export_record(reference: Reference, suffix: str) -> str:
    """The file of a reference that is ready, as of a page that is no entry."""
    return _write_single(_FILE_LAYOUTS[suffix], reference)


def export_references(
    batches: Iterable[Sequence[Entry]], suffix: str, language: str = "en"
) -> Iterator[str]:
    """References of many entries in one file, in pieces of one batch.

    Only one batch is in memory at a time; one query for each.
    """
    layout = _FILE_LAYOUTS[suffix]
    spoken = layout.choose_language(language)
    yield layout.head
    is_first = True
    for entries in batches:
        related = load_related_entries(entries)
        references = [
            layout.write(build_reference(e, language=spoken, related=related[e.pk]))
            for e in entries
        ]
        if references:
            yield ("" if is_first else layout.between) + layout.between.join(references)
            is_first = False
    yield layout.tail


def _write_single(layout: _FileLayout, reference: Reference) -> str:
    return layout.head + layout.write(reference) + layout.tail
