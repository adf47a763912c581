"""Documents into tantivy's files, each commit durable."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tantivy import Index, IndexWriter

from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.index_folder import (
    DISK_REFUSALS,
    make_index_folder,
    sync_folder,
)
from archive.search.engines.protocol import IndexUnreadable, IndexUnwritable

from .schema import ID, make_tantivy_document, make_tantivy_schema, open_tantivy_index

# Bytes of postings in memory before a segment is written out
WRITER_HEAP_BYTES = 128_000_000
LEAST_FREE_BYTES = 1_000_000  # bytes; below, a writer that died had no space
_DIED = "index writer was killed"
_ERRNO = re.compile(r"os error (\d+)|\bcode: (\d+)")


def is_panic(error: BaseException) -> bool:
    """Whether tantivy gave up: its bindings raise what is no `Exception`."""
    return type(error).__module__ == "pyo3_runtime"


def create_tantivy_index(folder: Path) -> None:
    """An empty index. Raises `IndexUnwritable`."""
    try:
        make_index_folder(folder)
        Index(make_tantivy_schema(), path=str(folder), reuse=False)
        sync_folder(folder)
    except (OSError, ValueError) as error:
        raise IndexUnwritable(f"{folder} cannot be written: {error}") from error


def write_with_tantivy(
    folder: Path, documents: Iterable[IndexDocument], removed: Iterable[int]
) -> None:
    """One commit; documents are streamed.

    Raises `IndexUnwritable` without space or right, `IndexUnreadable` where the index
    is harmed, and whatever `documents` raises; each time it is as it was.
    """
    writing = _TantivyCommit(folder)
    try:
        for pk in removed:
            writing.take_out(pk)
        for document in documents:
            writing.replace(document)
        writing.commit()
    finally:
        writing.end()


class _TantivyCommit:
    """One commit under way. Errors of tantivy become ours; others pass."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writer: IndexWriter | None = None
        try:
            index = open_tantivy_index(folder)
            self._is_empty = not index.searcher().num_docs
            self._writer = index.writer(WRITER_HEAP_BYTES, 1)
        except BaseException as error:
            raise self._translate_error(error) from error

    @property
    def writer(self) -> IndexWriter:
        assert self._writer is not None
        return self._writer

    def take_out(self, pk: int) -> None:
        """Delete the document of an id, if there is one."""
        try:
            self.writer.delete_documents_by_term(ID, pk)
        except BaseException as error:
            raise self._translate_error(error) from error

    def replace(self, document: IndexDocument) -> None:
        """Add a document in the place of the one of its id."""
        try:
            if not self._is_empty:
                self.writer.delete_documents_by_term(ID, document.pk)
            self.writer.add_document(make_tantivy_document(document))
        except BaseException as error:
            raise self._translate_error(error) from error

    def commit(self) -> None:
        """Make it durable; tantivy syncs its files, but not the last rename."""
        try:
            self.writer.commit()
            self.writer.wait_merging_threads()
            self._writer = None
            sync_folder(self._folder)
        except BaseException as error:
            raise self._translate_error(error) from error

    def end(self) -> None:
        """Give up what was not committed, and the lock with it."""
        if self._writer is not None:
            with suppress(Exception):
                self._writer.rollback()
                self._writer.garbage_collect_files()
        self._writer = None

    def _translate_error(self, error: BaseException) -> BaseException:
        if not isinstance(error, Exception) and not is_panic(error):
            return error
        reason = _find_refusal(self._folder, error)
        if reason:
            return IndexUnwritable(f"{self._folder} cannot be written: {reason}")
        return IndexUnreadable(str(error))


def _find_refusal(folder: Path, error: BaseException) -> str:
    """Why the disk refuses; "" where it does not. A thread of tantivy's that could
    not write only says that it died, so disk and index are looked at."""
    match = _ERRNO.search(str(error))
    number = int(match[1] or match[2]) if match else getattr(error, "errno", None)
    if number in DISK_REFUSALS:
        return os.strerror(number)
    with suppress(OSError):
        disk = os.statvfs(folder)
        if disk.f_bavail * disk.f_frsize < LEAST_FREE_BYTES:
            return os.strerror(errno.ENOSPC)
    if _DIED in str(error):
        with suppress(ValueError):  # what cannot be opened is harmed
            open_tantivy_index(folder)
            return "the disk refused, or a limit of the process"
    return ""
