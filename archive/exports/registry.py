"""The formats of one entry and of many, by the suffix of their URL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from archive.models import Entry

EntryWriter = Callable[[Entry], str]
FilePieces = Iterator[str] | Iterator[bytes]
EntryListWriter = Callable[[Iterable[Sequence[Entry]]], FilePieces]
ListWriter = TypeVar("ListWriter", bound=EntryListWriter)


@dataclass(frozen=True)
class EntryFormat:
    """A suffix with its media type, its name for readers, and its writer.

    The writer gets a public entry, and writes only what is public.
    """

    suffix: str
    media_type: str
    name: str
    write: EntryWriter


@dataclass(frozen=True)
class EntryListFormat:
    """The same for many entries.

    The writer gets batches from `load_batches` and yields the file in pieces, one a
    batch.
    """

    suffix: str
    media_type: str
    name: str
    write: EntryListWriter


ENTRY_FORMATS: dict[str, EntryFormat] = {}
LIST_FORMATS: dict[str, EntryListFormat] = {}


def register_entry_format(
    suffix: str, media_type: str, name: str
) -> Callable[[EntryWriter], EntryWriter]:
    """Register the decorated writer of one entry."""

    def register(write: EntryWriter) -> EntryWriter:
        ENTRY_FORMATS[suffix] = EntryFormat(suffix, media_type, name, write)
        return write

    return register


def register_list_format(
    suffix: str, media_type: str, name: str
) -> Callable[[ListWriter], ListWriter]:
    """Register the decorated writer of many entries."""

    def register(write: ListWriter) -> ListWriter:
        LIST_FORMATS[suffix] = EntryListFormat(suffix, media_type, name, write)
        return write

    return register
