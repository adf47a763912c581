"""Tallies: numbers of public entries by month, region and tag, kept in the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import product
from secrets import token_hex
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.entries.entry import SUBJECT_ROLES, Entry
from archive.models.entries.regions_and_tags import EntryRegion, Tagging
from archive.models.visibility import public_column, public_entries

from .full_count import FullCount, ReportCounted, list_ancestor_values
from .month_numbers import (
    ALL_MONTHS,
    EPOCH_MONTH,
    PAIR_MONTH,
    UNDATED_MONTH,
    get_month_number,
    get_year_of_month,
)

TALLIES_A_BATCH = 2_000
COUNTED_COLUMNS = ("pk", "kind", "counts_from", "counts_to")
TallyKey = tuple[str, str, int]  # value, kind, month
# `starts` and `ends` of a key; of a pair also `+` and `-` with a year.
TallyChange = Counter[tuple[TallyKey, str]]
_list_values = lru_cache(maxsize=8_192)(list_ancestor_values)


class Tallied(models.Model):
    """What one entry adds to the tallies, so that it can be subtracted again.

    Only public entries have a row; time alone never hides a public entry. `values` are
    those of `find_counted_values`, `first` and `last` the months (null for an undated
    entry). `entry_id` is no foreign key, because the entry may have been deleted.
    """

    entry_id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=8)
    first = models.IntegerField(null=True)
    last = models.IntegerField(null=True)
    values = models.JSONField(default=list)

    class Meta:
        verbose_name = _("tallied")
        verbose_name_plural = _("tallied")

    def __str__(self) -> str:
        return f"entry {self.entry_id}"

    def list_counts(self, sign: int = 1) -> TallyChange:
        """The numbers to add to each tally key; with `sign` -1, to subtract."""
        counts: TallyChange = Counter()
        month_parts, pair_parts = self._list_parts()
        for value in ("", *self.values):
            for month, part in month_parts:
                counts[(value, self.kind, month), part] += sign
        regions = [value for value in self.values if value.startswith("r:")]
        tags = [value for value in self.values if value.startswith("t:")]
        for region, tag in product(regions, tags):
            key = (f"{region} {tag}", self.kind, PAIR_MONTH)
            for part in pair_parts:
                counts[key, part] += sign
        return counts

    def _list_parts(self) -> tuple[list[tuple[int, str]], list[str]]:
        """Where it counts under each value: in months, and in the parts of a pair."""
        if self.first is None or self.last is None:
            return [(ALL_MONTHS, "starts"), (UNDATED_MONTH, "starts")], ["starts"]
        first_year, last_year = map(get_year_of_month, (self.first, self.last))
        return (
            [(ALL_MONTHS, "starts"), (self.first, "starts"), (self.last, "ends")],
            ["starts", f"+{first_year}", f"-{last_year}"],
        )


class TallyQuerySet(models.QuerySet["Tally"]):
    """Updates of the tallies. The index worker and the rebuild call it under their
    lock."""

    def update_counts(self, ids: Iterable[int]) -> None:
        """Count these entries as they are now, and those whose embargo has ended.

        Call in the transaction that removes their rows from the outbox. About ten
        queries, and one for each tally that changed. Counts everything where nothing
        was counted yet.
        """
        if not Tallied.objects.exists():  # none yet, or emptied by a migration
            self.count_anew()
            return
        now = timezone.now()
        with transaction.atomic():
            over = select_ended_embargoes(now).values_list("pk", flat=True)
            changed = sorted({*ids, *over})
            old = Tallied.objects.filter(pk__in=changed)
            new = list(make_tallied_rows(Entry.objects.filter(pk__in=changed)))
            change: TallyChange = Counter()
            for row in old:
                change.update(row.list_counts(-1))
            for row in new:
                change.update(row.list_counts())
            old.delete()
            Tallied.objects.bulk_create(new)
            self._add_change(change)
            self._begin_epoch(now)

    def count_anew(self, tell: ReportCounted = lambda counted, total: None) -> int:
        """Count everything again in one transaction; returns the number of entries.

        A million entries take minutes; `tell` is called with how many are counted, of
        how many.
        """
        now = timezone.now()
        with transaction.atomic():
            Tallied.objects.all().delete()
            self.all().delete()
            tallies: dict[TallyKey, Any] = {}  # tallies
            for value, kind, (first, last), n in FullCount(
                Tallied, tell
            ).iterate_groups():
                for month, starts, ends in _spread_over_months(
                    " t:" in value, first, last, n
                ):
                    row = tallies.get((value, kind, month))
                    if row is None:
                        row = self.model(value=value, kind=kind, month=month)
                        tallies[value, kind, month] = row
                    row.starts += starts
                    row.ends += ends
                    if month == PAIR_MONTH and first is not None and last is not None:
                        row.add_years(
                            get_year_of_month(first), get_year_of_month(last), n
                        )
            self.bulk_create(tallies.values(), batch_size=TALLIES_A_BATCH)
            return self._begin_epoch(now)

    def _begin_epoch(self, now: datetime) -> int:
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
            until=now,
        )
        return number

    def _add_change(self, change: TallyChange) -> None:
        changed: dict[TallyKey, dict[str, int]] = {}
        for (key, part), n in change.items():
            if n:
                changed.setdefault(key, {})[part] = n
        values = sorted({value for value, _kind, _month in changed})
        for start in range(0, len(values), TALLIES_A_BATCH):
            batch = values[start : start + TALLIES_A_BATCH]
            for tally in self.filter(value__in=batch):
                parts = changed.pop((tally.value, tally.kind, tally.month), None)
                if parts:
                    tally.add_parts(parts)
                    tally.save()
        new = [self.model(value=v, kind=k, month=m) for v, k, m in sorted(changed)]
        for row in new:
            row.add_parts(changed[row.value, row.kind, row.month])
        self.bulk_create(new, batch_size=TALLIES_A_BATCH)


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


def make_tallied_rows(entries: models.QuerySet[Entry]) -> Iterator[Tallied]:
    """The rows to store for those of `entries` that are public; three queries."""
    public = entries.filter(public_entries())
    rows = list(public.order_by().values_list(*COUNTED_COLUMNS))
    values = find_counted_values([pk for pk, *_rest in rows])
    yield from (_make_tallied_row(row, values) for row in rows)


def make_tallied_rows_at_once(entries: models.QuerySet[Entry]) -> list[Tallied]:
    """The same in one query: quicker for the few entries that wait in the outbox."""
    every = entries.order_by().annotate(is_public=public_column())
    columns = (*COUNTED_COLUMNS, "is_public")
    regions = every.values_list(
        *columns, "entry_regions__role", "entry_regions__region__path"
    )
    tags = every.annotate(role=models.Value("tag", models.CharField())).values_list(
        *columns, "role", "taggings__tag__path"
    )
    values: dict[int, set[str]] = {}
    rows: dict[int, Sequence[Any]] = {}
    for *row, is_public, role, path in regions.union(tags, all=True):
        if not is_public:
            continue
        rows[row[0]] = row
        if path and role == "tag":
            values.setdefault(row[0], set()).update(_list_values("t", path, "|"))
        elif path:
            values.setdefault(row[0], set()).update(_list_role_values(role, path))
    return [_make_tallied_row(row, values) for row in rows.values()]


def _make_tallied_row(row: Sequence[Any], values: dict[int, set[str]]) -> Tallied:
    pk, kind, begin, end = row
    return Tallied(
        entry_id=pk,
        kind=kind,
        first=None if begin is None else get_month_number(begin),
        last=None if end is None else get_month_number(end),
        values=sorted(values.get(pk, ())),
    )


def find_counted_values(ids: list[int]) -> dict[int, set[str]]:
    """The values under which each entry counts: its regions (as subject, and by role)
    and tags, with all their ancestors. One query."""
    return _find_values(entry__in=ids)


def _find_values(**which: object) -> dict[int, set[str]]:
    by_entry: dict[int, set[str]] = {}
    tied = EntryRegion.objects.filter(**which).order_by()
    tagged = Tagging.objects.filter(**which).order_by()
    both = tied.values_list("entry_id", "region__path", "role").union(
        tagged.values_list("entry_id", "tag__path", models.Value("t")), all=True
    )
    for pk, path, role in both:
        values = (
            _list_values("t", path, "|")
            if role == "t"
            else _list_role_values(role, path)
        )
        by_entry.setdefault(pk, set()).update(values)
    return by_entry


def _list_role_values(role: str, path: str) -> tuple[str, ...]:
    """The values of a region in a role, and as subject where the role makes it one."""
    as_subject = _list_values("r", path, "/") if role in SUBJECT_ROLES else ()
    return _list_values(role, path, "/") + as_subject
