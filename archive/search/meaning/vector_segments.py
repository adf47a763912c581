"""One file of vectors: written whole, then mapped by all processes that search.

A header in JSON, then arrays one behind the other: vectors of 8-bit integers in two
halves with a scale for each, the entry of each, and the digest of the text. Rows of one
language stand together.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .encoding import DIMENSIONS, MODEL_NAME

DIGEST_BYTES = 16
HALF = DIMENSIONS // 2  # dimensions that are read of every row
# Rows that are turned into floats: they stay in the processor's cache, and are too few
# for several threads, which would wait for each other.
ROWS_AT_ONCE = 1024
_HEAD_BYTES = 8  # that tell the length of the header
_PIECES = (
    ("first_halves", np.int8, HALF),
    ("second_halves", np.int8, HALF),
    ("scales", np.float32, 1),
    ("entries", np.int64, 1),
    ("digests", np.uint8, DIGEST_BYTES),
    ("documents", np.int64, 1),
    ("document_digests", np.uint8, 32),
)
Rows = NDArray[np.float32]
_MAPPED = ("first_halves", "second_halves")  # the others are copied


@dataclass(frozen=True)
class VectorRow:
    """A text with its vector."""

    entry: int
    language: str
    digest: bytes
    vector: NDArray[np.int8]
    scale: float


@dataclass(frozen=True)
class VectorSegment:
    """One row for each text. `spans` tells the rows of a language; `documents` and
    `document_digests` are the documents of the word index that the rows are made of."""

    name: str
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.arrays["entries"])

    @cached_property
    def digest_by_document(self) -> dict[int, bytes]:
        """Entry id → digest of its document."""
        digests = np.ascontiguousarray(self.arrays["document_digests"])
        pairs = zip(self.arrays["documents"].tolist(), digests, strict=True)
        return {pk: bytes(digest) for pk, digest in pairs}

    def iter_rows(self) -> Iterator[VectorRow]:
        """All rows, in the order of the file."""
        for language, (begin, end) in self.spans.items():
            for row in range(begin, end):
                yield VectorRow(
                    int(self.arrays["entries"][row]),
                    language,
                    bytes(self.arrays["digests"][row]),
                    self._join_halves(row),
                    float(self.arrays["scales"][row]),
                )

    def read_vectors_of(self, entry: int) -> NDArray[np.float32]:
        """The vectors of an entry, of length 1, one in a row."""
        rows = np.flatnonzero(self.arrays["entries"] == entry)
        integers = np.hstack([self.arrays[name][rows] for name in _MAPPED])
        scales = self.arrays["scales"][rows][:, None]
        return np.asarray(integers * scales, np.float32)

    def estimate_scores(
        self, vector: NDArray[np.float32], begin: int, end: int, floats: Rows
    ) -> NDArray[np.float32]:
        """What the first half of the dimensions adds to the cosine of the angle between
        a vector and each row of a span. `floats` is room to work in."""
        scores = np.empty(end - begin, np.float32)
        half = vector[:HALF]
        for at in range(begin, end, ROWS_AT_ONCE):
            rows = self.arrays["first_halves"][at : min(at + ROWS_AT_ONCE, end)]
            part = floats[: len(rows)]
            np.copyto(part, rows)
            np.matmul(part, half, out=scores[at - begin : at - begin + len(rows)])
        scores *= self.arrays["scales"][begin:end]
        return scores

    def complete_scores(
        self, vector: NDArray[np.float32], rows: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """What the second half of the dimensions adds, for some rows."""
        integers = self.arrays["second_halves"][rows].astype(np.float32)
        return np.asarray(integers @ vector[HALF:] * self.arrays["scales"][rows])

    def _join_halves(self, row: int) -> NDArray[np.int8]:
        return np.concatenate([self.arrays[name][row] for name in _MAPPED])


def make_room() -> Rows:
    """Room for `VectorSegment.estimate_scores`, a megabyte."""
    return np.empty((ROWS_AT_ONCE, HALF), np.float32)


def digest_text(text: str) -> bytes:
    """What tells the text of a row from its later versions."""
    return sha256(text.encode("utf-8", "replace")).digest()[:DIGEST_BYTES]


def quantize_vector(vector: NDArray[np.float32]) -> tuple[NDArray[np.int8], float]:
    """A vector as 8-bit integers, and what one of them is worth."""
    scale = float(np.abs(vector).max()) / 127 or 1.0
    return np.round(vector / scale).astype(np.int8), scale


def write_segment(
    path: Path, rows: Sequence[VectorRow], digests: Mapping[int, bytes]
) -> None:
    """Write a file of these rows, durably; `digests` are those of the documents. The
    same rows make the same file. Raises `OSError`."""
    ordered = sorted(rows, key=lambda row: (row.language, row.entry, row.digest))
    listed = sorted(digests.items())
    spans: dict[str, tuple[int, int]] = {}
    for number, row in enumerate(ordered):
        begin, _end = spans.get(row.language, (number, number))
        spans[row.language] = (begin, number + 1)
    values: dict[str, object] = {
        "first_halves": [row.vector[:HALF] for row in ordered],
        "second_halves": [row.vector[HALF:] for row in ordered],
        "scales": [row.scale for row in ordered],
        "entries": [row.entry for row in ordered],
        "digests": [np.frombuffer(row.digest, np.uint8) for row in ordered],
        "documents": [pk for pk, _digest in listed],
        "document_digests": [np.frombuffer(digest, np.uint8) for _pk, digest in listed],
    }
    header = {
        "model": MODEL_NAME,
        "spans": spans,
        "rows": len(ordered),
        "documents": len(digests),
    }
    head = json.dumps(header).encode()
    with path.open("wb") as file:
        path.chmod(0o600)
        file.write(len(head).to_bytes(_HEAD_BYTES, "little") + head)
        for name, dtype, width in _PIECES:
            array = np.asarray(values[name], dtype).reshape(-1, width)
            file.write(np.ascontiguousarray(array).tobytes())
        file.flush()
        os.fsync(file.fileno())


def map_segment(path: Path) -> VectorSegment | None:
    """The rows of a file; None where it is not whole or of another model."""
    try:
        # A plain array over the map: each slice of a memmap costs microseconds.
        whole = np.asarray(np.memmap(path, np.uint8, "r"))
        length = int.from_bytes(bytes(whole[:_HEAD_BYTES]), "little")
        at = _HEAD_BYTES + length
        header = json.loads(bytes(whole[_HEAD_BYTES:at]))
        if header["model"] != MODEL_NAME:
            return None
        arrays: dict[str, NDArray[Any]] = {}
        for name, dtype, width in _PIECES:
            number = header["documents" if name.startswith("document") else "rows"]
            size = number * width * np.dtype(dtype).itemsize
            array = (
                whole[at : at + size].view(np.int8)
                if name in _MAPPED
                else np.frombuffer(whole[at : at + size].tobytes(), dtype)
            )
            arrays[name] = array.reshape(number, width) if width > 1 else array
            at += size
        if at != len(whole):
            return None
        spans = {code: (begin, end) for code, (begin, end) in header["spans"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return VectorSegment(path.name, spans, arrays)
