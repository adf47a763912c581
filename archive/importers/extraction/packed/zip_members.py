"""Members of a ZIP that may be taken out, and why others may not."""

from __future__ import annotations

import re
import stat
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from archive.importers.extraction.extracted_page import ExtractionError

MAX_PART_BYTES = 50_000_000
MOST_TIMES_SMALLER = 200  # packed, of text that is no bomb
MIN_BOMB_BYTES = 1_000_000
MAX_ZIP_DIRECTORY_BYTES = 10_000_000
# Among the last bytes of a ZIP, before the length of its list of members.
_ZIP_END = re.compile(b"PK\x05\x06")
_ZIP64_LOCATOR = b"PK\x06\x07"  # before the end of a ZIP with 64-bit numbers
_ZIP_TAIL_BYTES = 65_557
_IS_ENCRYPTED = 0x1
_UNWANTED_NAMES = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))


def has_short_directory(content: bytes) -> bool:
    """Whether the list of a ZIP's members may be read: not longer than
    `MAX_ZIP_DIRECTORY_BYTES`, because a million take 20 s, and without 64-bit
    numbers."""
    tail = content[-_ZIP_TAIL_BYTES:]
    sizes = [tail[at.end() + 8 : at.end() + 12] for at in _ZIP_END.finditer(tail)]
    longest = max((int.from_bytes(size, "little") for size in sizes), default=0)
    return longest <= MAX_ZIP_DIRECTORY_BYTES and _ZIP64_LOCATOR not in tail


def is_unwanted(member: ZipInfo) -> bool:
    """Whether a member is a folder or what a computer adds by itself."""
    parts = PurePosixPath(member.filename).parts
    is_added = parts[:1] == ("__MACOSX",) or (parts and parts[-1] in _UNWANTED_NAMES)
    return member.is_dir() or bool(is_added)


def find_member_problem(member: ZipInfo) -> str:
    """Why a member can't be taken out: `password`, `link`, `large`, `bomb`; "" where it
    can."""
    if member.flag_bits & _IS_ENCRYPTED:
        return "password"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "link"
    if member.file_size > MAX_PART_BYTES:
        return "large"
    packed_bytes = max(member.compress_size, 1)
    is_bomb = member.file_size > packed_bytes * MOST_TIMES_SMALLER
    return "bomb" if is_bomb and member.file_size > MIN_BOMB_BYTES else ""


def read_member(packed: ZipFile, member: ZipInfo) -> bytes:
    """The bytes of a member, never more than it says that it has. Raises
    `ExtractionError`."""
    with packed.open(member) as file:
        content = file.read(MAX_PART_BYTES + 1)
    if len(content) > MAX_PART_BYTES:
        raise ExtractionError("part-large")
    return content


def shown_name(name: str) -> str:
    """The path of a member as people may see it: without controls, roots and `..`. No
    file is ever written under it."""
    plain = "".join(c for c in name.replace("\\", "/") if c.isprintable())
    return "/".join(p for p in plain.split("/") if p not in ("", ".", ".."))[:255]
