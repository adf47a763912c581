"""Documents into whoosh's files, each commit durable."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, clean_files

from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.index_folder import (
    DISK_REFUSALS,
    make_index_folder,
    sync_folder,
)
from archive.search.engines.protocol import IndexUnreadable, IndexUnwritable
from archive.search.engines.whoosh.reading.snapshot import ID_COLUMN, WhooshSnapshot
from archive.search.engines.whoosh.schema import make_whoosh_schema

from . import new_segment
from .merging import choose_segments_to_merge, count_living, merge_segments

MOST_TOKENS_IN_MEMORY = 6_000_000  # in memory before they are written out, some 200 MB


class DurableStorage(FileStorage):
    """Files reach the disk before anything names them: a file when it is closed, a
    name when it is given. whoosh itself never asks for that."""

    def create_file(self, name: str, *args: object, **kwargs: object) -> StructFile:
        """A file that is synced when it is closed."""
        return super().create_file(name, *args, onclose=_sync_file, **kwargs)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename, durably; a table of contents is put in place so."""
        super().rename_file(oldname, newname, safe=safe)
        sync_folder(Path(self.folder))


def _sync_file(file: StructFile) -> None:
    file.file.flush()
    os.fsync(file.file.fileno())


def create_whoosh_index(folder: Path) -> None:
    """An empty index. Raises `IndexUnwritable`."""
    try:
        make_index_folder(folder)
        DurableStorage(str(folder)).create_index(make_whoosh_schema())
    except OSError as error:
        raise IndexUnwritable(
            f"{folder} cannot be written: {error.strerror}"
        ) from error


def write_with_whoosh(
    folder: Path, documents: Iterable[IndexDocument], removed: Iterable[int]
) -> None:
    """One commit; documents are streamed, and `MOST_TOKENS_IN_MEMORY` of them in
    memory.

    Raises `IndexUnwritable` without space or right, `IndexUnreadable` where the index
    is harmed, and whatever `documents` raises; each time it is as it was.
    """
    document_errors: list[Exception] = []
    try:
        writing = _WhooshCommit(folder)
        try:
            writing.replace(_collect_errors(documents, document_errors), removed)
            writing.commit()
        except BaseException:
            writing.cancel()
            raise
    except OSError as error:
        if error in document_errors:
            raise
        if error.errno in DISK_REFUSALS:
            reason = f"{folder} cannot be written: {error.strerror}"
            raise IndexUnwritable(reason) from error
        raise IndexUnreadable(str(error)) from error
    except Exception as error:  # a broken file raises anything at all
        if error in document_errors:
            raise
        raise IndexUnreadable(str(error)) from error


class _WhooshCommit:
    """One commit under way."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = DurableStorage(str(folder))
        new_segment.remove_leftovers(folder)
        self._before = WhooshSnapshot(folder)
        self._toc = TOC.read(self._storage, "MAIN", gen=self._before.key[0])
        self._new: list[W3Segment] = []
        self._is_committed = False

    def replace(
        self, documents: Iterable[IndexDocument], removed: Iterable[int]
    ) -> None:
        """Write the documents into new segments, and delete what was there of them."""
        for pk in removed:
            self._take_out(pk)
        collected: new_segment.DocumentBuffer | None = None
        for document in documents:
            self._take_out(document.pk)
            if collected is None:
                collected = new_segment.DocumentBuffer(self._storage, self._toc.schema)
            collected.add(document)
            if collected.tokens >= MOST_TOKENS_IN_MEMORY:
                self._new.append(collected.finish())
                collected = None
        if collected is not None:
            self._new.append(collected.finish())

    def commit(self) -> None:
        """Merge what is due, name all in a new table of contents, and clean up."""
        segments = [s for s in [*self._toc.segments, *self._new] if count_living(s)]
        chosen = choose_segments_to_merge(segments)
        if chosen:
            self._new.append(merge_segments(self._storage, self._toc.schema, chosen))
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
        new_segment.remove_leftovers(self._folder, names)

    def _take_out(self, pk: int) -> None:
        """Mark the document of this id as deleted, if there is one."""
        for part, segment in zip(self._before.parts, self._toc.segments, strict=True):
            for number in np.flatnonzero(
                part.segment.read_number_column(ID_COLUMN) == pk
            ).tolist():
                segment.delete_document(number)


def _collect_errors(
    documents: Iterable[IndexDocument], document_errors: list[Exception]
) -> Iterator[IndexDocument]:
    """The documents; what making them raises is no harm to the index."""
    try:
        yield from documents
    except Exception as error:
        document_errors.append(error)
        raise
