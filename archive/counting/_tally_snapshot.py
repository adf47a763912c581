"""What the tallies know at one moment, and what they do not."""

from __future__ import annotations

from functools import cached_property, lru_cache

from django.db.models import Value
from django.utils import timezone

from archive.models import Entry, OutboxRow, Tallied, Tally
from archive.models.counts.month_numbers import ALL_MONTHS, EPOCH_MONTH
from archive.models.counts.tally import (
    make_tallied_rows_at_once,
    select_ended_embargoes,
)
from archive.models.visibility import public_column

MOST_WAITING_ENTRIES = 2_000  # entries in the outbox; beyond it the entries are counted


class TallyTotals:
    """The totals of one epoch, by what stands before the colon of a value, after it,
    and by kind; one query of some thousand rows."""

    def __init__(self) -> None:
        found: dict[str, dict[str, dict[str, int]]] = {}
        rows = Tally.objects.filter(month=ALL_MONTHS, starts__gt=0).order_by()
        for value, kind, n in rows.values_list("value", "kind", "starts"):
            prefix, _colon, key = value.partition(":")
            found.setdefault(prefix, {}).setdefault(key, {})[kind] = n
        self.by_prefix = found
        self._summed: dict[tuple[str, frozenset[str]], dict[str, int]] = {}

    def sum_by_value(self, prefix: str, kinds: frozenset[str]) -> dict[str, int]:
        """Entries of some kinds by value; not to be changed."""
        asked = prefix, kinds
        if asked not in self._summed:
            held = self.by_prefix.get(prefix, {}).items()
            numbers = ((k, sum(by.get(kind, 0) for kind in kinds)) for k, by in held)
            self._summed[asked] = {key: n for key, n in numbers if n}
        return self._summed[asked]


@lru_cache(maxsize=4)
def load_totals(epoch: str) -> TallyTotals:
    """Those of an epoch: as its name is of no other, they cannot be outdated."""
    return TallyTotals()


class TallySnapshot:
    """What the tallies know at this moment, and what they do not; one query, and two
    more where something waits."""

    def __init__(self) -> None:
        epochs = Tally.objects.filter(value="epoch", month=EPOCH_MONTH).order_by()
        due = OutboxRow.objects.due().order_by()
        # As a column, or SQLite would look at all that are public.
        over = select_ended_embargoes(timezone.now()).annotate(
            is_public=public_column()
        )
        found = epochs.values_list("starts", "kind", Value(value=True)).union(
            due.values_list("entry_id", Value(""), Value(value=True)),
            over.values_list("pk", Value(""), "is_public"),
            all=True,
        )
        rows = list(found[: MOST_WAITING_ENTRIES + 2])
        known: tuple[str, int] = next(((e, n) for n, e, _w in rows if e), ("", 0))
        self.epoch, self.number = known
        self.waiting = {pk for pk, epoch, waits in rows if waits and not epoch}
        self.is_known = bool(self.epoch) and len(rows) < MOST_WAITING_ENTRIES + 2

    @cached_property
    def changes(self) -> list[tuple[Tallied, int]]:
        """What is counted and should not be, and what is not and should."""
        if not self.waiting:
            return []
        gone = Tallied.objects.filter(pk__in=self.waiting)
        now = make_tallied_rows_at_once(Entry.objects.filter(pk__in=self.waiting))
        return [*((row, -1) for row in gone), *((row, 1) for row in now)]
