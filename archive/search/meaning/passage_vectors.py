"""The file of vectors: written whole, then mapped by all processes that search.

A header in JSON, then arrays one behind the other: vectors of 8-bit integers with a
scale for each, the entry of each, and the digest of the text. Rows of one language
stand together.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.index_folder import sync_folder
from archive.search.engines.protocol import IndexUnwritable
from archive.search.index.generations import get_index_root

from .encoding import DIMENSIONS, MODEL_NAME

DIGEST_BYTES = 16
ROWS_AT_ONCE = 2048  # that are turned into floats: they stay in the processor's cache
_HEAD_BYTES = 8  # that tell the length of the header
_PIECES = (
    ("vectors", np.int8, DIMENSIONS),
    ("scales", np.float32, 1),
    ("entries", np.int64, 1),
    ("digests", np.uint8, DIGEST_BYTES),
    ("documents", np.int64, 1),
    ("document_digests", np.uint8, 32),
)


@dataclass(frozen=True)
class PassageVectors:
    """One row for each text. `spans` tells the rows of a language; `documents` and
    `document_digests` are the documents of the word index that the rows are made of."""

    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.arrays["entries"]) if self.arrays else 0

    @cached_property
    def digest_by_document(self) -> dict[int, bytes]:
        """Entry id → digest of its document, as far as it has been encoded."""
        if not self.arrays:
            return {}
        digests = np.ascontiguousarray(self.arrays["document_digests"])
        pairs = zip(self.arrays["documents"].tolist(), digests, strict=True)
        return {pk: bytes(digest) for pk, digest in pairs}

    def iter_rows(self) -> Iterator[tuple[int, str, bytes, NDArray[np.int8], float]]:
        """(entry, language, digest of the text, vector, scale) of each row."""
        for language, (begin, end) in self.spans.items():
            for row in range(begin, end):
                yield (
                    int(self.arrays["entries"][row]),
                    language,
                    bytes(self.arrays["digests"][row]),
                    self.arrays["vectors"][row],
                    float(self.arrays["scales"][row]),
                )

    def score_rows(
        self, vector: NDArray[np.float32], begin: int, end: int
    ) -> NDArray[np.float32]:
        """The cosine of the angle between a vector and each row of a span, exactly:
        each row is read."""
        scores = np.empty(end - begin, np.float32)
        floats = np.empty((ROWS_AT_ONCE, DIMENSIONS), np.float32)
        for at in range(begin, end, ROWS_AT_ONCE):
            rows = self.arrays["vectors"][at : min(at + ROWS_AT_ONCE, end)]
            part = floats[: len(rows)]
            np.copyto(part, rows)
            np.matmul(part, vector, out=scores[at - begin : at - begin + len(rows)])
        scores *= self.arrays["scales"][begin:end]
        return scores


@dataclass(frozen=True)
class VectorRow:
    """A row to be written."""

    entry: int
    language: str
    digest: bytes
    vector: NDArray[np.int8]
    scale: float


def digest_text(text: str) -> bytes:
    """What tells the text of a row from its later versions."""
    return sha256(text.encode("utf-8", "replace")).digest()[:DIGEST_BYTES]


def quantize_vector(vector: NDArray[np.float32]) -> tuple[NDArray[np.int8], float]:
    """A vector as 8-bit integers, and what one of them is worth."""
    scale = float(np.abs(vector).max()) / 127 or 1.0
    return np.round(vector / scale).astype(np.int8), scale


def get_vectors_path() -> Path:
    """The file, in the folder of the index."""
    return get_index_root() / "passages.vectors"


def write_vectors(rows: Sequence[VectorRow], digests: Mapping[int, bytes]) -> None:
    """Replace the file by these rows, durably; `digests` are those of the documents.
    The same rows make the same file, whatever was hidden meanwhile. Raises
    `IndexUnwritable`, and the file is as it was."""
    ordered = sorted(rows, key=lambda row: (row.language, row.entry, row.digest))
    listed = sorted(digests.items())
    spans: dict[str, tuple[int, int]] = {}
    for number, row in enumerate(ordered):
        begin, _end = spans.get(row.language, (number, number))
        spans[row.language] = (begin, number + 1)
    values: dict[str, object] = {
        "vectors": [row.vector for row in ordered],
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
    path = get_vectors_path()
    beside = path.with_name(f"{path.name}.new")
    head = json.dumps(header).encode()
    try:
        with beside.open("wb") as file:
            beside.chmod(0o600)
            file.write(len(head).to_bytes(_HEAD_BYTES, "little") + head)
            for name, dtype, width in _PIECES:
                array = np.asarray(values[name], dtype).reshape(-1, width)
                file.write(np.ascontiguousarray(array).tobytes())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise IndexUnwritable(f"{path} cannot be written: {error.strerror}") from error


def delete_vectors() -> None:
    """Remove the file, if there is one."""
    get_vectors_path().unlink(missing_ok=True)


class _OpenVectors:
    """The file as it was when it was last replaced, for several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stamp: tuple[object, ...] = ()
        self._vectors = PassageVectors()

    def read(self) -> PassageVectors:
        path = get_vectors_path()
        try:
            stat = path.stat()
        except OSError:
            return PassageVectors()
        stamp = (path, stat.st_ino, stat.st_mtime_ns, stat.st_size)
        with self._lock:
            if stamp != self._stamp:
                self._vectors, self._stamp = _map_file(path), stamp
            return self._vectors


_open_vectors = _OpenVectors()


def open_vectors() -> PassageVectors:
    """The vectors as they are now; none where there is no file that can be read. One
    `stat`; the file is mapped anew only after it was replaced."""
    return _open_vectors.read()


def _map_file(path: Path) -> PassageVectors:
    try:
        whole = np.memmap(path, np.uint8, "r")
        length = int.from_bytes(bytes(whole[:_HEAD_BYTES]), "little")
        at = _HEAD_BYTES + length
        header = json.loads(bytes(whole[_HEAD_BYTES:at]))
        if header["model"] != MODEL_NAME:
            return PassageVectors()
        arrays: dict[str, NDArray[Any]] = {}
        for name, dtype, width in _PIECES:
            number = header["documents" if name.startswith("document") else "rows"]
            size = number * width * np.dtype(dtype).itemsize
            array = (
                np.frombuffer(whole[at : at + size].tobytes(), dtype)
                if name != "vectors"
                else whole[at : at + size].view(np.int8)
            )
            arrays[name] = array.reshape(number, width) if width > 1 else array
            at += size
        if at != len(whole):
            return PassageVectors()
    except (OSError, ValueError, KeyError, TypeError):
        return PassageVectors()
    spans = {code: (begin, end) for code, (begin, end) in header["spans"].items()}
    return PassageVectors(spans, arrays)
