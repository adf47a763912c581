"""Which segments become one, and how: list by list, without the deleted documents."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import compress, groupby, pairwise
from math import log
from operator import itemgetter
from pathlib import Path

import numpy as np
from whoosh.codec.whoosh3 import W3Segment, W3TermInfo
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage

from archive.search.engines.document_fields import INDEX_COLUMNS, INDEX_FIELDS
from archive.search.engines.whoosh.reading.segment import SegmentReader
from archive.search.engines.whoosh.reading.snapshot import ID_COLUMN
from archive.search.engines.whoosh.schema import NO_NUMBER

from .new_segment import SegmentWriter, encode_lengths
from .posting_lists import PostingsWriter

SEGMENTS_PER_MERGE = 8  # segments of like size that become one
_HAS_POSITIONS = {field.name: field.has_positions for field in INDEX_FIELDS}
_TermKey = tuple[str, bytes]
_TermOfSegment = tuple[_TermKey, "_OldSegment", W3TermInfo]


def choose_segments_to_merge(segments: list[W3Segment]) -> list[W3Segment]:
    """Those to be made one now: as many of like size as `SEGMENTS_PER_MERGE`, with what
    they grow into; and those that are mostly deleted. A document is so written again
    once for each power of `SEGMENTS_PER_MERGE`."""
    levels: dict[int, list[W3Segment]] = {}
    for segment in segments:
        levels.setdefault(
            int(log(max(count_living(segment), 1), SEGMENTS_PER_MERGE)), []
        ).append(segment)
    chosen = [s for s in segments if s.deleted_count() > count_living(s) > 0]
    for _level, here in sorted(levels.items()):
        more = [s for s in here if count_living(s) and s not in chosen]
        if len(more) + bool(chosen) >= SEGMENTS_PER_MERGE:
            chosen += more
    return chosen


def count_living(segment: W3Segment) -> int:
    """Documents that are not deleted."""
    return int(segment.doc_count_all() - segment.deleted_count())


def merge_segments(
    storage: FileStorage, schema: Schema, segments: list[W3Segment]
) -> W3Segment:
    """One segment of the living documents of all, durable. A list and a document are
    in memory at a time."""
    new = SegmentWriter(storage, schema)
    sources = [_OldSegment(Path(storage.folder), segment, new) for segment in segments]
    lengths = {
        field.name: np.concatenate([s.lengths[field.name] for s in sources]).tolist()
        for field in INDEX_FIELDS
    }
    lists = new.open_postings()
    terms = merge(*(source.terms() for source in sources), key=itemgetter(0))
    for key, group in groupby(terms, itemgetter(0)):
        _write_merged_list(lists, key, group, lengths[key[0]])
    lists.close()
    return new.finish()


def _write_merged_list(
    lists: PostingsWriter,
    key: _TermKey,
    group: Iterator[_TermOfSegment],
    lengths: list[int],
) -> None:
    """One term's lists of all sources as one."""
    ids: list[int] = []
    frequencies: list[int] = []
    values: list[bytes] = []
    has_positions = _HAS_POSITIONS[key[0]]
    for _key, source, info in group:
        for old, weights, block_positions in source.segment.iter_posting_blocks(info):
            numbers = [source.numbers[document] for document in old]
            times = _expand_frequencies(weights, len(numbers))
            places = block_positions if has_positions else ()
            if not source.is_whole:
                alive = [number >= 0 for number in numbers]
                numbers = list(compress(numbers, alive))
                times = list(compress(times, alive))
                places = list(compress(places, alive))
            ids += numbers
            frequencies += times
            values += places
    if ids:
        its_lengths = [lengths[number] for number in ids]
        positions = values if has_positions else None
        lists.add(key, ids, frequencies, its_lengths, positions)


def _expand_frequencies(weights: object, size: int) -> list[int]:
    """Frequencies, as a block holds them: None, one for all, or one for each."""
    if isinstance(weights, tuple):
        return [int(weight) for weight in weights]
    return [int(weights) if isinstance(weights, float) else 1] * size


class _OldSegment:
    """An old segment; what is not terms is copied at once."""

    def __init__(self, folder: Path, old: W3Segment, new: SegmentWriter) -> None:
        self.segment = SegmentReader(folder, old)
        alive = np.ones(self.segment.size, bool)
        alive[sorted(old.deleted_docs())] = False
        self.is_whole = bool(alive.all())
        renumbered = np.where(alive, np.cumsum(alive) - 1 + new.size, -1)
        self.numbers: list[int] = renumbered.tolist()  # new ones, -1 for the deleted
        field_lengths = {
            f.name: self.segment.read_lengths(f.name)[alive].astype(int)
            for f in INDEX_FIELDS
        }
        self.lengths = {
            name: encode_lengths(lengths) for name, lengths in field_lengths.items()
        }
        columns = dict(_iter_columns(self.segment))
        lists = {name: lengths.tolist() for name, lengths in field_lengths.items()}
        for place, document in enumerate(np.flatnonzero(alive).tolist()):
            values = {name: column[document] for name, column in columns.items()}
            new.add(
                {name: value for name, value in values.items() if value is not None},
                self.segment.read_stored_fields(document)["digest"],
                {
                    name: lengths[place]
                    for name, lengths in lists.items()
                    if lengths[place]
                },
            )

    def terms(self) -> Iterator[_TermOfSegment]:
        """Its terms in order."""
        for key, info in self.segment.iter_terms():
            yield key, self, info


def _iter_columns(segment: SegmentReader) -> Iterator[tuple[str, list[object]]]:
    """For each column, what it holds of each document, as whoosh is given it; None
    where there is nothing."""
    yield ID_COLUMN, _read_number_column(segment, ID_COLUMN)
    for column in INDEX_COLUMNS:
        yield column.name, _COLUMN_READERS[column.holds](segment, column.name)


def _read_number_column(segment: SegmentReader, name: str) -> list[object]:
    numbers = segment.read_number_column(name).tolist()
    return [None if number == NO_NUMBER else number for number in numbers]


def _read_word_column(segment: SegmentReader, name: str) -> list[object]:
    words = segment.read_word_column(name)
    spelt = [word.encode("utf-8", "replace") or None for word in words.values]
    return [spelt[place] for place in words.places.tolist()]


def _read_numbers_column(segment: SegmentReader, name: str) -> list[object]:
    many = segment.read_numbers_column(name)
    ends = (4 * many.begins).tolist()
    packed = many.values.astype("<u4").tobytes()
    return [packed[a:b] or None for a, b in pairwise(ends)]


_COLUMN_READERS = {
    "number": _read_number_column,
    "word": _read_word_column,
    "numbers": _read_numbers_column,
}
