"""What the archive added, corrected and withdrew, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Greatest

from archive.entry_queries import find_entries, order_entries
from archive.filters import (
    ADDED,
    CORRECTED,
    WITHDRAWN,
    SearchFilters,
    find_added_moments,
)
from archive.models import Correction, Entry
from archive.models.entries.entry import EntryQuerySet
from archive.models.history.correction import CorrectionQuerySet
from archive.search import MatchingIds, find_matching_ids, plan_entry_list
from archive.web.lists.entry_lists import keep_matching


@dataclass(frozen=True)
class Change:
    """One change: an entry that was added or withdrawn, or a correction of one."""

    type: str
    at: datetime
    entry: Entry
    correction: Correction | None = None


@dataclass(frozen=True)
class ChangeKey:
    """When a change was made, and its row; keys in reverse order are the latest
    first."""

    at: datetime
    type: str
    pk: int


@dataclass(frozen=True)
class ChangeList:
    """The changes that pass filters, as queries not run yet; `total` counts them."""

    added: EntryQuerySet
    corrected: CorrectionQuerySet
    withdrawn: EntryQuerySet
    total: int
    notices: tuple[object, ...] = ()

    def load(self, start: int, stop: int) -> list[Change]:
        """Changes `start` to `stop` (exclusive): a query for the keys of each type up
        to `stop`, and a few more for the rows."""
        keys = [
            *_list_keys(ADDED, self.added, "first_published_at", stop),
            *_list_keys(CORRECTED, self.corrected, "seen_at", stop),
            *_list_keys(WITHDRAWN, self.withdrawn, "modified_at", stop),
        ]
        keys.sort(key=lambda key: (key.at, key.type, key.pk), reverse=True)
        return _load_changes(keys[start:stop])


def find_changes(filters: SearchFilters, stop: int) -> ChangeList:
    """The changes that pass the filters, of which the first `stop` will be read; four
    queries to count them.

    `added` is the period of the change, whatever its type. Nobody may know the words,
    regions and tags of a withdrawn entry: only its type and the day filter it. Raises
    `SearchUnavailable` where the index is needed and cannot be read.
    """
    alike = filters.with_changes(added=None, sort="", change="")
    matching = find_matching_ids(alike)
    added, total = _find_added(filters, matching, stop)
    corrected = _find_corrected(filters, alike, matching)
    withdrawn = Entry.objects.withdrawn().filter(kind__in=filters.passing_kinds)
    if filters.added:
        begin, end = find_added_moments(filters.added)
        withdrawn = withdrawn.filter(modified_at__gte=begin, modified_at__lt=end)
    withdrawn = withdrawn.order_by("-modified_at", "-pk")
    if filters.change not in ("", CORRECTED):
        corrected = corrected.none()
    if filters.change not in ("", WITHDRAWN):
        withdrawn = withdrawn.none()
    total += corrected.count() + withdrawn.count()
    return ChangeList(added, corrected, withdrawn, total, matching.notices)


def _find_added(
    filters: SearchFilters, matching: MatchingIds, stop: int
) -> tuple[EntryQuerySet, int]:
    """The public entries that pass the filters, and how many they are."""
    if filters.change not in ("", ADDED):
        return Entry.objects.none(), 0
    total, plan = plan_entry_list(filters, stop)
    entries = keep_matching(matching, find_entries(filters, plan=plan))
    if total is None or matching.ids is not None:
        total = entries.count()
    return order_entries(entries, "added", plan), total


def _find_corrected(
    filters: SearchFilters, alike: SearchFilters, matching: MatchingIds
) -> CorrectionQuerySet:
    """The public corrections of public entries that pass the filters.

    One that was made before readers could see its entry counts from then on.
    """
    rows = Correction.objects.public().annotate(
        seen_at=Greatest("at", "entry__first_published_at")
    )
    if alike.is_filtered:
        entries = find_entries(alike)
        rows = rows.filter(entry__in=entries.order_by().values("pk"))
    if matching.ids is not None:
        rows = rows.filter(entry__in=list(matching.ids))
    if filters.added:
        begin, end = find_added_moments(filters.added)
        rows = rows.filter(seen_at__gte=begin, seen_at__lt=end)
    return rows.order_by("-seen_at", "-pk")


def _list_keys(
    change_type: str,
    rows: EntryQuerySet | CorrectionQuerySet,
    column: str,
    stop: int,
) -> list[ChangeKey]:
    pairs = rows.values_list(column, "pk")[:stop]
    return [ChangeKey(at, change_type, pk) for at, pk in pairs]


def _load_changes(keys: list[ChangeKey]) -> list[Change]:
    """The rows of these keys, in their order, without what was hidden since the keys
    were read; at most seven queries."""
    ids: dict[str, list[int]] = {ADDED: [], CORRECTED: [], WITHDRAWN: []}
    for key in keys:
        ids[key.type].append(key.pk)
    rows = Correction.objects.public().select_related("revision")
    corrections = rows.in_bulk(ids[CORRECTED]) if ids[CORRECTED] else {}
    shown = {*ids[ADDED], *(row.entry_id for row in corrections.values())}
    entries = Entry.objects.public().with_places().in_bulk(shown) if shown else {}
    gone = Entry.objects.withdrawn().in_bulk(ids[WITHDRAWN]) if ids[WITHDRAWN] else {}
    changes = (_find_change(key, entries, corrections, gone) for key in keys)
    return [change for change in changes if change is not None]


def _find_change(
    key: ChangeKey,
    entries: dict[int, Entry],
    corrections: dict[int, Correction],
    withdrawn: dict[int, Entry],
) -> Change | None:
    correction = corrections.get(key.pk) if key.type == CORRECTED else None
    if key.type == CORRECTED:
        entry = entries.get(correction.entry_id) if correction else None
    else:
        entry = (withdrawn if key.type == WITHDRAWN else entries).get(key.pk)
    if correction and entry:
        correction.entry = entry
    return Change(key.type, key.at, entry, correction) if entry else None
