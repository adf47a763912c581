"""Documents into whoosh's files."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from pathlib import Path
from sys import byteorder

from whoosh import index

from archive.search._engines.protocol import Unreadable
from archive.search._fields import Document

from .schema import schema

MEGABYTES = 64  # of postings in memory before they are written out
MODE = 0o700  # who could write whoosh's files could run code in the reader


def create(folder: Path) -> None:
    """An empty index."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(MODE)
    index.create_in(str(folder), schema())


def write(folder: Path, documents: Iterable[Document], gone: Iterable[int]) -> None:
    """One commit. Raises `Unreadable`; then the index is as it was."""
    try:
        writer = index.open_dir(str(folder)).writer(limitmb=MEGABYTES)
        try:
            for pk in gone:
                writer.delete_by_term("pk", str(pk))
            for document in documents:
                writer.update_document(**values(document))
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
    except OSError:
        raise
    except Exception as error:  # a broken file raises anything at all
        raise Unreadable(str(error)) from error


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
