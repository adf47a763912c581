"""The status of the link to an original, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from archive.models import Capture, Entry, LinkCheck
from archive.models.prepared_queries import prepare_query


@dataclass(frozen=True)
class LinkStatus:
    """The last check; where the original changed or is gone, copies that readers may
    have, and whether the archive has one for its editors."""

    check: LinkCheck
    copies: list[Capture]
    is_held: bool


def describe_link_status(
    entry: Entry, copies: list[Capture], *, is_held: bool
) -> LinkStatus | None:
    """The last check of the original, with copies where it is gone or changed; None
    where it was never checked. `copies` are those that readers may have. One query."""
    check = next(iter(_read_last_check(entry.pk)), None)
    if check is None:
        return None
    is_lost = check.state in ("dead", "drifted")
    return LinkStatus(check, copies if is_lost else [], is_lost and is_held)


@prepare_query
def _read_last_check(entry: int) -> QuerySet[LinkCheck]:
    return LinkCheck.objects.filter(entry=entry)[:1]
