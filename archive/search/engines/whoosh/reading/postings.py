"""The postings of one term in one segment, as arrays.

Format: whoosh 2.7.4's W3 codec. A list starts with four bytes, then come blocks:
length (negative in the last one), facts of the block, data. Both are pickles, of which
only plain values are read: an object's class is refused, so that no code runs.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate
from pickle import Unpickler, UnpicklingError
from struct import unpack_from
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3TermInfo

DocumentNumbers = npt.NDArray[np.int32]
PositionKeys = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]
POSITION_BITS = 32  # bits of a position in a key
_LAST_DOCUMENT = 1  # its place in the facts of a block


@dataclass(frozen=True)
class Postings:
    """The documents of a term, ascending, and how often each contains it."""

    numbers: DocumentNumbers
    frequencies: FloatArray

    @property
    def size(self) -> int:
        """Bytes held."""
        return self.numbers.nbytes + self.frequencies.nbytes


NO_POSTINGS = Postings(np.empty(0, np.int32), np.empty(0, np.float32))
# How whoosh's own writer stores bytes and weights.
_SAFE_CLASSES = {
    ("_codecs", "encode"),
    ("array", "array"),
    ("array", "_array_reconstructor"),
}
NO_KEYS: PositionKeys = np.empty(0, np.int64)
PostingsBlock = tuple[Sequence[int], Any, Any]  # documents, weights, values as stored


def read_postings(info: W3TermInfo, buffer: memoryview) -> Postings:
    """Documents and frequencies, without positions."""
    numbers, frequencies = [], []
    for ids, weights, _values in iter_blocks(info, buffer):
        numbers.append(np.array(ids, np.int32))
        if weights is None or isinstance(weights, float):
            frequencies.append(np.full(len(ids), weights or 1.0, np.float32))
        else:
            frequencies.append(np.array(weights, np.float32))
    return Postings(np.concatenate(numbers), np.concatenate(frequencies))


def read_position_keys(info: W3TermInfo, buffer: memoryview) -> PositionKeys:
    """Every place of the term: document × 2³² + position, ascending."""
    keys = []
    for ids, _weights, values in iter_blocks(info, buffer):
        lengths = np.fromiter(map(len, values), np.int64, len(ids)) // 4
        positions = np.frombuffer(b"".join(values), "<u4").astype(np.int64)
        keys.append(
            (np.repeat(np.array(ids, np.int64), lengths) << POSITION_BITS) + positions
        )
    return np.concatenate(keys)


class _SafeUnpickler(Unpickler):
    """Reads numbers, bytes, tuples and arrays."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _SAFE_CLASSES:
            return super().find_class(module, name)
        raise UnpicklingError(f"{module}.{name} does not belong into postings")


def iter_blocks(info: W3TermInfo, buffer: memoryview) -> Iterator[PostingsBlock]:
    """A term's list: documents, weights (None is 1, one number stands for all), and
    values as they are stored."""
    if info.is_inlined():
        ids, weights, values = info.inlined_postings()
        yield ids, weights, values
        return
    yield from map(_unpack_block, _iter_parts(info, buffer))


def _iter_parts(info: W3TermInfo, buffer: memoryview) -> Iterator[memoryview]:
    """The blocks of a list, still packed."""
    at, _length = info.extent()
    if bytes(buffer[at : at + 4]) != WHOOSH3_HEADER_MAGIC:
        raise ValueError("a list of postings does not begin as one")
    at += 4
    is_last = False
    while not is_last:
        (length,) = unpack_from("!i", buffer, at)
        is_last = length < 0
        at += 4
        yield buffer[at : at + abs(length)]
        at += abs(length)


def count_among(
    info: W3TermInfo, buffer: memoryview, documents: DocumentNumbers
) -> int:
    """How many of these documents, ascending, hold the term. Blocks without any of them
    are not unpacked."""
    if info.is_inlined():
        return int(np.isin(info.inlined_postings()[0], documents).sum())
    found, start = 0, 0
    for part in _iter_parts(info, buffer):
        stream = BytesIO(part)
        facts = _SafeUnpickler(stream).load()
        end = int(np.searchsorted(documents, facts[_LAST_DOCUMENT], side="right"))
        if end > start:
            ids, _weights, _values = _unpack_rest(facts, stream)
            found += int(np.isin(ids, documents[start:end]).sum())
        start = end
    return found


def _unpack_block(part: memoryview) -> PostingsBlock:
    stream = BytesIO(part)
    facts = _SafeUnpickler(stream).load()
    return _unpack_rest(facts, stream)


def _unpack_rest(facts: Sequence[Any], stream: BytesIO) -> PostingsBlock:
    if facts[3]:
        stream = BytesIO(zlib.decompress(stream.read()))
    deltas, weights, values = _SafeUnpickler(stream).load()
    return list(accumulate(deltas)), weights, values
