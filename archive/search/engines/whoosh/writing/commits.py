"""Documents into whoosh's files, each commit durable."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, clean_files

from archive.search.engines.document_fields import Document
from archive.search.engines.protocol import Unreadable, Unwritable
from archive.search.engines.whoosh.reading.snapshot import IDS, Snapshot
from archive.search.engines.whoosh.schema import schema

from . import new_segment
from .merging import due, living, merged

MOST_TOKENS = 6_000_000  # in memory before they are written out, some 200 MB
MODE = 0o700  # who could write whoosh's files could run code in the reader
NO_PLACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EROFS}


class Durable(FileStorage):
    """Files reach the disk before anything names them: a file when it is closed, a
    name when it is given. whoosh itself never asks for that."""

    def create_file(self, name: str, *args: object, **kwargs: object) -> StructFile:
        """A file that is synced when it is closed."""
        return super().create_file(name, *args, onclose=_synced, **kwargs)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename, durably; a table of contents is put in place so."""
        super().rename_file(oldname, newname, safe=safe)
        number = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _synced(file: StructFile) -> None:
    file.file.flush()
    os.fsync(file.file.fileno())


def create(folder: Path) -> None:
    """An empty index. Raises `Unwritable`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(MODE)
        Durable(str(folder)).create_index(schema())
    except OSError as error:
        raise Unwritable(f"{folder} cannot be written: {error.strerror}") from error


def write(folder: Path, documents: Iterable[Document], gone: Iterable[int]) -> None:
    """One commit; documents are streamed, and `MOST_TOKENS` of them in memory.

    Raises `Unwritable` without space or right, `Unreadable` where the index is
    harmed, and whatever `documents` raises; each time it is as it was.
    """
    foreign: list[Exception] = []
    try:
        writing = _Writing(folder)
        try:
            writing.replace(_noting(documents, foreign), gone)
            writing.commit()
        except BaseException:
            writing.cancel()
            raise
    except OSError as error:
        if error in foreign:
            raise
        if error.errno in NO_PLACE:
            reason = f"{folder} cannot be written: {error.strerror}"
            raise Unwritable(reason) from error
        raise Unreadable(str(error)) from error
    except Exception as error:  # a broken file raises anything at all
        if error in foreign:
            raise
        raise Unreadable(str(error)) from error


class _Writing:
    """One commit under way."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = Durable(str(folder))
        new_segment.cleared(folder)
        self._before = Snapshot(folder)
        self._toc = TOC.read(self._storage, "MAIN", gen=self._before.state[0])
        self._new: list[W3Segment] = []
        self._is_committed = False

    def replace(self, documents: Iterable[Document], gone: Iterable[int]) -> None:
        """Write the documents into new segments, and delete what was there of them."""
        for pk in gone:
            self._take_out(pk)
        collected: new_segment.Collected | None = None
        for document in documents:
            self._take_out(document.pk)
            if collected is None:
                collected = new_segment.Collected(self._storage, self._toc.schema)
            collected.add(document)
            if collected.tokens >= MOST_TOKENS:
                self._new.append(collected.done())
                collected = None
        if collected is not None:
            self._new.append(collected.done())

    def commit(self) -> None:
        """Merge what is due, name all in a new table of contents, and clean up."""
        segments = [s for s in [*self._toc.segments, *self._new] if living(s)]
        chosen = due(segments)
        if chosen:
            self._new.append(merged(self._storage, self._toc.schema, chosen))
            segments = [s for s in segments if s not in chosen] + self._new[-1:]
        number = self._toc.generation + 1
        TOC(self._toc.schema, segments, number).write(self._storage, "MAIN")
        self._is_committed = True
        clean_files(self._storage, "MAIN", number, segments)

    def cancel(self) -> None:
        """Give the space back, unless it is committed."""
        names = (
            [] if self._is_committed else [s.make_filename(".seg") for s in self._new]
        )
        new_segment.cleared(self._folder, names)

    def _take_out(self, pk: int) -> None:
        """Mark the document of this id as deleted, if there is one."""
        for part, segment in zip(self._before.parts, self._toc.segments, strict=True):
            for number in np.flatnonzero(part.segment.number(IDS) == pk).tolist():
                segment.delete_document(number)


def _noting(
    documents: Iterable[Document], foreign: list[Exception]
) -> Iterator[Document]:
    """The documents; what making them raises is no harm to the index."""
    try:
        yield from documents
    except Exception as error:
        foreign.append(error)
        raise
