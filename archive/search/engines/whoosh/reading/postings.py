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

Numbers = npt.NDArray[np.int32]
Keys = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float32]
STRIDE = 32  # bits of a position in a key


@dataclass(frozen=True)
class Postings:
    """Documents of a term, ascending, and how often it stands in each."""

    numbers: Numbers
    often: Weights

    @property
    def size(self) -> int:
        """Bytes held."""
        return self.numbers.nbytes + self.often.nbytes


NONE = Postings(np.empty(0, np.int32), np.empty(0, np.float32))
# How whoosh's own writer stores bytes and weights.
_PLAIN = {("_codecs", "encode"), ("array", "array"), ("array", "_array_reconstructor")}
NO_KEYS: Keys = np.empty(0, np.int64)
Block = tuple[Sequence[int], Any, Any]  # documents, weights, values as stored


def read(info: W3TermInfo, buffer: memoryview) -> Postings:
    """Documents and frequencies, without positions."""
    numbers, often = [], []
    for ids, weights, _values in blocks(info, buffer):
        numbers.append(np.array(ids, np.int32))
        if weights is None or isinstance(weights, float):
            often.append(np.full(len(ids), weights or 1.0, np.float32))
        else:
            often.append(np.array(weights, np.float32))
    return Postings(np.concatenate(numbers), np.concatenate(often))


def read_keys(info: W3TermInfo, buffer: memoryview) -> Keys:
    """Every place of the term: document × 2³² + position, ascending."""
    keys = []
    for ids, _weights, values in blocks(info, buffer):
        lengths = np.fromiter(map(len, values), np.int64, len(ids)) // 4
        positions = np.frombuffer(b"".join(values), "<u4").astype(np.int64)
        keys.append((np.repeat(np.array(ids, np.int64), lengths) << STRIDE) + positions)
    return np.concatenate(keys)


class _Plain(Unpickler):
    """Reads numbers, bytes, tuples and arrays."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise UnpicklingError(f"{module}.{name} does not belong into postings")


def blocks(info: W3TermInfo, buffer: memoryview) -> Iterator[Block]:
    """A term's list: documents, weights (None is 1, one number stands for all), and
    values as they are stored."""
    if info.is_inlined():
        ids, weights, values = info.inlined_postings()
        yield ids, weights, values
        return
    at, _length = info.extent()
    if bytes(buffer[at : at + 4]) != WHOOSH3_HEADER_MAGIC:
        raise ValueError("a list of postings does not begin as one")
    at += 4
    is_last = False
    while not is_last:
        (length,) = unpack_from("!i", buffer, at)
        is_last = length < 0
        at += 4
        yield _block(buffer[at : at + abs(length)])
        at += abs(length)


def _block(part: memoryview) -> Block:
    stream = BytesIO(part)
    facts = _Plain(stream).load()
    if facts[3]:
        stream = BytesIO(zlib.decompress(stream.read()))
    deltas, weights, values = _Plain(stream).load()
    return list(accumulate(deltas)), weights, values
