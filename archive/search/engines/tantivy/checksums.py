"""Whether tantivy's files hold what was written.

Format (tantivy 0.27): a file ends with a JSON footer that has the CRC-32 of all before
it, the footer's length and a magic number, both as little-endian 32-bit words. tantivy
itself compares them for nobody.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from struct import unpack

from archive.search.engines.protocol import IndexUnreadable

_MAGIC = 1337
_BYTES_AT_ONCE = 1 << 20  # bytes read at a time


def verify_checksum(path: Path) -> None:
    """Raise `IndexUnreadable` where a file is not as it was written. Reads all of
    it."""
    try:
        with path.open("rb") as file:
            end = file.seek(-8, 2)
            length, magic = unpack("<II", file.read(8))
            file.seek(end - length)
            expected_crc = json.loads(file.read(length))["crc"]
            file.seek(0)
            left, checksum = end - length, 0
            while left > 0 and (part := file.read(min(left, _BYTES_AT_ONCE))):
                checksum = zlib.crc32(part, checksum)
                left -= len(part)
    except FileNotFoundError:  # merged away
        return
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnreadable(f"{path} is harmed: {error}") from error
    if (magic, checksum) != (_MAGIC, expected_crc):
        raise IndexUnreadable(f"{path} is harmed: its checksum differs")
