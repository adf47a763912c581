"""The tallies at one moment, and the entries that they do not count rightly yet."""

from __future__ import annotations

from functools import cached_property, lru_cache

from django.db.models import Value
from django.utils import timezone

from archive.models import Entry, OutboxRow, Tallied, Tally
from archive.models.counts.month_numbers import ALL_MONTHS, EPOCH_MONTH
from archive.models.counts.tallied import make_tallied_rows_at_once
from archive.models.counts.tally import CLOCK_TOLERANCE, select_ended_embargoes
from archive.models.visibility import public_column

MOST_WAITING_ENTRIES = 2_000  # with more in the outbox, tallies are not used


class TallyTotals:
    """The totals of one epoch: `by_prefix[prefix][key][kind]` is a number of entries.

    The value `r:CN` has the prefix `r` and the key `CN`. One query of some thousand
    rows.
    """

    def __init__(self) -> None:
        totals: dict[str, dict[str, dict[str, int]]] = {}
        rows = Tally.objects.filter(month=ALL_MONTHS, starts__gt=0).order_by()
        for value, kind, n in rows.values_list("value", "kind", "starts"):
            prefix, _colon, key = value.partition(":")
            totals.setdefault(prefix, {}).setdefault(key, {})[kind] = n
        self.by_prefix = totals
        self._summed: dict[tuple[str, frozenset[str]], dict[str, int]] = {}

    def sum_by_value(self, prefix: str, kinds: frozenset[str]) -> dict[str, int]:
        """Entries of these kinds by key, such as a region code. Do not change it."""
        if (prefix, kinds) not in self._summed:
            sums = {
                key: sum(by_kind.get(kind, 0) for kind in kinds)
                for key, by_kind in self.by_prefix.get(prefix, {}).items()
            }
            self._summed[prefix, kinds] = {key: n for key, n in sums.items() if n}
        return self._summed[prefix, kinds]


@lru_cache(maxsize=4)
def load_totals(epoch: str) -> TallyTotals:
    """The totals of an epoch, cached: every change of the tallies begins a new epoch,
    so they are never outdated."""
    return TallyTotals()


class TallySnapshot:
    """The state of the tallies now, and the entries (`waiting`) that changed since.

    One query, and two more for `changes` where entries wait.
    """

    def __init__(self) -> None:
        now = timezone.now()
        epochs = Tally.objects.filter(
            value="epoch", month=EPOCH_MONTH, until__lte=now + CLOCK_TOLERANCE
        ).order_by()
        due = OutboxRow.objects.due().order_by()
        # As a column: with a condition, SQLite would read all public entries first.
        embargo_ended = select_ended_embargoes(now).annotate(is_public=public_column())
        union = epochs.values_list("starts", "kind", Value(value=True)).union(
            due.values_list("entry_id", Value(""), Value(value=True)),
            embargo_ended.values_list("pk", Value(""), "is_public"),
            all=True,
        )
        rows = list(union[: MOST_WAITING_ENTRIES + 2])
        # A row with an epoch has the number of entries in place of a key.
        newest: tuple[str, int] = next(
            ((epoch, total) for total, epoch, _waits in rows if epoch), ("", 0)
        )
        self.epoch, self.entries_total = newest
        self.waiting = {pk for pk, epoch, waits in rows if waits and not epoch}
        self.is_known = bool(self.epoch) and len(rows) < MOST_WAITING_ENTRIES + 2

    @cached_property
    def changes(self) -> list[tuple[Tallied, int]]:
        """Counts to subtract (sign -1) and counts to add (1) for waiting entries."""
        if not self.waiting:
            return []
        old = Tallied.objects.filter(pk__in=self.waiting)
        new = make_tallied_rows_at_once(Entry.objects.filter(pk__in=self.waiting))
        return [*((row, -1) for row in old), *((row, 1) for row in new)]
