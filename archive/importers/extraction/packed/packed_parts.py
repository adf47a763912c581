"""One door for files that hold others."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from zipfile import BadZipFile, ZipFile, ZipInfo

from archive.importers.extraction.extracted_page import ExtractionError

from .warc_records import iterate_records
from .zip_members import (
    find_member_problem,
    has_short_directory,
    is_unwanted,
    read_member,
    shown_name,
)

PACKED_TYPES = frozenset(("application/zip", "application/warc"))
MOST_PARTS = 500
MAX_UNPACKED_BYTES = 500_000_000  # of all parts together
_BROKEN = (
    BadZipFile,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    zlib.error,
)


@dataclass
class PackedPart:
    """A part: its name in the file, or its web address; `problem` says why it can't be
    taken out (a key of `PART_PROBLEMS`). `size` is in bytes, unpacked."""

    name: str
    size: int
    url: str = ""
    day: str = ""
    problem: str = ""


def list_parts(media_type: str, content: bytes) -> list[PackedPart]:
    """The parts in their order; nothing of a ZIP is unpacked. Raises
    `ExtractionError`."""
    try:
        parts = [part for part, _source in _iterate_parts(media_type, content)]
    except ExtractionError:
        raise
    except _BROKEN as error:
        raise ExtractionError("broken") from error
    if not parts:
        raise ExtractionError("no-parts")
    return parts


def take_part(media_type: str, content: bytes, number: int) -> bytes:
    """The bytes of a part by its number, from 1. Raises `ExtractionError`."""
    try:
        parts = _iterate_parts(media_type, content)
        part, source = next(islice(parts, number - 1, None))
        if part.problem:
            raise ExtractionError(f"part-{part.problem}")
        return source if isinstance(source, bytes) else read_member(*source)
    except StopIteration as error:
        raise ExtractionError("no-parts") from error
    except ExtractionError:
        raise
    except _BROKEN as error:
        raise ExtractionError("broken") from error


def _iterate_parts(
    media_type: str, content: bytes
) -> Iterator[tuple[PackedPart, bytes | tuple[ZipFile, ZipInfo]]]:
    total = 0
    walk = _walk_warc if media_type == "application/warc" else _walk_zip
    for number, (part, source) in enumerate(walk(content)):
        total += 0 if part.problem else part.size
        if number >= MOST_PARTS or total > MAX_UNPACKED_BYTES:
            raise ExtractionError("many-parts")
        yield part, source


def _walk_zip(
    content: bytes,
) -> Iterator[tuple[PackedPart, bytes | tuple[ZipFile, ZipInfo]]]:
    """The members of a ZIP; of a WACZ, the records of its WARC files."""
    if not has_short_directory(content):
        raise ExtractionError("many-parts")
    with ZipFile(BytesIO(content)) as packed:
        members = packed.infolist()
        names = {member.filename for member in members}
        is_wacz = "datapackage.json" in names
        for member in members:
            if is_wacz:
                if member.filename.startswith("archive/") and not member.is_dir():
                    if find_member_problem(member):
                        raise ExtractionError("too-large")
                    yield from _walk_warc(read_member(packed, member))
            elif not is_unwanted(member):
                part = PackedPart(
                    shown_name(member.filename),
                    member.file_size,
                    problem=find_member_problem(member),
                )
                yield part, (packed, member)


def _walk_warc(content: bytes) -> Iterator[tuple[PackedPart, bytes]]:
    for url, day, body in iterate_records(content, MAX_UNPACKED_BYTES):
        yield PackedPart("", len(body), url, day), body
