"""The formats that an entry is given in, by the suffix of its address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from archive.models import Entry

Writer = Callable[[Entry], str]


@dataclass(frozen=True)
class Format:
    """A suffix with its media type, what readers call it, and its writer.

    The writer is given a public entry, and writes what is public of it.
    """

    suffix: str
    media_type: str
    name: str
    write: Writer


FORMATS: dict[str, Format] = {}


def export_format(
    suffix: str, media_type: str, name: str
) -> Callable[[Writer], Writer]:
    """Register the decorated writer."""

    def register(write: Writer) -> Writer:
        FORMATS[suffix] = Format(suffix, media_type, name, write)
        return write

    return register
