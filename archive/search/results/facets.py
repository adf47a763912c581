"""Counts of public entries by kind, region, tag, language, credit and year.

Each facet counts as if nothing of its own were chosen (drill-sideways): what a value
counts is exactly what choosing that value alone, beside the other filters, finds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from archive.filters import (
    Choice,
    SearchFilters,
    list_chosen,
    make_choices,
    name_language,
)
from archive.models import ENTRY_KINDS
from archive.search.engines.protocol import ColumnCount
from archive.search.query.index_filters import choose_region_column
from archive.text import dates
from archive.text.collation import collation_key

from .facet_labels import (
    CountsByValue,
    load_region_labels,
    load_tag_labels,
    rank_tree,
)

MOST_FACET_VALUES = 12  # values of a facet, and those that are chosen
MOST_FACET_YEARS = 24
SINGLE_VALUED_FACETS = {
    "undated": "",
    "year": "",
}  # facets without a repeated parameter


@dataclass(frozen=True)
class FacetValue:
    """One value: as in the address, as shown, its count, and its depth. Without an
    index there is no count."""

    value: str
    label: str
    count: int | None
    depth: int = 0
    is_chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """The values of one filter. `field` is its name in `SearchFilters`, `number` how
    many values have entries, where not all are among `values`."""

    name: str
    field: str
    values: tuple[FacetValue, ...]
    number: int = 0

    def choose(self, value: FacetValue) -> dict[str, Any]:
        """The change of the filters that chooses `value`, and it alone."""
        if self.name == "undated":
            return {"undated": True, "date_from": None, "date_to": None}
        if self.name == "year":
            year = dates.parse_edtf(value.value)
            return {"date_from": year, "date_to": year, "undated": False}
        return {self.field: make_choices(value.value)}

    def exclude(self, value: FacetValue, filters: SearchFilters) -> dict[str, Any]:
        """The change that leaves `value` out, what else is chosen kept; {} for years
        and for what has no date."""
        if self.name in SINGLE_VALUED_FACETS:
            return {}
        other_choices = [
            c for c in filters.choices(self.field) if c != Choice(value.value)
        ]
        without = Choice(value.value, excluded=True)
        return {self.field: tuple(dict.fromkeys((*other_choices, without)))}


class FacetBuilder:
    """What to count of a search, and the facets made of the counts."""

    def __init__(self, filters: SearchFilters, language: str) -> None:
        self.filters = filters
        self.language = language
        self.is_counted = True
        self.most: int | None = MOST_FACET_VALUES  # None for all values
        self.column_counts = {
            "kind": ColumnCount("kind", "kinds"),
            "region": ColumnCount(choose_region_column(filters), "regions"),
            "first": ColumnCount("first_year", "date"),
            "last": ColumnCount("last_year", "date"),
            "all": ColumnCount("kind", "date"),
            "tag": ColumnCount("tags", "tags"),
            "language": ColumnCount("base_language", "languages"),
            "credit": ColumnCount("credit_name", "credit"),
        }
        if any("-" in code for code in self._list_chosen("languages")):
            self.column_counts["variant"] = ColumnCount("language", "languages")

    @property
    def counts(self) -> tuple[ColumnCount, ...]:
        """The counts that an answer must hold."""
        return tuple(self.column_counts.values())

    def make_facets(self, counts: tuple[CountsByValue, ...]) -> tuple[Facet, ...]:
        """All facets; two queries for names. Without counts, as without an index, only
        what is chosen."""
        counted = dict(zip(self.column_counts, counts, strict=True)) if counts else {}
        self.is_counted = bool(counts)
        return (
            self._make_kinds(counted.get("kind", {})),
            self._make_regions(counted.get("region", {})),
            self._make_years(counted.get("first", {}), counted.get("last", {})),
            self._make_undated(counted.get("all", {}), counted.get("first", {})),
            self._make_tags(counted.get("tag", {})),
            self._make_languages(
                counted.get("language", {}), counted.get("variant", {})
            ),
            self._make_credits(counted.get("credit", {})),
        )

    def _make_tags(self, counts: CountsByValue) -> Facet:
        """The tags with most entries, and the chosen ones."""
        chosen = self._list_chosen("tags")
        tags = load_tag_labels(self._most_frequent_values(counts), chosen)
        tags.sort(
            key=lambda tag: (
                -counts.get(tag.pk, 0),
                collation_key(tag.tag_label(self.language), self.language),
            )
        )
        return Facet(
            "tag",
            "tags",
            tuple(
                self._make_value(
                    t.key, t.tag_label(self.language), counts.get(t.pk, 0), chosen
                )
                for t in tags
            ),
            len(counts),
        )

    def _make_value(
        self, value: str, label: str, count: int, chosen: Iterable[str], depth: int = 0
    ) -> FacetValue:
        counted = count if self.is_counted else None
        return FacetValue(value, label, counted, depth, value in chosen)

    def _most_frequent_values(self, counts: CountsByValue) -> list[int | str]:
        """The values with most entries."""
        return sorted(counts, key=lambda value: (-counts[value], value))[: self.most]

    def _list_chosen(self, field: str) -> list[str]:
        return list_chosen(self.filters.choices(field))

    def _make_kinds(self, counts: CountsByValue) -> Facet:
        chosen = self._list_chosen("kinds")
        return Facet(
            "kind",
            "kinds",
            tuple(
                self._make_value(name, str(kind.label), counts.get(name, 0), chosen)
                for name, kind in ENTRY_KINDS.items()
                if counts.get(name) or name in chosen
            ),
        )

    def _make_regions(self, counts: CountsByValue) -> Facet:
        chosen = self._list_chosen("regions")
        frequent = self._most_frequent_values(counts)
        regions = load_region_labels(frequent, chosen)
        names = {region.key: region.region_name(self.language) for region in regions}
        values = (
            self._make_value(
                region.key,
                names[region.key],
                counts.get(region.pk, 0),
                chosen,
                region.depth,
            )
            for region in rank_tree(regions, names, counts, self.language)
        )
        return Facet("region", "regions", tuple(values), len(counts))

    def _make_languages(self, based: CountsByValue, variants: CountsByValue) -> Facet:
        """Languages without what they are spoken in; a chosen one as it is chosen."""
        chosen = self._list_chosen("languages")
        counts = dict(based)
        for code in chosen:
            if "-" in code:
                pairs = ((str(value), n) for value, n in variants.items())
                counts[code] = sum(
                    n for v, n in pairs if f"{v}-".startswith(f"{code}-")
                )
        codes = dict.fromkeys((*map(str, self._most_frequent_values(based)), *chosen))
        return Facet(
            "language",
            "languages",
            tuple(
                self._make_value(
                    c, name_language(c, self.language), counts.get(c, 0), chosen
                )
                for c in codes
            ),
            len(based),
        )

    def _make_credits(self, counts: CountsByValue) -> Facet:
        """Names as most print them, in capitals or not."""
        names: dict[str, str] = {}
        folded: Counter[int | str] = Counter()
        for name in sorted(map(str, counts), key=lambda n: (-counts[n], n)):
            names.setdefault(name.casefold(), name)
            folded[name.casefold()] += counts[name]
        chosen = [name.casefold() for name in self._list_chosen("credit")]
        return Facet(
            "credit",
            "credit",
            tuple(
                self._make_value(
                    names.get(n, n),
                    names.get(n, n),
                    folded[n],
                    [names.get(name, name) for name in chosen],
                )
                for n in dict.fromkeys(
                    (*map(str, self._most_frequent_values(folded)), *chosen)
                )
            ),
            len(folded),
        )

    def _make_years(self, first: CountsByValue, last: CountsByValue) -> Facet:
        """Years with entries, latest first."""
        values = (
            FacetValue(f"{year:04d}", str(year), number)
            for year, number in _iter_years(first, last)
            if number
        )
        return Facet("year", "", tuple(islice(values, MOST_FACET_YEARS)))

    def _make_undated(self, everything: CountsByValue, first: CountsByValue) -> Facet:
        """How many have no date; absent where none has."""
        number = sum(everything.values()) - sum(first.values())
        chosen = ("1",) if self.filters.undated else ()
        value = self._make_value("1", "", number, chosen)
        return Facet("undated", "undated", (value,) if number or chosen else ())


def _iter_years(first: CountsByValue, last: CountsByValue) -> Iterator[tuple[int, int]]:
    """(year, entries), latest first; a closed span counts in each year that it
    touches: what has begun by then, less what is over."""
    if not first:
        return
    year = min(max(int(y) for y in last), 9999)
    begun = sum(n for y, n in first.items() if int(y) <= year)
    running = begun - sum(n for y, n in last.items() if int(y) < year)
    least = max(min(int(y) for y in first), 0)
    while year >= least:
        yield year, running
        running += last.get(year - 1, 0) - first.get(year, 0)
        year -= 1
