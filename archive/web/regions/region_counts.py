"""Entries of regions counted: by role, by year and kind, by tag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.counting import CountsByRole, count_rows_by_role
from archive.entry_queries import (
    QueryPlan,
    choose_query_plan,
    find_entries,
    slice_entries,
)
from archive.filters import (
    ROLE_TAB_NAMES,
    ROLES,
    Branch,
    Choices,
    SearchFilters,
    make_choices,
)
from archive.models import ENTRY_KINDS, Entry, Region, TagLabel
from archive.models.entries.entry import EntryQuerySet
from archive.models.vocabulary.preferred_names import choose_name
from archive.regions import YearTable, count_years_by_kind, make_year_table
from archive.search import (
    CountsUnavailable,
    MatchingIds,
    count_by_tag,
    count_kinds_and_tags,
    count_roles,
    find_matching_ids,
)
from archive.text import dates
from archive.text.collation import collation_key
from archive.web.lists.entry_lists import ENTRIES_PER_PAGE, keep_matching

TAGS, SOURCES = 18, 6
YEAR_PLACEHOLDER = "9999"
# Stands in a table's addresses until each year replaces it.
YEAR_PLACEHOLDER_QUERY = f"from={YEAR_PLACEHOLDER}&to={YEAR_PLACEHOLDER}"


@dataclass(frozen=True)
class RegionCounts:
    """The entries that pass the filters, in whatever region, counted by region.

    `matches` are the hits of the words; `documents` are all entries of the index, where
    it counted.
    """

    filters: SearchFilters
    entries: EntryQuerySet
    by_role: CountsByRole
    matches: MatchingIds
    documents: int = 0

    @property
    def counted(self) -> dict[str, int]:
        """Entries by region code, in the role that the filters set."""
        return self.by_role[self.filters.role]

    def choose_plan(self, region: Region) -> QueryPlan:
        """The quickest query plan to read the filters' page of a region's entries."""
        if not self.documents:
            return QueryPlan.ANY
        number = self.counted.get(region.code, 0)
        return choose_query_plan(
            number,
            number,
            self.documents,
            self.filters.page * ENTRIES_PER_PAGE,
        )

    def find_entries_in(
        self, region: Region, branch: Branch | None = None
    ) -> EntryQuerySet:
        """The entries of a region in the filters' role; one query at once, unless its
        `branch` is given."""
        branches = self.filters.branches | ({region.code: branch} if branch else {})
        in_here = self.filters.with_changes(
            regions=make_choices(region.code), branches=branches
        )
        return keep_matching(
            self.matches, find_entries(in_here, plan=self.choose_plan(region))
        )


@dataclass(frozen=True)
class RoleOption:
    """A role to choose, with its number of entries where a region is given."""

    name: str | Promise
    count: int | None
    url: str
    is_current: bool


@dataclass(frozen=True)
class YearCell:
    """A number of the table, and the address that lists those entries."""

    count: int
    url: str


@dataclass(frozen=True)
class LinkedYear:
    """A row of the table: a cell for each kind, and one for all."""

    year: int
    cells: list[YearCell]


@dataclass(frozen=True)
class TagChip:
    """A tag with the number of its entries."""

    label: str
    count: int
    url: str


def count_regions(filters: SearchFilters) -> RegionCounts:
    """Count by region what passes the filters, leaving out their regions and role.

    The index counts in an archive that is not small; else two queries read a row per
    entry and region. Raises `SearchUnavailable` where the words need an index that
    can't be read.
    """
    matches = find_matching_ids(filters)
    entries = keep_matching(matches, find_entries(filters, "regions", "role"))
    of_index = count_roles(filters)
    if of_index is None:
        by_role, documents = count_rows_by_role(entries), 0
    else:
        by_role, documents = of_index.by_role, of_index.entries_total
    return RegionCounts(filters, entries, by_role, matches, documents)


def count_in_region(filters: SearchFilters, region: Region) -> int:
    """How many entries a region has; its rows, where nothing else can count."""
    try:
        return count_regions(filters).counted.get(region.code, 0)
    except CountsUnavailable:
        in_here = filters.with_changes(regions=make_choices(region.code))
        return find_entries(in_here).count()


def build_role_options(
    counts: RegionCounts, path: str, code: str = ""
) -> list[RoleOption]:
    """The roles to choose from, each with its number where `code` is given."""
    named = [("", _("Any connection")), *((r, ROLE_TAB_NAMES[r]) for r in ROLES)]
    return [
        RoleOption(
            name,
            counts.by_role[role].get(code, 0) if code else None,
            counts.filters.url(path, role=role),
            role == counts.filters.role,
        )
        for role, name in named
    ]


def describe_region_entries(
    counts: RegionCounts,
    region: Region,
    here: EntryQuerySet,
    branch: Branch | None = None,
) -> dict[str, object]:
    """The template context of a region: years by kind, tags and latest sources.

    `here` are the region's entries. Six queries at most, five with its `branch`.
    """
    branches = counts.filters.branches | ({region.code: branch} if branch else {})
    in_here = counts.filters.with_changes(
        regions=make_choices(region.code), branches=branches
    )
    years, tags = _count_years_and_tags(counts, in_here, here)
    return {
        "years": _build_year_rows(years, in_here),
        "years_are_whole": years.is_whole,
        "kind_names": [kind.plural for kind in ENTRY_KINDS.values()],
        "tags": build_tag_chips(tags, in_here),
        **_list_latest_sources(here, in_here),
    }


def _count_years_and_tags(
    counts: RegionCounts, in_here: SearchFilters, here: EntryQuerySet
) -> tuple[YearTable, Mapping[str, int]]:
    """A region's entries by year and kind, and by tag: from the index, or the rows
    `here`."""
    of_index = count_kinds_and_tags(in_here) if counts.documents else None
    if of_index is None:
        return count_years_by_kind(here), count_by_tag(here)
    return make_year_table(of_index.by_kind), of_index.tags


def _build_year_rows(years: YearTable, in_here: SearchFilters) -> list[LinkedYear]:
    """Rows of the table, latest first."""
    of_kind = {kind: _get_cell_url(in_here, make_choices(kind)) for kind in ENTRY_KINDS}
    of_all = _get_cell_url(in_here, in_here.kinds)
    rows = []
    for row in reversed(years.rows):
        dated = urlencode({"from": (text := dates.format_year(row.year)), "to": text})
        cells = [(of_kind[kind], n) for kind, n in row.by_kind.items()]
        urls = [
            (url.replace(YEAR_PLACEHOLDER_QUERY, dated), n)
            for url, n in (*cells, (of_all, row.total))
        ]
        rows.append(LinkedYear(row.year, [YearCell(n, url) for url, n in urls]))
    return rows


def _get_cell_url(filters: SearchFilters, kinds: Choices) -> str:
    """The address of a cell, with a placeholder for the year: building hundreds of
    addresses one by one is slow."""
    year = dates.parse_edtf(YEAR_PLACEHOLDER)
    search = reverse("archive:search")
    return filters.url(search, kinds=kinds, date_from=year, date_to=year)


def build_tag_chips(
    counted: Mapping[str, int], filters: SearchFilters | None = None
) -> list[TagChip]:
    """The tags with most entries, linked to their pages, or with `filters` to a search
    for them. One query for their names."""
    most = sorted(counted, key=lambda key: (-counted[key], key))[:TAGS]
    if not most:
        return []
    language = get_language() or "en"
    slugs = [key.partition("/")[2] for key in most]
    rows = TagLabel.objects.filter(
        tag__slug__in=slugs, tag__merged_into=None, is_preferred=True
    )
    labels: dict[str, dict[str, str]] = {}
    for label in rows.select_related("tag"):
        labels.setdefault(label.tag.key, {})[label.language] = label.label
    search = reverse("archive:search")
    chips = [
        TagChip(
            choose_name(labels.get(key, {}), language) or key.partition("/")[2],
            counted[key],
            filters.url(search, tags=make_choices(key))
            if filters
            else reverse("archive:tag-detail", args=key.split("/")),
        )
        for key in most
    ]
    return sorted(
        chips, key=lambda chip: (-chip.count, collation_key(chip.label, language))
    )


def _list_latest_sources(
    here: EntryQuerySet, in_here: SearchFilters
) -> dict[str, object]:
    """The latest sources tied to a region; one query."""
    if "source" not in in_here.passing_kinds:
        return {"sources": []}
    sources: list[Entry] = list(slice_entries(here.filter(kind="source"), 0, SOURCES))
    return {
        "sources": sources,
        "all_sources": in_here.url(
            reverse("archive:search"), kinds=make_choices("source")
        ),
    }
