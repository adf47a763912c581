"""The kinds of marks that a file may have."""

from __future__ import annotations

from dataclasses import dataclass

# Who made, changed or received the file, and with what.
PERSON = "person"
RECIPIENT = "recipient"
ROUTE = "route"  # of a mail: servers and the sender's address
DEVICE = "device"
PLACE = "place"
# Signed or unique statements on where it came from.
MANIFEST = "manifest"  # C2PA
COPY_NUMBER = "copy-number"
TRACKING = "tracking"
# What is there and not shown.
COVERED = "covered"
UNSEEN = "unseen"
LAYER = "layer"
REVISION = "revision"
COMMENT = "comment"
ATTACHMENT = "attachment"
TRAILING = "trailing"
UNKNOWN = "unknown"  # whether there is anything: the file can't be read

LONGEST_DETAIL = 200


@dataclass(frozen=True)
class FileMark:
    """A mark and what it says: a name, an address, some hidden words."""

    kind: str
    detail: str = ""

    @classmethod
    def describe(cls, kind: str, detail: str) -> FileMark:
        """A mark with its detail in one line, cut where it is long."""
        line = " ".join("".join(c if c.isprintable() else " " for c in detail).split())
        return cls(kind, line[:LONGEST_DETAIL])
