"""The files of an index, mapped and never copied.

whoosh 2.7.4 copies every file inside a segment into memory each time it is opened
(`BufferFile`); these classes read the same bytes from the mapped segment.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile

from archive.search.engines.protocol import IndexUnreadable

_TOC = re.compile(r"_MAIN_(\d+)\.toc")


class _Cursor(io.RawIOBase):
    """A file over a buffer that it does not copy."""

    def __init__(self, buffer: memoryview) -> None:
        self._buffer = buffer
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = (0, self._at, len(self._buffer))[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        end = len(self._buffer) if size is None or size < 0 else self._at + size
        data = bytes(self._buffer[self._at : end])
        self._at += len(data)
        return data


class MappedFile(BufferFile):
    """whoosh's file over a part of a mapped segment."""

    def __init__(self, buffer: memoryview, name: str | None = None) -> None:
        super().__init__(b"", name=name)
        self._buf = buffer
        self.file = _Cursor(buffer)

    @property
    def buffer(self) -> memoryview:
        """The bytes, without a copy."""
        return self._buf


class MappedSegment(CompoundStorage):
    """One segment's files, as parts of one mapping."""

    def open_file(self, name: str, *args: object, **kwargs: object) -> MappedFile:
        """The file `name` of the segment; KeyError-like errors where it is not."""
        offset, length = self.range(name)
        return MappedFile(memoryview(self._source)[offset : offset + length], name=name)


def open_segment(folder: Path, name: str) -> MappedSegment:
    """Map the segment file `name` of an index."""
    return MappedSegment(FileStorage(str(folder)).open_file(name))


def read_toc_key(folder: Path) -> tuple[int, int, int]:
    """What tells one state of the index from another; one listing of the folder.

    (generation of the newest table of contents, its inode, the folder's). Raises
    `IndexUnreadable` where there is none.
    """
    try:
        tocs = [match for e in os.scandir(folder) if (match := _TOC.fullmatch(e.name))]
        if not tocs:
            raise IndexUnreadable(f"{folder} holds no index")
        latest = max(tocs, key=lambda toc: int(toc[1]))
        return (
            int(latest[1]),
            os.stat(folder / latest[0]).st_ino,  # noqa: PTH116 (twice as fast)
            os.stat(folder).st_ino,  # noqa: PTH116
        )
    except OSError as error:
        raise IndexUnreadable(str(error)) from error
