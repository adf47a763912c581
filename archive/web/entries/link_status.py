"""The status of the link to an original, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from archive.models import Capture, Entry, LinkCheck


@dataclass(frozen=True)
class LinkStatus:
    """The last check; where the original changed or is gone, copies of it, and whether
    the archive has one."""

    check: LinkCheck
    copies: list[Capture]
    is_held: bool


def describe_link_status(entry: Entry, copies: list[Capture]) -> LinkStatus | None:
    """The last check of the original, with copies where it is gone or changed; None
    where it was never checked. One query."""
    found = LinkCheck.objects.filter(entry=entry.pk).first()
    if found is None:
        return None
    offered = [c for c in copies if c.external_url or c.audience == "public"]
    is_lost = found.state in ("dead", "drifted")
    is_held = is_lost and any(c.file for c in copies)
    return LinkStatus(found, offered if is_lost else [], is_held)
