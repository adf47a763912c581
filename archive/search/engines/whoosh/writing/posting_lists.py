"""Lists of postings and the table of terms, written as whoosh's W3 codec reads them.

whoosh's own writer takes 20 µs a posting: it sorts every one as a tuple, hashes with
MD5, and packs the many lists of one or two documents with zlib. This one is given a
term's whole list at once, keeps a single posting in the table (whoosh reads that, and
meant to write it), and packs what is worth it. See `postings` for the layout.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Sequence
from pickle import dumps
from struct import Struct

from whoosh.codec.whoosh3 import (
    WHOOSH3_HEADER_MAGIC,
    W3Codec,
    W3Segment,
    W3TermInfo,
)
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.filedb.structfile import StructFile
from whoosh.util.numlists import GrowableArray

POSTINGS_PER_BLOCK = 128  # postings that are read at once
_LEAST_PACKED = 200  # bytes
_ZLIB_LEVEL = 1  # of zlib: a tenth larger than whoosh's 3, in half the time
_PICKLE = 4  # its bytes are bytes, where whoosh's 2 spells them as letters
_CRC32 = 1  # whoosh reads from the file which hash it was written with
_COUNT = Struct("!I")
_LENGTH = Struct("!i")
_EXTENT = Struct("!qi")
_FIELD = Struct("!H")

PostingValues = Sequence[bytes]  # of each posting; what a list of frequencies needs not


class _TermTable(OrderedHashWriter):
    """whoosh's table of keys in order, with a faster hash."""

    def __init__(self, file: StructFile) -> None:
        HashWriter.__init__(self, file, hashtype=_CRC32)
        self.index = GrowableArray("H")
        self.lastkey = b""


class PostingsWriter:
    """Writes the terms of one new segment: fields by name, terms by their bytes."""

    def __init__(self, storage: FileStorage, segment: W3Segment) -> None:
        table = segment.create_file(storage, W3Codec.TERMS_EXT)
        self._table = _TermTable(table)
        self._fields: dict[str, int] = {}
        self._table.extras["fieldmap"] = self._fields
        self._posting_file = segment.create_file(storage, W3Codec.POSTS_EXT)
        self._end = 0

    def add(
        self,
        key: tuple[str, bytes],
        ids: Sequence[int],
        frequencies: Sequence[int],
        lengths: Sequence[int],
        values: PostingValues | None,
    ) -> None:
        """Write the list of one term: its documents in order, how often it stands in
        each, their lengths as whoosh's bytes, and its positions (None where only the
        frequency counts)."""
        field, term = key
        number = self._fields.setdefault(field, len(self._fields))
        if len(ids) == 1:
            value = values[0] if values is not None else _COUNT.pack(frequencies[0])
            stored = dumps(((ids[0],), (float(frequencies[0]),), (value,)), _PICKLE)
        else:
            stored = self._write_blocks(ids, frequencies, lengths, values)
        facts = W3TermInfo._struct.pack(
            len(ids) == 1,
            sum(frequencies),
            len(ids),
            min(lengths),
            max(lengths),
            max(frequencies),
            ids[0],
            ids[-1],
        )
        self._table.add(_FIELD.pack(number) + term, facts + stored)

    def close(self) -> None:
        """End both files."""
        self._table.close()
        self._posting_file.close()

    def _write_blocks(
        self,
        ids: Sequence[int],
        frequencies: Sequence[int],
        lengths: Sequence[int],
        values: PostingValues | None,
    ) -> bytes:
        """Where the list stands."""
        blocks = [WHOOSH3_HEADER_MAGIC]
        for at in range(0, len(ids), POSTINGS_PER_BLOCK):
            to = at + POSTINGS_PER_BLOCK
            some = None if values is None else values[at:to]
            block = _pack_block(ids[at:to], frequencies[at:to], lengths[at:to], some)
            size = len(block) if to < len(ids) else -len(block)
            blocks += (_LENGTH.pack(size), block)
        written = b"".join(blocks)
        self._posting_file.write(written)
        begin, self._end = self._end, self._end + len(written)
        return _EXTENT.pack(begin, len(written))


def _pack_block(
    ids: Sequence[int],
    frequencies: Sequence[int],
    lengths: Sequence[int],
    values: PostingValues | None,
) -> bytes:
    most = max(frequencies)
    weights: object = tuple(frequencies)
    if min(frequencies) == most:
        weights = None if most == 1 else float(most)
    if values is None:
        packed: object = b"".join(map(_COUNT.pack, frequencies))
    else:
        packed = tuple(values)
    steps = (ids[0], *(b - a for a, b in itertools.pairwise(ids)))
    data = dumps((steps, weights, packed), _PICKLE)
    level = _ZLIB_LEVEL if len(data) >= _LEAST_PACKED else 0
    if level:
        data = zlib.compress(data, level)
    facts = (len(ids), ids[-1], float(most), level, min(lengths), max(lengths))
    return dumps(facts, _PICKLE) + data
