"""How the original of an entry fares, as a page tells it."""

from __future__ import annotations

from dataclasses import dataclass

from archive.models import Capture, Entry, LinkCheck


@dataclass(frozen=True)
class LinkStatus:
    """What an address answered last; where that is not what it was, copies of it, and
    whether the archive holds one."""

    check: LinkCheck
    copies: list[Capture]
    is_held: bool


def describe_link_status(entry: Entry, copies: list[Capture]) -> LinkStatus | None:
    """What the original's address answered last, and where a copy can be had when it
    is gone or says something else; None where nobody asked. One query."""
    found = LinkCheck.objects.filter(entry=entry.pk).first()
    if found is None:
        return None
    offered = [c for c in copies if c.external_url or c.audience == "public"]
    is_lost = found.state in ("dead", "drifted")
    is_held = is_lost and any(c.file for c in copies)
    return LinkStatus(found, offered if is_lost else [], is_held)
