"""The formats of one entry and of many, by the suffix of their address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.models import Entry

Writer = Callable[[Entry], str]
ListWriter = Callable[[Iterable[Sequence[Entry]]], Iterator[str]]


@dataclass(frozen=True)
class Format:
    """A suffix with its media type, what readers call it, and its writer.

    The writer is given a public entry, and writes what is public of it.
    """

    suffix: str
    media_type: str
    name: str
    write: Writer


@dataclass(frozen=True)
class ListFormat:
    """The same for many entries: the writer is given batches as `loaded` makes them,
    and yields the file in pieces, one a batch."""

    suffix: str
    media_type: str
    name: str
    write: ListWriter


FORMATS: dict[str, Format] = {}
LISTS: dict[str, ListFormat] = {}


def export_format(
    suffix: str, media_type: str, name: str
) -> Callable[[Writer], Writer]:
    """Register the decorated writer of one entry."""

    def register(write: Writer) -> Writer:
        FORMATS[suffix] = Format(suffix, media_type, name, write)
        return write

    return register


def list_format(
    suffix: str, media_type: str, name: str
) -> Callable[[ListWriter], ListWriter]:
    """Register the decorated writer of many entries."""

    def register(write: ListWriter) -> ListWriter:
        LISTS[suffix] = ListFormat(suffix, media_type, name, write)
        return write

    return register
