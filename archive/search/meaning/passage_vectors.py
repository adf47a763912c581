"""The vectors of all texts, in segments: a change writes only the segments it is in.

A list of files (`passages.list`) says which segments there are; it is replaced in one
step, so that a reader sees all of a change or nothing of it. What a segment lost is not
left in any file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.protocol import IndexUnwritable
from archive.search.index.generations import get_index_root, replace_file

from .vector_segments import (
    VectorRow,
    VectorSegment,
    make_room,
    map_segment,
    write_segment,
)

ROWS_PER_SEGMENT = 8_192  # 4.4 MB
MOST_RESCORED = 2_000  # rows whose second half is read for a query
MOST_NEAR = 200  # texts that are given back
_TRIES = 3  # to read the list, should its files be replaced meanwhile


@dataclass(frozen=True)
class NearText:
    """A text that is near a vector: the cosine of the angle between them, its entry,
    its language, and the digest of the text."""

    likeness: float
    entry: int
    language: str
    digest: bytes


@dataclass(frozen=True)
class PassageVectors:
    """The segments as they were listed last."""

    segments: tuple[VectorSegment, ...] = ()

    def __len__(self) -> int:
        return sum(map(len, self.segments))

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages of the texts."""
        return frozenset(code for one in self.segments for code in one.spans)

    @cached_property
    def digest_by_document(self) -> dict[int, bytes]:
        """Entry id → digest of its document, as far as it has been encoded."""
        digests: dict[int, bytes] = {}
        for segment in self.segments:
            digests |= segment.digest_by_document
        return digests

    def iter_rows(self) -> Iterator[VectorRow]:
        """All rows, segment by segment."""
        for segment in self.segments:
            yield from segment.iter_rows()

    def read_vectors_of(self, entry: int) -> NDArray[np.float32]:
        """The vectors of an entry, one in a row; no row where it has none."""
        for segment in self.segments:
            if entry in segment.digest_by_document:
                return segment.read_vectors_of(entry)
        return np.empty((0, 0), np.float32)

    def find_nearest(
        self, vector: NDArray[np.float32], languages: Collection[str]
    ) -> list[NearText]:
        """The texts in these languages that are nearest to a vector, the nearest first,
        at most 200.

        Half of the dimensions of every text are read, and the other half of those that
        are nearest by the first one.
        """
        spans = self._score_spans(vector, languages)
        if not spans:
            return []
        least = _find_least(np.concatenate([span.scores for span in spans]))
        parts = [span.complete(vector, least) for span in spans]
        likeness = np.concatenate([one for one, _rows in parts])
        rows = np.concatenate([some for _one, some in parts])
        places = np.repeat(np.arange(len(parts)), [len(some) for _one, some in parts])
        order = np.argsort(-likeness, kind="stable")[:MOST_NEAR]
        chosen = (array[order].tolist() for array in (likeness, rows, places))
        return [spans[place].make_text(*o) for *o, place in zip(*chosen, strict=True)]

    def _score_spans(
        self, vector: NDArray[np.float32], languages: Collection[str]
    ) -> list[_ScoredSpan]:
        room = make_room()
        return [
            _ScoredSpan(
                segment, code, begin, segment.estimate_scores(vector, begin, end, room)
            )
            for segment in self.segments
            for code, (begin, end) in segment.spans.items()
            if code in languages
        ]


@dataclass(frozen=True)
class _ScoredSpan:
    """The rows of a language in a segment, with their scores by half of the
    dimensions."""

    segment: VectorSegment
    language: str
    begin: int
    scores: NDArray[np.float32]

    def complete(
        self, vector: NDArray[np.float32], least: float
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The likeness of those with at least this score, and which rows they are."""
        near = np.flatnonzero(self.scores >= least)
        rows = near + self.begin
        rest = self.segment.complete_scores(vector, rows)
        return self.scores[near] + rest, rows

    def make_text(self, likeness: float, row: int) -> NearText:
        entry = int(self.segment.arrays["entries"][row])
        digest = bytes(self.segment.arrays["digests"][row])
        return NearText(likeness, entry, self.language, digest)


def _find_least(scores: NDArray[np.float32]) -> float:
    """The score from which on the second half is read too."""
    if len(scores) <= MOST_RESCORED:
        return -np.inf
    return float(np.partition(scores, -MOST_RESCORED)[-MOST_RESCORED])


def get_list_path() -> Path:
    """The list of segments, in the folder of the index."""
    return get_index_root() / "passages.list"


def list_segment_files() -> list[Path]:
    """All files of segments that are on the disk, listed or not."""
    return sorted(get_index_root().glob("passages*.vectors"))


def change_vectors(
    gone: Collection[int], rows: Sequence[VectorRow], digests: Mapping[int, bytes]
) -> None:
    """Take out what these entries had, and add rows and the digests of their documents,
    durably. Only the segments that hold one of `gone`, and one with room for the new
    rows, are written. Raises `IndexUnwritable`, and all is as it was."""
    kept, left = _split_segments(set(gone), len(rows) if digests else None)
    remaining, documents = _read_others(left, gone)
    names = [segment.name for segment in kept]
    try:
        for part in _split_rows([*remaining, *rows], {**documents, **digests}):
            names.append(_write_next(*part))
        replace_file(get_list_path(), json.dumps(sorted(names)))
        _delete_other_files(names)
    except OSError as error:
        raise IndexUnwritable(
            f"{get_index_root()} cannot be written: {error.strerror}"
        ) from error


def _split_segments(
    gone: set[int], added: int | None
) -> tuple[list[VectorSegment], list[VectorSegment]]:
    """Those that stay as they are, and those that are written anew: which hold one of
    `gone`, or else the smallest, where it has room for what is added."""
    kept: list[VectorSegment] = []
    left: list[VectorSegment] = []
    for segment in open_vectors().segments:
        is_left = not segment.digest_by_document.keys().isdisjoint(gone)
        (left if is_left else kept).append(segment)
    kept.sort(key=len)
    has_room = added is not None and kept and len(kept[0]) + added <= ROWS_PER_SEGMENT
    if has_room and not left:
        left.append(kept.pop(0))
    return kept, left


def _read_others(
    segments: Iterable[VectorSegment], gone: Collection[int]
) -> tuple[list[VectorRow], dict[int, bytes]]:
    """The rows and the documents of the entries that are not gone."""
    rows: list[VectorRow] = []
    digests: dict[int, bytes] = {}
    for segment in segments:
        rows += (row for row in segment.iter_rows() if row.entry not in gone)
        digests |= segment.digest_by_document
    return rows, {pk: digest for pk, digest in digests.items() if pk not in gone}


def _delete_other_files(names: Collection[str]) -> None:
    for path in list_segment_files():
        if path.name not in names:
            path.unlink(missing_ok=True)


def delete_vectors() -> None:
    """Remove all files, if there are any."""
    get_list_path().unlink(missing_ok=True)
    for path in list_segment_files():
        path.unlink(missing_ok=True)


def _split_rows(
    rows: Sequence[VectorRow], digests: Mapping[int, bytes]
) -> Iterator[tuple[list[VectorRow], dict[int, bytes]]]:
    """The rows in parts that are no longer than a segment, unless an entry has more
    rows; an entry is in one of them."""
    by_entry: defaultdict[int, list[VectorRow]] = defaultdict(list)
    for row in rows:
        by_entry[row.entry].append(row)
    part: list[VectorRow] = []
    documents: dict[int, bytes] = {}
    for pk in sorted(by_entry.keys() | digests.keys()):
        if part and len(part) + len(by_entry[pk]) > ROWS_PER_SEGMENT:
            yield part, documents
            part, documents = [], {}
        part += by_entry[pk]
        documents |= {pk: digests[pk]} if pk in digests else {}
    if part or documents:
        yield part, documents


def _write_next(rows: Sequence[VectorRow], digests: Mapping[int, bytes]) -> str:
    """Write a segment under a name that no file has; the name."""
    used = {path.name for path in list_segment_files()}
    number = next(n for n in range(len(used) + 1) if _name_segment(n) not in used)
    write_segment(get_index_root() / _name_segment(number), rows, digests)
    return _name_segment(number)


def _name_segment(number: int) -> str:
    return f"passages-{number:05d}.vectors"


class _OpenVectors:
    """The segments as they were last listed, for several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stamp: tuple[object, ...] = ()
        self._vectors = PassageVectors()

    def read(self) -> PassageVectors:
        for _try in range(_TRIES):
            path = get_list_path()
            try:
                stat = path.stat()
            except OSError:
                return PassageVectors()
            stamp = (path, stat.st_ino, stat.st_mtime_ns, stat.st_size)
            with self._lock:
                if stamp == self._stamp:
                    return self._vectors
                vectors = _map_listed(path)
                if vectors is not None:
                    self._vectors, self._stamp = vectors, stamp
                    return vectors
        return PassageVectors()


_open_vectors = _OpenVectors()


def open_vectors() -> PassageVectors:
    """The vectors as they are now; none where a file is missing or cannot be read. One
    `stat`; files are mapped anew only after the list was replaced."""
    return _open_vectors.read()


def _map_listed(path: Path) -> PassageVectors | None:
    try:
        names = json.loads(path.read_bytes())
        segments = [map_segment(path.with_name(name)) for name in names]
    except (OSError, ValueError, TypeError):
        return None
    whole = [segment for segment in segments if segment is not None]
    return PassageVectors(tuple(whole)) if len(whole) == len(segments) else None
