"""Counts of public entries by kind, region, tag, language and year."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from archive.models import SUBJECT_ROLES, Entry, EntryRegion, Region, Tag, Tagging
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST, from_day_number

MOST = 12


@dataclass(frozen=True)
class Value:
    """One value: as in the address, as shown, its count, and its depth."""

    value: str
    label: str
    count: int
    depth: int = 0
    is_chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """The values of one filter, most first."""

    name: str
    values: tuple[Value, ...]


def facets(ids: set[int], language: str) -> tuple[Facet, ...]:
    """Facets over entries that are public and match; five queries."""
    rows = list(
        Entry.objects.filter(pk__in=ids).values_list(
            "kind", "language", "date_earliest", "date_latest"
        )
    )
    return (
        _simple("kind", Counter(row[0] for row in rows)),
        _regions(ids, language),
        _tags(ids, language),
        _simple("language", Counter(row[1] for row in rows)),
        _years(rows),
    )


def _simple(name: str, counted: Counter[str]) -> Facet:
    return Facet(name, tuple(Value(v, v, n) for v, n in counted.most_common()))


def _regions(ids: set[int], language: str) -> Facet:
    under: defaultdict[str, set[int]] = defaultdict(set)
    tied = EntryRegion.objects.filter(entry_id__in=ids, role__in=SUBJECT_ROLES)
    for pk, path in tied.values_list("entry_id", "region__path"):
        for code in path.rstrip("/").split("/"):
            under[code].add(pk)
    named = Region.objects.filter(code__in=under).prefetch_related("names")
    most = sorted(named, key=lambda r: (-len(under[r.code]), r.path))[:MOST]
    return Facet(
        "region",
        tuple(
            Value(r.code, r.name(language), len(under[r.code]), r.path.count("/") - 1)
            for r in sorted(most, key=lambda r: r.path)
        ),
    )


def _tags(ids: set[int], language: str) -> Facet:
    tagged = Tagging.objects.filter(entry_id__in=ids).values_list("tag_id", flat=True)
    counted = Counter(tagged)
    named = Tag.objects.filter(pk__in=counted).prefetch_related("labels")
    most = sorted(named, key=lambda t: (-counted[t.pk], t.key))[:MOST]
    return Facet(
        "tag", tuple(Value(t.key, t.label(language), counted[t.pk]) for t in most)
    )


def _years(rows: list[tuple[str, str, int | None, int | None]]) -> Facet:
    years: Counter[str] = Counter()
    for _kind, _language, earliest, latest in rows:
        if earliest is None or latest is None:
            continue
        begin = latest if earliest == OPEN_EARLIEST else earliest
        end = earliest if latest == OPEN_LATEST else latest
        first, last = from_day_number(begin)[0], from_day_number(end)[0]
        years.update(str(year) for year in range(first, last + 1))
    return Facet("year", tuple(Value(y, y, years[y]) for y in sorted(years)))
