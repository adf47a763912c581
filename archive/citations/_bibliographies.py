"""Lists of references: sorted, lettered (2020a) and numbered as their style says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

from archive.models import Entry

from ._archive_notes import load_notes
from ._csl import Document, TextRun, merge_runs
from ._styled_references import (
    CitedWork,
    adapt_record,
    add_note,
    choose_processor,
    cite_record,
    date_in_words,
    entry_record,
    runs_to_text,
)
from ._styles import reference_language

# Works of a list that is sorted and lettered as a whole. Nothing is sent before all of
# it is rendered, in up to 15 s; a longer list is written as it comes.
MOST_SORTED_WORKS = 2_000

Record = Mapping[str, Any]


def build_bibliography(
    records: Iterable[Record], style: str, language: str
) -> list[CitedWork]:
    """CSL records as a bibliography: sorted as the style says, with letters for works
    of one author and year, and numbered where the style numbers.

    140 to 900 works a second of CPU, depending on the style. Raises KeyError for an
    unknown style.
    """
    return [work for _n, work in _render_sorted(list(records), style, language)]


@dataclass(frozen=True)
class _EntryWork:
    """What a bibliography keeps of an entry: its record, and the archive's note for a
    reference that names the record and for one that doesn't."""

    item: Record
    id_code: str
    note_if_named: str
    note_if_not: str

    def add_note(self, work: CitedWork) -> CitedWork:
        is_named = self.id_code in runs_to_text(work.full)
        note = self.note_if_named if is_named else self.note_if_not
        return replace(work, note=note)


def cite_sorted(
    batches: Iterable[Sequence[Entry]], language: str, style: str = "apa"
) -> Iterator[tuple[int, CitedWork]]:
    """Entries as a bibliography (see `build_bibliography`): for each the place in which
    it came, from 0, and its reference.

    Nothing comes before all were read. More than `MOST_SORTED_WORKS` come as they are
    read, without letters. The queries of `csl_record` for each entry and one for each
    batch. Raises KeyError for an unknown style.
    """
    language = reference_language(style, language)
    works = _read_works(batches, language, style)
    listed = list(islice(works, MOST_SORTED_WORKS + 1))
    if len(listed) <= MOST_SORTED_WORKS:
        items = [one.item for one in listed]
        for n, work in _render_sorted(items, style, language):
            yield n, listed[n].add_note(work)
        return
    for n, one in enumerate(chain(listed, works)):
        work = cite_record(one.item, language, style, "", n + 1)
        yield n, one.add_note(work)


def _read_works(
    batches: Iterable[Sequence[Entry]], language: str, style: str
) -> Iterator[_EntryWork]:
    for entries in batches:
        archive_notes = load_notes(entries)
        for entry in entries:
            item = entry_record(entry, "record", "", language, style)
            note, code = date_in_words(item, language, style), entry.id_code_display
            notes = [
                add_note(work, entry, "record", language, archive_notes).note
                for work in (
                    CitedWork((TextRun(code),), (), note),
                    CitedWork((), (), note),
                )
            ]
            yield _EntryWork(item, code, *notes)


def cite_all(
    entries: Sequence[Entry],
    language: str,
    style: str = "apa",
    first: int = 1,
    *,
    has_letters: bool = False,
) -> list[CitedWork]:
    """Records of a list in a style, in the order given, numbered from `first` where the
    style numbers. Each as by `cite`, for one query more in all.

    `has_letters` tells works of one author and year apart (2020a, 2020b): for a list
    that is whole.
    """
    language = reference_language(style, language)
    archive_notes = load_notes(entries)
    items = [entry_record(entry, "record", "", language, style) for entry in entries]
    if has_letters:
        rendered = _render_in_order(items, style, language, first)
    else:
        numbered = enumerate(items, start=first)
        rendered = [cite_record(item, language, style, "", n) for n, item in numbered]
    works = []
    for entry, item, work in zip(entries, items, rendered, strict=True):
        work = replace(work, note=date_in_words(item, language, style))
        works.append(add_note(work, entry, "record", language, archive_notes))
    return works


def _open_document(items: Sequence[Record], style: str, language: str) -> Document:
    """The works with their places in the list as ids, since two may be the same one."""
    adapted = [
        {**adapt_record(item, style), "id": str(n)} for n, item in enumerate(items)
    ]
    first = items[0] if items else {}
    return Document(
        choose_processor(style, language, first),
        adapted,
        lambda item: choose_processor(style, language, item),
    )


def _render_sorted(
    items: Sequence[Record], style: str, language: str
) -> list[tuple[int, CitedWork]]:
    """Works in the order of the style, each with its place in the list given. A work
    that the style does not list comes last, by its citation."""
    document = _open_document(items, style, language)
    listed = {
        str(item["id"]): runs for item, runs in document.render_bibliography() if runs
    }
    left = [key for key in document.by_id if key not in listed]
    rendered = []
    for key in (*listed, *left):
        in_text = document.render_citation(document.by_id[key])
        full = listed.get(key, in_text)
        rendered.append((int(key), _make_work(document, full, in_text)))
    return rendered


def _render_in_order(
    items: Sequence[Record], style: str, language: str, first: int
) -> list[CitedWork]:
    document = _open_document(items, style, language)
    document.number_from(first)
    return [
        _make_work(
            document, document.render_reference(item), document.render_citation(item)
        )
        for item in document.by_id.values()
    ]


def _make_work(
    document: Document, full: Sequence[TextRun], in_text: Sequence[TextRun]
) -> CitedWork:
    """A style may leave a work out of its list; then the citation is the reference."""
    return CitedWork(
        tuple(merge_runs(full or in_text)),
        tuple(merge_runs(in_text)),
        "",
        document.processor.writes_footnotes,
    )
