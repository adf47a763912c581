"""Many tally values counted at once, by kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Case, F, Sum, When

from archive.models import Tallied, Tally
from archive.models.counts.month_numbers import PAIR_MONTH

from ._month_counts import (
    CountsByMonth,
    MonthCounts,
    build_month_counts,
    build_pair_counts,
)

PAIR = " t:"  # between a region and a concept
# The first month of the year of a tally; special months (below 0) stay as they are.
JANUARY = Case(When(month__gte=0, then=F("month") / 12 * 12), default=F("month"))
CountsByKind = dict[str, dict[str, CountsByMonth]]  # by value, then by kind


def count_values_by_kind(
    values: Collection[str],
    kinds: Collection[str],
    changes: Iterable[tuple[Tallied, int]],
    *,
    is_by_month: bool,
) -> dict[str, dict[str, MonthCounts]]:
    """The entries of each value by kind, in each month or in the first of its year;
    pairs of a region and a tag by year only.

    `changes` are added: counts of an entry, with the sign. One query for plain values,
    one for pairs.
    """
    counts: CountsByKind = {
        value: {kind: CountsByMonth() for kind in kinds} for value in values
    }
    _add_plain_values(counts, kinds, is_by_month=is_by_month)
    _add_pairs(counts, kinds)
    _add_changes(counts, changes, is_by_month=is_by_month)
    return {
        value: {kind: _build_counts(value, months) for kind, months in by_kind.items()}
        for value, by_kind in counts.items()
    }


def _build_counts(value: str, months: CountsByMonth) -> MonthCounts:
    return build_pair_counts(months) if PAIR in value else build_month_counts(months)


def _add_changes(
    counts: CountsByKind, changes: Iterable[tuple[Tallied, int]], *, is_by_month: bool
) -> None:
    for row, sign in changes:
        for ((value, kind, month), part), n in row.list_counts(sign).items():
            if value in counts:
                stands_in = month if is_by_month or month < 0 else month // 12 * 12
                counts[value][kind][stands_in, part] += n


def _add_plain_values(
    counts: CountsByKind, kinds: Collection[str], *, is_by_month: bool
) -> None:
    plain = [value for value in counts if PAIR not in value]
    if not plain:
        return
    rows = Tally.objects.filter(value__in=plain, kind__in=kinds).order_by()
    columns = rows.values_list("value", "kind", "month" if is_by_month else JANUARY)
    for value, kind, month, starts, ends in columns.annotate(
        Sum("starts"), Sum("ends")
    ):
        counts[value][kind][month, "starts"] += starts
        counts[value][kind][month, "ends"] += ends


def _add_pairs(counts: CountsByKind, kinds: Collection[str]) -> None:
    pairs = [value for value in counts if PAIR in value]
    if not pairs:
        return
    rows = Tally.objects.filter(value__in=pairs, kind__in=kinds, month=PAIR_MONTH)
    columns = rows.order_by().values_list("value", "kind", "starts", "years")
    for value, kind, total, years in columns:
        counts[value][kind][PAIR_MONTH, "starts"] += total
        for part, n in years.items():
            counts[value][kind][PAIR_MONTH, part] += n
