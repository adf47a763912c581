"""What was counted of each entry, and how it is read from entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.entries.entry import SUBJECT_ROLES, Entry
from archive.models.entries.regions_and_tags import EntryRegion, Tagging
from archive.models.visibility import public_column, public_entries

from .full_count import list_ancestor_values
from .month_numbers import (
    ALL_MONTHS,
    PAIR_MONTH,
    UNDATED_MONTH,
    get_month_number,
    get_year_of_month,
)

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
