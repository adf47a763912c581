"""What the archive has of a region: by role, by year and kind, by concept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.counting import (
    Tallies,
    find_region_tallies,
)
from archive.entry_queries import (
    QueryPlan,
    choose_query_plan,
    find_entries,
    slice_entries,
)
from archive.filters import (
    ROLE_NAMES,
    ROLES,
    Branch,
    Choices,
    SearchFilters,
    make_choices,
)
from archive.models import ENTRY_KINDS, Entry, Region, TagLabel
from archive.models.entries.entry import EntryQuerySet
from archive.regions import (
    CountsByRole,
    YearTable,
    count_by_region_and_role,
    count_years_by_kind,
    make_years_from_tallies,
)
from archive.search import MatchingIds, count_by_tag, find_matching_ids
from archive.text import dates
from archive.web.lists.entry_lists import ENTRIES_PER_PAGE, keep_matching

TAGS, SOURCES = 18, 6
YEAR_PLACEHOLDER = "9999"
# In an address, where no word has such signs.
YEAR_PLACEHOLDER_QUERY = f"from={YEAR_PLACEHOLDER}&to={YEAR_PLACEHOLDER}"
# entries in one role whose tags are counted; of more none are told
MOST_COUNTED_IN_ROLE = 5_000


@dataclass(frozen=True)
class RegionCounts:
    """The entries that pass the filters, whatever their place, and their numbers."""

    filters: SearchFilters
    entries: EntryQuerySet
    held: Tallies | None
    by_role: CountsByRole
    found: MatchingIds

    @property
    def counted(self) -> dict[str, int]:
        """Entries by code, in the role that is asked for."""
        return self.by_role[self.filters.role]

    def choose_plan(self, region: Region) -> QueryPlan:
        """The quickest query plan to a page of a region's entries."""
        if self.held is None:
            return QueryPlan.ANY
        number = self.counted.get(region.code, 0)
        return choose_query_plan(
            number, number, self.held.number, self.filters.page * ENTRIES_PER_PAGE
        )

    def find_entries_in(
        self, region: Region, branch: Branch | None = None
    ) -> EntryQuerySet:
        """The entries of a region in that role; one query where its branch is not
        given."""
        known = self.filters.branches | ({region.code: branch} if branch else {})
        in_here = self.filters.but(regions=make_choices(region.code), branches=known)
        return keep_matching(
            self.found, find_entries(in_here, plan=self.choose_plan(region))
        )


@dataclass(frozen=True)
class RoleOption:
    """A role to choose, with its number where that is told."""

    name: str | Promise
    n: int | None
    url: str
    is_current: bool


@dataclass(frozen=True)
class YearCell:
    """A number of the table, and where its entries are listed."""

    n: int
    url: str


@dataclass(frozen=True)
class LinkedYear:
    """A year: a cell of each kind, and of all."""

    year: int
    cells: list[YearCell]


@dataclass(frozen=True)
class TagChip:
    """A concept with the number of its entries."""

    label: str
    n: int
    url: str


def count_regions(filters: SearchFilters) -> RegionCounts:
    """What passes the filters, regions and role left aside. Raises `Unavailable`.

    Three queries where the tallies hold it, else two with a row per entry and region.
    """
    found = find_matching_ids(filters)
    entries = keep_matching(found, find_entries(filters, "regions", "role"))
    held = None if filters.q else find_region_tallies(filters)
    return RegionCounts(
        filters, entries, held, count_by_region_and_role(entries, held), found
    )


def build_role_options(
    known: RegionCounts, path: str, code: str = ""
) -> list[RoleOption]:
    """The roles to choose from, each with its number where `code` is given."""
    named = [("", _("all but published in")), *((r, ROLE_NAMES[r]) for r in ROLES)]
    return [
        RoleOption(
            name,
            known.by_role[role].get(code, 0) if code else None,
            known.filters.url(path, role=role),
            role == known.filters.role,
        )
        for role, name in named
    ]


def describe_region_entries(
    known: RegionCounts, region: Region, here: EntryQuerySet
) -> dict[str, object]:
    """Years by kinds, tags and sources of a region, whose entries are `here`; each
    number is a link.

    Four queries at most.
    """
    if known.held is None:
        years, tags = count_years_by_kind(here), count_by_tag(here)
    else:
        found = known.held.count_region(region.code, known.filters.role)
        years, tags = make_years_from_tallies(found.by_kind), found.tags
        if (
            known.filters.role
            and known.counted.get(region.code, 0) <= MOST_COUNTED_IN_ROLE
        ):
            tags = count_by_tag(here)
    in_here = known.filters.but(regions=make_choices(region.code))
    return {
        "years": _build_year_rows(years, in_here),
        "years_are_whole": years.is_whole,
        "kind_names": [kind.plural for kind in ENTRY_KINDS.values()],
        "tags": build_tag_chips(tags, in_here),
        **_list_latest_sources(here, in_here),
    }


def _build_year_rows(years: YearTable, in_here: SearchFilters) -> list[LinkedYear]:
    """Rows of the table, latest first."""
    of_kind = {kind: _get_cell_url(in_here, make_choices(kind)) for kind in ENTRY_KINDS}
    of_all = _get_cell_url(in_here, in_here.kinds)
    rows = []
    for row in reversed(years.rows):
        dated = urlencode({"from": (text := _format_year(row.year)), "to": text})
        cells = [(of_kind[kind], n) for kind, n in row.by_kind.items()]
        urls = [
            (url.replace(YEAR_PLACEHOLDER_QUERY, dated), n)
            for url, n in (*cells, (of_all, row.total))
        ]
        rows.append(LinkedYear(row.year, [YearCell(n, url) for url, n in urls]))
    return rows


def _get_cell_url(filters: SearchFilters, kinds: Choices) -> str:
    """The address of a cell, with a year to be replaced: a table has hundreds."""
    year = dates.parse_edtf(YEAR_PLACEHOLDER)
    search = reverse("archive:search")
    return filters.url(search, kinds=kinds, date_from=year, date_to=year)


def _format_year(year: int) -> str:
    """A year as EDTF has it."""
    if -9999 <= year < 0:
        return f"-{-year:04d}"
    return f"{year:04d}" if 0 <= year <= 9999 else f"Y{year}"


def build_tag_chips(
    counted: Mapping[str, int], filters: SearchFilters | None = None
) -> list[TagChip]:
    """The concepts with most entries: to their pages, or to the search of `filters`
    with each. One query for their names."""
    most = sorted(counted, key=lambda key: (-counted[key], key))[:TAGS]
    if not most:
        return []
    language = get_language() or "en"
    slugs = [key.partition("/")[2] for key in most]
    rows = TagLabel.objects.filter(
        tag__slug__in=slugs, tag__merged_into=None, is_preferred=True
    )
    held: dict[str, dict[str, str]] = {}
    for label in rows.select_related("tag"):
        held.setdefault(label.tag.key, {})[label.language] = label.label
    search = reverse("archive:search")
    return [
        TagChip(
            _choose_label(held.get(key, {}), language) or key.partition("/")[2],
            counted[key],
            filters.url(search, tags=make_choices(key))
            if filters
            else reverse("archive:tag-detail", args=key.split("/")),
        )
        for key in most
    ]


def _choose_label(labels: Mapping[str, str], language: str) -> str:
    wanted = (language, "zh-Hans" if language.startswith("zh") else language[:2], "en")
    return next((labels[code] for code in wanted if code in labels), "")


def _list_latest_sources(
    here: EntryQuerySet, in_here: SearchFilters
) -> dict[str, object]:
    """The latest sources tied to a region; one query."""
    if "source" not in in_here.passing_kinds:
        return {"sources": []}
    found: list[Entry] = list(slice_entries(here.filter(kind="source"), 0, SOURCES))
    return {
        "sources": found,
        "all_sources": in_here.url(
            reverse("archive:search"), kinds=make_choices("source")
        ),
    }
