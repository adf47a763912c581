"""Tallies: numbers of public entries by month, region and tag, kept in the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.entries.entry import Entry
from archive.models.prepared_queries import prepare_query

from .full_count import CountedPart, FullCount, ReportCounted
from .month_numbers import (
    ALL_MONTHS,
    EPOCH_MONTH,
    PAIR_MONTH,
    UNDATED_MONTH,
    get_year_of_month,
)
from .tallied import Tallied, TallyChange, TallyKey, make_tallied_rows

# A transaction holds SQLite's write lock, on which whoever saves waits four seconds.
ENTRIES_A_TRANSACTION = 100
TALLIES_A_TRANSACTION = 2_000
CLOCK_TOLERANCE = timedelta(minutes=1)  # between machines


class TallyQuerySet(models.QuerySet["Tally"]):
    """Updates of the tallies. The index worker and the rebuild call it under their
    lock, so that nobody else writes the tallies meanwhile.

    They write in short transactions. At the end of each one the tallies are the sum of
    what is noted as counted (`Tallied`), and so exact for readers.
    """

    def is_counted(self) -> bool:
        """Whether everything was counted once; then readers use the tallies.

        Not where a clock ahead of time counted embargoes that have not ended.
        """
        until = self._find_counted_until()
        return until is not None and until <= timezone.now() + CLOCK_TOLERANCE

    def update_counts(self, ids: Iterable[int]) -> None:
        """Count these entries as they are now, and those whose embargo has ended.

        Call before their rows are removed from the outbox. About ten queries for each
        hundred entries. Counts everything where nothing was counted yet.
        """
        if not self.is_counted():  # none yet, or emptied by a migration
            self.count_anew()
            return
        now = timezone.now()
        over = select_ended_embargoes(now).values_list("pk", flat=True)
        changed = sorted({*ids, *over})
        for chunk in _chunk_list(changed, ENTRIES_A_TRANSACTION):
            new = list(make_tallied_rows(Entry.objects.filter(pk__in=chunk)))
            self._replace_tallied(chunk, new)
        with transaction.atomic():
            self._begin_epoch(now)

    def count_anew(self, report: ReportCounted = lambda counted, total: None) -> int:
        """Count everything again; returns the number of entries.

        A million entries take minutes, in which others can write; what changes
        meanwhile waits in the outbox. Only what differs is written. After an
        interruption the next call finds what is done. `report` is called with how many
        are counted, of how many.
        """
        now = timezone.now()
        wanted: dict[TallyKey, Tally] = {}
        for part in FullCount(report).iterate_parts():
            self._sum_groups(part, wanted)
            self._replace_part(part)
        self._replace_tallies(wanted)
        with transaction.atomic():
            return self._begin_epoch(now)

    def _sum_groups(self, part: CountedPart, sums: dict[TallyKey, Tally]) -> None:
        for value, kind, (first, last), n in part.groups:
            is_pair = " t:" in value
            for month, starts, ends in _spread_over_months(is_pair, first, last, n):
                row = sums.get((value, kind, month))
                if row is None:
                    row = self.model(value=value, kind=kind, month=month)
                    sums[value, kind, month] = row
                row.starts += starts
                row.ends += ends
                if is_pair and first is not None and last is not None:
                    row.add_years(get_year_of_month(first), get_year_of_month(last), n)

    def _replace_part(self, part: CountedPart) -> None:
        """Note the entries of a part as they are counted now, where that differs."""
        rows = Tallied.objects.filter(pk__gt=part.after)
        if part.last_id is not None:
            rows = rows.filter(pk__lte=part.last_id)
        columns = ("pk", "kind", "first", "last", "values")
        old = {
            pk: (kind, first, last, sorted(values))
            for pk, kind, first, last, values in rows.order_by().values_list(*columns)
        }
        new: dict[int, Tallied] = {}
        for entry in part.entries:
            fields = (entry.kind, entry.first, entry.last, entry.values)
            if old.pop(entry.pk, None) != fields:
                new[entry.pk] = Tallied(
                    entry_id=entry.pk,
                    kind=entry.kind,
                    first=entry.first,
                    last=entry.last,
                    values=entry.values,
                )
        size = ENTRIES_A_TRANSACTION if self.is_counted() else TALLIES_A_TRANSACTION
        for chunk in _chunk_list(sorted({*old, *new}), size):
            self._replace_tallied(chunk, [new[pk] for pk in chunk if pk in new])

    def _replace_tallied(self, ids: list[int], new: list[Tallied]) -> None:
        """Note `new` in place of what was counted of these entries, and change the
        tallies by the difference, in one transaction.

        Where not all is counted the tallies stay: nobody reads them, and the count
        ends with writing them.
        """
        with transaction.atomic():
            old = Tallied.objects.filter(pk__in=ids)
            until = self._find_counted_until()
            if until is not None:
                change: TallyChange = Counter()
                for row in old:
                    change.update(row.list_counts(-1))
                for row in new:
                    change.update(row.list_counts())
                self._add_change(change)
            old.delete()
            Tallied.objects.bulk_create(new)
            if until is not None:
                self._begin_epoch(until)

    def _replace_tallies(self, wanted: dict[TallyKey, Tally]) -> None:
        """Let the tallies be these, where they differ. Empties `wanted`."""
        last_id = 0
        while True:
            rows = self.filter(pk__gt=last_id).exclude(month=EPOCH_MONTH).order_by("pk")
            stored = list(rows[:TALLIES_A_TRANSACTION])
            if not stored:
                break
            last_id = stored[-1].pk
            wrong, is_right = [], []
            for row in stored:
                right = wanted.pop((row.value, row.kind, row.month), None)
                if right is None:
                    wrong.append(row.pk)
                elif right.list_numbers() != row.list_numbers():
                    right.pk = row.pk  # a greater one would be read again below
                    wrong.append(row.pk)
                    is_right.append(right)
            if wrong:
                self._exchange(wrong, is_right)
        for chunk in _chunk_list(list(wanted.values()), TALLIES_A_TRANSACTION):
            self._exchange([], chunk)

    def _exchange(self, old_ids: list[int], new: list[Tally]) -> None:
        with transaction.atomic():
            Tally.objects.filter(pk__in=old_ids).delete()
            Tally.objects.bulk_create(new)
            until = self._find_counted_until()
            if until is not None:
                self._begin_epoch(until)

    def _find_counted_until(self) -> datetime | None:
        """The moment for which the tallies hold; None where not all is counted."""
        return next(iter(_read_counted_until()), None)

    def _begin_epoch(self, until: datetime) -> int:
        """Begin a new epoch, so that caches of totals are read again; returns the
        number of entries. `until` of its row is the moment for which the tallies
        hold."""
        every = self.filter(value="", month=ALL_MONTHS)
        number: int = sum(every.values_list("starts", flat=True))
        self.filter(value="epoch", month=EPOCH_MONTH).delete()
        self.create(
            value="epoch",
            kind=token_hex(4),
            month=EPOCH_MONTH,
            starts=number,
            until=until,
        )
        return number

    def _add_change(self, change: TallyChange) -> None:
        changed: dict[TallyKey, dict[str, int]] = {}
        for (key, part), n in change.items():
            if n:
                changed.setdefault(key, {})[part] = n
        keys = sorted(changed)
        for chunk in _chunk_list(keys, TALLIES_A_TRANSACTION):
            rows = {
                (v, k, m): self.model(value=v, kind=k, month=m) for v, k, m in chunk
            }
            stored = self.filter(
                value__in={value for value, _kind, _month in chunk},
                month__in={month for _value, _kind, month in chunk},
            )
            for before in stored.order_by():
                row = rows.get((before.value, before.kind, before.month))
                if row is not None:
                    row.starts, row.ends, row.years = before.list_numbers()
            for key in chunk:
                rows[key].add_parts(changed[key])
            self.bulk_create(
                rows.values(),
                update_conflicts=True,
                unique_fields=["value", "kind", "month"],
                update_fields=["starts", "ends", "years"],
            )


def _chunk_list(items: list[Any], size: int) -> Iterator[list[Any]]:
    return (items[at : at + size] for at in range(0, len(items), size))


def _spread_over_months(
    is_pair: bool, first: int | None, last: int | None, number: int
) -> list[tuple[int, int, int]]:
    """The tallies (month, starts, ends) that `number` entries with one span add to."""
    if is_pair:
        return [(PAIR_MONTH, number, 0)]
    if first is None or last is None:
        return [(ALL_MONTHS, number, 0), (UNDATED_MONTH, number, 0)]
    return [(ALL_MONTHS, number, 0), (first, number, 0), (last, 0, number)]


class Tally(models.Model):
    """How many public entries of a kind begin and end in a month, under one value.

    Values: "" is everything; `r:CN-XJ` a region with those below it, as subject;
    `about:CN-XJ` the same in one role; `t:theme/x` a tag with narrower ones; and
    `r:CN-XJ t:theme/x` both together. Such a pair has no months: its `years` hold how
    many entries begin (`+2019`) and end (`-2019`) in each year. A date with an open end
    counts at its known end.
    """

    value = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)
    month = models.IntegerField()
    starts = models.IntegerField(default=0)
    ends = models.IntegerField(default=0)
    years = models.JSONField(default=dict)
    until = models.DateTimeField(null=True, help_text="Of the epoch: counted so far.")

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        indexes = (
            models.Index(
                fields=("value",),
                name="tally_of_all_months",
                condition=Q(month=ALL_MONTHS),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("value", "kind", "month"), name="tally_value_kind_month_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.value or 'all'} {self.kind} {self.month}"

    def list_numbers(self) -> tuple[int, int, dict[str, int]]:
        """What is counted under its key: starts, ends and years."""
        return self.starts, self.ends, self.years

    def add_years(self, first: int, last: int, number: int) -> None:
        """Add `number` entries of a pair that span these years."""
        for part in (f"+{first}", f"-{last}"):
            self.years[part] = self.years.get(part, 0) + number

    def add_parts(self, parts: dict[str, int]) -> None:
        """Add a change: of `starts`, `ends` and the years of a pair."""
        self.starts += parts.pop("starts", 0)
        self.ends += parts.pop("ends", 0)
        for part, n in parts.items():
            self.years[part] = self.years.get(part, 0) + n
        self.years = {part: n for part, n in self.years.items() if n}


def select_ended_embargoes(now: datetime) -> models.QuerySet[Entry]:
    """Entries whose embargo ended since the epoch began and that are not counted yet;
    mostly none. Uses the index of embargoes."""
    epochs = Tally.objects.filter(value="epoch", month=EPOCH_MONTH).order_by()
    counted = Tallied.objects.filter(pk=models.OuterRef("pk"))
    over = Entry.objects.filter(
        ~models.Exists(counted),
        embargo_until__gt=models.Subquery(epochs.values("until")[:1]),
        embargo_until__lte=now,
    )
    return over.order_by()


@prepare_query
def _read_counted_until() -> models.QuerySet[Tally, datetime | None]:
    epochs = Tally.objects.filter(value="epoch", month=EPOCH_MONTH).order_by()
    return epochs.values_list("until", flat=True)[:1]
