"""Counts of public entries by kind, region, tag, language, credit and year.

Each facet counts as if nothing of its own were chosen (drill-sideways): what a value
counts is exactly what choosing that value alone, beside the other filters, finds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from archive.models import EntryRegion, Photo, Region, Tag, Tagging
from archive.models.entry import EntryQuerySet
from archive.selection import KIND_NAMES, Selection, language_name
from archive.text import dates
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST, from_day_number

MOST = 12  # values of a facet, and those that are chosen
MOST_YEARS = 24
FEW = 1_000  # ids that go into a query; above, rows are compared here


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
    """The values of one filter. `field` is the selection's name for it."""

    name: str
    field: str
    values: tuple[Value, ...]

    def choose(self, value: Value) -> dict[str, Any]:
        """The change of a selection that chooses `value`, and it alone."""
        if self.name == "undated":
            return {"undated": True, "date_from": None, "date_to": None}
        if self.name == "year":
            year = dates.parse(value.value)
            return {"date_from": year, "date_to": year, "undated": False}
        return {self.field: (value.value,)}


@dataclass(frozen=True)
class _Found:
    """A selection and the ids that its words match; None where it has no words."""

    selection: Selection
    ids: Collection[int] | None
    language: str

    def entries(self, *leave_out: str) -> EntryQuerySet:
        """Entries that pass the other filters (and, where few, match the words)."""
        entries = self.selection.entries(*leave_out).order_by()
        if self.ids is not None and len(self.ids) <= FEW:
            entries = entries.filter(pk__in=list(self.ids))
        return entries

    def match(self, rows: Iterable[tuple]) -> Iterable[tuple]:
        """Rows whose first value is the id of an entry that matches the words."""
        return (row for row in rows if self.ids is None or row[0] in self.ids)


def facets(
    selection: Selection, ids: Collection[int] | None, language: str
) -> tuple[Facet, ...]:
    """All facets over public entries that match; about ten queries."""
    found = _Found(selection, ids, language)
    return (
        _kinds(found),
        _regions(found),
        _years(found),
        _undated(found),
        _tags(found),
        _languages(found),
        _credits(found),
    )


def tag_facet(
    selection: Selection, ids: Collection[int] | None, language: str
) -> Facet:
    """The facet of tags alone."""
    return _tags(_Found(selection, ids, language))


def tag_counts(entries: EntryQuerySet) -> dict[str, int]:
    """Entries per key of a tag, those of narrower tags with them, each once."""
    tagged = Tagging.objects.filter(entry__in=entries.order_by().values("pk"))
    return _rolled_up(tagged.values_list("entry_id", "tag__path"), "|")


def _kinds(found: _Found) -> Facet:
    rows = found.match(found.entries("kinds").values_list("pk", "kind"))
    counted = Counter(row[1] for row in rows)
    chosen = found.selection.kinds
    values = (
        Value(kind, str(name), counted[kind], is_chosen=kind in chosen)
        for kind, name in KIND_NAMES.items()
        if counted[kind] or kind in chosen
    )
    return Facet("kind", "kinds", tuple(values))


def _rolled_up(rows: Iterable[tuple], separator: str) -> dict[str, int]:
    """Entries under each name of a path, each entry once."""
    under: defaultdict[str, set[int]] = defaultdict(set)
    for pk, path in rows:
        for name in path.rstrip(separator).split(separator):
            under[name].add(pk)
    return {name: len(pks) for name, pks in under.items()}


def _most(counted: dict[str, int], chosen: Iterable[str]) -> list[str]:
    """The names with most entries, and the chosen ones."""
    most = sorted(counted, key=lambda name: (-counted[name], name))[:MOST]
    kept = [name for name in chosen if not name.startswith("-") and name not in most]
    return most + kept


def _regions(found: _Found) -> Facet:
    chosen = found.selection.regions
    tied = EntryRegion.objects.filter(
        entry__in=found.entries("regions").values("pk"),
        role__in=found.selection.roles,
    ).values_list("entry_id", "region__path")
    counted = _rolled_up(found.match(tied), "/")
    shown = Region.objects.filter(code__in=_most(counted, chosen))
    values = (
        Value(
            region.code,
            region.name(found.language),
            counted.get(region.code, 0),
            region.path.count("/") - 1,
            region.code in chosen,
        )
        for region in _in_tree(shown.prefetch_related("names"), counted)
    )
    return Facet("region", "regions", tuple(values))


def _in_tree(regions: Iterable[Region], counted: dict[str, int]) -> list[Region]:
    """Regions in the order of their tree, the branch with most entries first."""

    def place(region: Region) -> list[tuple[int, str]]:
        above = region.path.rstrip("/").split("/")
        return [(-counted.get(code, 0), code) for code in above]

    return sorted(regions, key=place)


def _tags(found: _Found) -> Facet:
    chosen = found.selection.tags
    tagged = Tagging.objects.filter(
        entry__in=found.entries("tags").values("pk")
    ).values_list("entry_id", "tag__path")
    counted = _rolled_up(found.match(tagged), "|")
    keys = _most(counted, chosen)
    slugs = [key.partition("/")[2] for key in keys]
    shown = [
        tag
        for tag in Tag.objects.filter(slug__in=slugs).prefetch_related("labels")
        if tag.key in keys
    ]
    values = (
        Value(
            tag.key,
            tag.label(found.language),
            counted.get(tag.key, 0),
            is_chosen=tag.key in chosen,
        )
        for tag in sorted(shown, key=lambda t: (-counted.get(t.key, 0), t.key))
    )
    return Facet("tag", "tags", tuple(values))


def _languages(found: _Found) -> Facet:
    chosen = found.selection.languages
    rows = found.match(found.entries("languages").values_list("pk", "language"))
    counted: Counter[str] = Counter()
    for _pk, code in rows:
        counted.update({code, code.partition("-")[0]})
    bases = [c for c in counted if "-" not in c]
    shown = _most({c: counted[c] for c in bases}, chosen)
    values = (
        Value(
            code,
            language_name(code, found.language),
            counted[code],
            is_chosen=code in chosen,
        )
        for code in shown
    )
    return Facet("language", "languages", tuple(values))


def _credits(found: _Found) -> Facet:
    chosen = found.selection.credit
    lines = Photo.objects.filter(entry_ptr__in=found.entries("credit").values("pk"))
    rows = lines.exclude(credit_line="").order_by().values_list("pk", "credit_line")
    printed: Counter[str] = Counter(
        Photo(credit_line=line).credit for _pk, line in found.match(rows)
    )
    names: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for name, number in printed.most_common():
        names.setdefault(name.casefold(), name)
        counted[name.casefold()] += number
    asked = [name.casefold() for name in chosen]
    values = (
        Value(names.get(name, name), names.get(name, name), counted[name],
              is_chosen=name in asked)
        for name in _most(counted, asked)
    )  # fmt: skip
    return Facet("credit", "credit", tuple(values))


def _years(found: _Found) -> Facet:
    """Years, latest first; a closed span counts in each that it touches."""
    dated = found.entries("date_from", "date_to", "undated").dated()
    years: Counter[int] = Counter()
    rows = found.match(dated.values_list("pk", "date_earliest", "date_latest"))
    for _pk, earliest, latest in rows:
        begin = latest if earliest == OPEN_EARLIEST else earliest
        end = earliest if latest == OPEN_LATEST else latest
        first, last = from_day_number(begin)[0], from_day_number(end)[0]
        years.update(range(max(first, 0), min(last, 9999) + 1))
    latest_years = sorted(years, reverse=True)[:MOST_YEARS]
    values = (Value(f"{y:04d}", str(y), years[y]) for y in latest_years)
    return Facet("year", "", tuple(values))


def _undated(found: _Found) -> Facet:
    """How many have no date; absent where none has."""
    undated = found.entries("date_from", "date_to", "undated").undated()
    number = sum(1 for _row in found.match(undated.values_list("pk")))
    chosen = found.selection.undated
    value = Value("1", "", number, is_chosen=chosen)
    return Facet("undated", "undated", (value,) if number or chosen else ())
