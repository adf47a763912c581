"""Documents into whoosh's files, each commit durable."""

from __future__ import annotations

import errno
import os
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from sys import byteorder

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.writing import SegmentWriter

from archive.search._engines.protocol import Unreadable, Unwritable
from archive.search._fields import Document

from .schema import schema
from .snapshot import IDS, Snapshot

MEGABYTES = 64  # of postings in memory before they are written out
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
    """One commit; documents are streamed.

    Raises `Unwritable` without space or right, `Unreadable` where the index is
    harmed, and whatever `documents` raises; each time it is as it was.
    """
    foreign: list[Exception] = []
    try:
        index = Durable(str(folder)).open_index()
        writer = index.writer(limitmb=MEGABYTES)
        try:
            before = Snapshot(folder)
            for pk in gone:
                _take_out(before, writer, pk)
            for document in _noting(documents, foreign):
                _take_out(before, writer, document.pk)
                writer.add_document(**values(document))
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
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


def _noting(
    documents: Iterable[Document], foreign: list[Exception]
) -> Iterator[Document]:
    """The documents; what making them raises is no harm to the index."""
    try:
        yield from documents
    except Exception as error:
        foreign.append(error)
        raise


def _take_out(before: Snapshot, writer: SegmentWriter, pk: int) -> None:
    """Mark the document of this id as deleted, if there is one. The ids are looked up
    in their columns: whoosh's own reader would copy all of its files."""
    first = 0
    for part in before.parts:
        for number in np.flatnonzero(part.segment.number(IDS) == pk):
            writer.delete_document(first + int(number))
        first += part.size


def values(document: Document) -> dict[str, object]:
    """What whoosh is given for one document."""
    found: dict[str, object] = {
        "pk": str(document.pk),
        "id": document.pk,
        "digest": document.digest,
    }
    found |= {name: " ".join(terms) for name, terms in document.terms.items()}
    found |= {name: word.encode() for name, word in document.words.items() if word}
    found |= document.number
    found |= {name: _packed(many) for name, many in document.numbers.items()}
    return found


def _packed(numbers: tuple[int, ...]) -> bytes:
    found = array("I", numbers)
    if byteorder != "little":
        found.byteswap()
    return found.tobytes()
