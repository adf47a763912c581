"""Which published states readers could see, and may still see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from archive.models import Entry, Revision
from archive.models.history.state_forms import read_state
from archive.models.prepared_queries import prepare_query


@dataclass(frozen=True)
class Version:
    """A published state of an entry, public from `at` until the next one.

    `until` is None for the newest. `state` is all that an editor entered; use
    `load_entry_as_of` for what readers may see of it.
    """

    entry: Entry
    number: int
    at: datetime
    until: datetime | None
    state: dict[str, Any]


def list_versions(entry: Entry) -> list[Version]:
    """The public versions of a public entry, oldest first; one query.

    A state that was confidential, or under embargo until it was replaced, was never
    public. The caller checks first that the entry itself is public.
    """
    return list_versions_by_entry([entry])[entry.pk]


def get_version(entry: Entry, number: int) -> Version | None:
    """The public version with this number, or None."""
    return next((v for v in list_versions(entry) if v.number == number), None)


def get_version_at(entry: Entry, moment: datetime) -> Version | None:
    """The version that was public at a moment; before the first one, the first."""
    versions = list_versions(entry)
    before = [one for one in versions if one.at <= moment]
    return before[-1] if before else next(iter(versions), None)


def list_versions_by_entry(
    entries: Collection[Entry],
) -> defaultdict[int, list[Version]]:
    """`list_versions` of several entries, by their keys; one query."""
    published: defaultdict[int, list[Revision]] = defaultdict(list)
    for row in _read_published_states([entry.pk for entry in entries]):
        published[row.entry_id].append(row)
    versions: defaultdict[int, list[Version]] = defaultdict(list)
    for entry in entries:
        mine = published[entry.pk]
        for place, row in enumerate(mine, start=1):
            until = mine[place].at if place < len(mine) else None
            one = _make_version(entry, row, until)
            if one:
                versions[entry.pk].append(one)
    return versions


@prepare_query
def _read_published_states(ids: Collection[int]) -> QuerySet[Revision]:
    public = Revision.objects.filter(entry__in=ids, public_version__isnull=False)
    return public.order_by("public_version")


def _make_version(
    entry: Entry, row: Revision, until: datetime | None
) -> Version | None:
    state = read_state(row)
    embargo = parse_datetime(state.get("embargo_until") or "")
    ended = until or timezone.now()
    if state.get("audience") != "public" or (embargo and embargo > ended):
        return None
    begun = max(row.at, embargo) if embargo else row.at
    return Version(entry, row.public_version or 0, begun, until, state)
