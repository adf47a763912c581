"""Entries counted in advance, by month, place and concept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db import models, transaction
from django.db.models import ExpressionWrapper, F, Q

from archive.text.dates import from_day_number

from .entry import SUBJECT_ROLES, Entry
from .tie import EntryRegion, Tagging
from .visibility import public_entries

# In place of a month: what a region has of a concept, all of a value, those undated.
BOTH, ALL, UNDATED = -3, -2, -1
YEAR_ZERO = 120_000_000  # a month is its year times twelve and its place, and this
AT_ONCE = 2_000
COUNTED = ("pk", "kind", "counts_from", "counts_to")
Key = tuple[str, str, int]  # value, kind, month
Counts = Counter[tuple[Key, str]]  # `starts` and `ends` of a key


def month_number(day: int) -> int:
    """The month of a day number, never below 0 in the years that EDTF can name."""
    year, month, _day = from_day_number(day)
    return YEAR_ZERO + year * 12 + month - 1


class Tallied(models.Model):
    """What the tallies hold of one entry, so that it can be taken away again.

    Public entries only; no clock hides one again. `values` are those of
    `values_of`; the months are null for an undated entry. No foreign key: the entry
    may be gone.
    """

    entry_id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=8)
    first = models.IntegerField(null=True)
    last = models.IntegerField(null=True)
    values = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "tallied"

    def __str__(self) -> str:
        return f"entry {self.entry_id}"

    def counts(self, sign: int = 1) -> Counts:
        """What it adds to each key."""
        found: Counts = Counter()
        self.add_to(found, sign)
        return found

    def add_to(self, found: Counts, sign: int = 1) -> None:
        """Count it in."""
        for value in ("", *self.values):
            found[(value, self.kind, ALL), "starts"] += sign
            if self.first is None or self.last is None:
                found[(value, self.kind, UNDATED), "starts"] += sign
            else:
                found[(value, self.kind, self.first), "starts"] += sign
                found[(value, self.kind, self.last), "ends"] += sign
        regions = [value for value in self.values if value.startswith("r:")]
        tags = [value for value in self.values if value.startswith("t:")]
        for region in regions:
            for tag in tags:
                found[(f"{region} {tag}", self.kind, BOTH), "starts"] += sign


class TallyQuerySet(models.QuerySet["Tally"]):
    """Counting in advance; the search's drain and rebuild call it, under its lock."""

    def settle(self, ids: Iterable[int]) -> None:
        """Count these entries as they are now; in the transaction in which their rows
        leave the outbox. Some ten queries, and one for each key that changed."""
        changed = sorted(set(ids))
        with transaction.atomic():
            old = Tallied.objects.filter(pk__in=changed)
            new = list(tallied(Entry.objects.filter(pk__in=changed)))
            change: Counts = Counter()
            for row in old:
                change.update(row.counts(-1))
            for row in new:
                change.update(row.counts())
            old.delete()
            Tallied.objects.bulk_create(new)
            self._add(change)

    def rebuild(self) -> int:
        """Count everything anew, in one transaction; the number of entries."""
        with transaction.atomic():
            Tallied.objects.all().delete()
            self.all().delete()
            found: Counts = Counter()
            number = 0
            for rows in _all_tallied():
                Tallied.objects.bulk_create(rows)
                number += len(rows)
                for row in rows:
                    row.add_to(found)
            self._add(found)
        return number

    def _add(self, change: Counts) -> None:
        keys = sorted({key for (key, _part), n in change.items() if n})
        there: set[Key] = set()
        for start in range(0, len(keys), AT_ONCE):
            values = {value for value, _kind, _month in keys[start : start + AT_ONCE]}
            rows = self.filter(value__in=values)
            there.update(rows.values_list("value", "kind", "month"))
        new = [key for key in keys if key not in there]
        self.bulk_create(
            [
                self.model(value=key[0], kind=key[1], month=key[2],
                      starts=change[key, "starts"], ends=change[key, "ends"])
                for key in new
            ],
            batch_size=AT_ONCE,
        )  # fmt: skip
        for key in there.intersection(keys):
            value, kind, month = key
            self.filter(value=value, kind=kind, month=month).update(
                starts=F("starts") + change[key, "starts"],
                ends=F("ends") + change[key, "ends"],
            )


class Tally(models.Model):
    """How many public entries of a kind begin and end in a month, under one value:
    "" all, `r:CN-XJ` a region with those below it, `about:CN-XJ` the same in one role
    alone, `t:theme/x` a concept with narrower ones, and, without months,
    `r:CN-XJ t:theme/x` both. An open end counts at the known one."""

    value = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)
    month = models.IntegerField()
    starts = models.IntegerField(default=0)
    ends = models.IntegerField(default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"
        indexes = (
            models.Index(
                fields=("value",), name="tally_of_all_months", condition=Q(month=ALL)
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("value", "kind", "month"), name="tally_value_kind_month_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.value or 'all'} {self.kind} {self.month}"


def tallied(entries: models.QuerySet[Entry]) -> Iterator[Tallied]:
    """The rows of the public ones of `entries`; three queries."""
    public = entries.filter(public_entries())
    found = list(public.order_by().values_list(*COUNTED))
    values = values_of([pk for pk, *_rest in found])
    yield from (_tallied(row, values) for row in found)


def tallied_now(entries: models.QuerySet[Entry]) -> list[Tallied]:
    """The rows of `entries` in one query: for the few that wait."""
    every = entries.order_by()
    regions = every.values_list(
        *COUNTED, "entry_regions__role", "entry_regions__region__path"
    )
    tags = every.annotate(role=models.Value("tag", models.CharField())).values_list(
        *COUNTED, "role", "taggings__tag__path"
    )
    values: dict[int, set[str]] = {}
    rows: dict[int, Sequence[Any]] = {}
    for *row, role, path in regions.union(tags, all=True):
        rows[row[0]] = row
        if path and role == "tag":
            values.setdefault(row[0], set()).update(_along("t", path, "|"))
        elif path:
            values.setdefault(row[0], set()).update(_in_role(role, path))
    return [_tallied(row, values) for row in rows.values()]


def _all_tallied() -> Iterator[list[Tallied]]:
    """The rows of all public entries, some thousand at a time, in the order of ids.

    The condition is read as a column, and what is tied by a range of ids: as filters,
    SQLite would read all public entries again for each part.
    """
    is_public = ExpressionWrapper(public_entries(), models.BooleanField())
    every = Entry.objects.order_by("pk").annotate(is_public=is_public)
    rows = every.values_list("is_public", *COUNTED)
    after = 0
    while part := list(rows.filter(pk__gt=after)[:AT_ONCE]):
        before, after = after, part[-1][1]
        values = _values(entry__gt=before, entry__lte=after)
        yield [_tallied(row, values) for is_there, *row in part if is_there]


def _tallied(row: Sequence[Any], values: dict[int, set[str]]) -> Tallied:
    pk, kind, begin, end = row
    return Tallied(
        entry_id=pk,
        kind=kind,
        first=None if begin is None else month_number(begin),
        last=None if end is None else month_number(end),
        values=sorted(values.get(pk, ())),
    )


def values_of(ids: list[int]) -> dict[int, set[str]]:
    """What entries are counted under: regions as subject and in each role, and
    concepts, with all that is above them; one query."""
    return _values(entry__in=ids)


def _values(**which: object) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    tied = EntryRegion.objects.filter(**which).order_by()
    tagged = Tagging.objects.filter(**which).order_by()
    both = tied.values_list("entry_id", "region__path", "role").union(
        tagged.values_list("entry_id", "tag__path", models.Value("t")), all=True
    )
    for pk, path, role in both:
        values = _along("t", path, "|") if role == "t" else _in_role(role, path)
        found.setdefault(pk, set()).update(values)
    return found


def _in_role(role: str, path: str) -> tuple[str, ...]:
    """A place in its role, and as subject in any."""
    as_subject = _along("r", path, "/") if role in SUBJECT_ROLES else ()
    return _along(role, path, "/") + as_subject


@lru_cache(maxsize=8_192)
def _along(prefix: str, path: str, between: str) -> tuple[str, ...]:
    """The values of a place in a tree and of all above it."""
    return tuple(f"{prefix}:{key}" for key in path.rstrip(between).split(between))
