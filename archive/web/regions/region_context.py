"""The surroundings of a region: above, below, beside, and nearest with entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils.translation import get_language

from archive.filters import Branch, SearchFilters
from archive.models import Region
from archive.regions import (
    draw_parts_map,
    draw_points_map,
    find_base_map,
    find_nearest,
    find_neighbours,
    get_base_map,
    measure_kilometres,
    rank_regions,
)
from archive.text.collation import region_collation_key

from .region_counts import RegionCounts
from .region_maps import (
    build_map_drawing,
    get_locator_picture,
    get_map_point,
    list_map_points,
)
from .region_ranking import (
    LocalName,
    RankedRegion,
    build_ranking,
    get_text_direction,
)

BESIDE, NEAREST, EMPTY = 8, 3, 60


@dataclass(frozen=True)
class RegionContext:
    """A region and those around it, with names prefetched.

    `siblings` share its parent and `neighbours` border on it.
    """

    region: Region
    ancestors: list[Region]
    descendants: list[Region]
    siblings: list[Region]
    neighbours: list[Region]
    ancestor_siblings: list[list[Region]]  # those of the nearest ancestor first

    @property
    def branch(self) -> Branch:
        """The branch of the region."""
        ids = (self.region.pk, *(each.pk for each in self.descendants))
        return Branch(self.region.path, ids)


@dataclass(frozen=True)
class RegionLink:
    """A link to a region, with its number of entries where known.

    For the nearest ones also whether it borders on this region, or how many
    `kilometres` away it is.
    """

    name: str
    url: str
    count: int | None = None
    is_neighbour: bool = False
    kilometres: int | None = None


def load_region_context(region: Region, *, is_empty: bool) -> RegionContext:
    """Two queries."""
    codes = region.path.rstrip("/").split("/")
    touching = find_neighbours(region.code)
    condition = _select_surroundings(region, codes, touching, is_empty=is_empty)
    read = Region.objects.filter(condition).listed()
    read = read.with_names(get_language() or "en", whole=region.code)
    by_code = {each.code: each for each in read}
    above, beyond = (
        [by_code[code] for code in some if code in by_code]
        for some in (codes[:-1], touching)
    )

    def beside(one: Region) -> list[Region]:
        level = (each for each in read if each.parent_id == one.parent_id)
        return [each for each in level if each.pk != one.pk]

    return RegionContext(
        by_code[region.code],
        above,
        [r for r in read if r.path.startswith(region.path) and r.pk != region.pk],
        beside(region),
        beyond,
        [beside(one) for one in reversed(above)],
    )


def _select_surroundings(
    region: Region, codes: list[str], touching: Collection[str], *, is_empty: bool
) -> Q:
    """The regions to load around one.

    Siblings are loaded only where no outline tells what touches the region; where it is
    empty, also siblings of its ancestors, to find the nearest with entries.
    """
    condition = Q(path__startswith=region.path) | Q(code__in=[*codes, *touching])
    if is_empty or not touching:
        condition |= Q(parent=region.parent_id)
    if is_empty:
        condition |= Q(parent__code__in=codes[:-1]) | Q(parent=None)
    return condition


def build_region_context(
    near: RegionContext, counts: RegionCounts, filters: SearchFilters
) -> dict[str, object]:
    """Breadcrumbs, map, ranked list, neighbours, and the nearest regions with entries;
    no query."""
    region, counted = near.region, counts.counted
    is_chart = get_base_map(region.code) is not None
    children = [each for each in near.descendants if each.parent_id == region.pk]
    if is_chart:
        drawn = draw_parts_map(
            region.code, _select_counts(counted, children), list_map_points(children)
        )
    elif find_base_map(region.code):
        counts_below = _select_counts(counted, near.descendants)
        drawn = draw_points_map(
            region.code, counts_below, list_map_points(near.descendants)
        )
    else:
        drawn = None
    return {
        "above": _build_region_links(near.ancestors, filters),
        "map": build_map_drawing(drawn, [*near.descendants, near.region], filters),
        "picture": get_locator_picture(region),
        "ranked": _build_tree(near, counted, filters),
        "empty_below": _build_region_links(
            _sort_by_name(each for each in children if not counted.get(each.code))[
                :EMPTY
            ],
            filters,
        ),
        "touches": bool(near.neighbours),
        "beside": _build_region_links(_list_neighbours(near), filters, counted),
        "nearest": _list_nearest(near, counted, filters),
        "nowhere": not any(counted.values()),
    }


def _build_tree(
    near: RegionContext, counted: dict[str, int], filters: SearchFilters
) -> list[RankedRegion]:
    """The regions below that have entries, each with those in it."""
    most = counted.get(near.region.code, 0)
    by_parent: defaultdict[int | None, list[Region]] = defaultdict(list)
    for each in near.descendants:
        by_parent[each.parent_id].append(each)

    def list_below(pk: int) -> list[RankedRegion]:
        ranked = rank_regions(by_parent[pk], counted)
        rows = build_ranking(ranked, filters, most=most)
        return [
            replace(row, below=list_below(region.pk))
            for row, (region, _number) in zip(rows, ranked, strict=True)
        ]

    return list_below(near.region.pk)


def _sort_by_name(regions: Iterable[Region]) -> list[Region]:
    """Regions in the order of the reader's language."""
    language = get_language() or "en"
    return sorted(
        regions,
        key=lambda each: region_collation_key(each.code, each.name(language), language),
    )


def _select_counts(
    counted: dict[str, int], regions: Iterable[Region]
) -> dict[str, int]:
    """The counts of these regions only."""
    codes = {region.code for region in regions}
    return {code: n for code, n in counted.items() if code in codes}


def _list_neighbours(near: RegionContext) -> list[Region]:
    """The regions that touch it on the map; without an outline, its nearest
    siblings."""
    here = get_map_point(near.region)
    if near.neighbours or here is None:
        return near.neighbours
    by_code = {region.code: region for region in near.siblings}
    nearest = find_nearest(here, list_map_points(near.siblings), BESIDE)
    return [by_code[place.code] for place in nearest]


def _list_nearest(
    near: RegionContext, counted: dict[str, int], filters: SearchFilters
) -> list[RegionLink]:
    """Where a reader can go from a region without entries.

    The nearest ancestor that has some, then siblings with entries, or else siblings of
    ancestors; each touches the region or says how many kilometres away it is.
    """
    if counted.get(near.region.code):
        return []
    above = next((r for r in reversed(near.ancestors) if counted.get(r.code)), None)
    links = _build_region_links([above] if above else [], filters, counted)
    having = _find_level_with_entries(near, counted)
    here, touching = get_map_point(near.region), {r.code for r in near.neighbours}
    for region in _sort_by_distance(near, having)[:NEAREST]:
        (link,) = _build_region_links([region], filters, counted)
        place = get_map_point(region)
        if region.code in touching:
            link = replace(link, is_neighbour=True)
        elif here and place:
            link = replace(link, kilometres=round(measure_kilometres(here, place)))
        links.append(link)
    return links


def _find_level_with_entries(
    near: RegionContext, counted: dict[str, int]
) -> list[Region]:
    """The regions with entries on the lowest level that has any."""
    for level in (near.siblings, *near.ancestor_siblings):
        with_entries = [region for region in level if counted.get(region.code)]
        if with_entries:
            return with_entries
    return []


def _sort_by_distance(near: RegionContext, regions: list[Region]) -> list[Region]:
    """Regions that touch it first, then by distance, then those without a point."""
    here, by_code = get_map_point(near.region), {r.code: r for r in regions}
    touching = [r for r in near.neighbours if r.code in by_code]
    places = find_nearest(here, list_map_points(regions), len(regions)) if here else []
    points = [by_code[place.code] for place in places]
    return list(dict.fromkeys([*touching, *points, *regions]))


def _build_region_links(
    regions: Iterable[Region],
    filters: SearchFilters,
    counted: dict[str, int] | None = None,
) -> list[RegionLink]:
    language = get_language() or "en"
    return [
        RegionLink(
            region.name(language),
            filters.url(region.get_absolute_url(), regions=(), sort=""),
            counted.get(region.code, 0) if counted is not None else None,
        )
        for region in regions
    ]


def describe_region_names(region: Region) -> dict[str, object]:
    """The names of a region: in the reader's language, in local languages, and
    others."""
    language = get_language() or "en"
    name = region.name(language)
    others = [n for n in region.names.all() if n.is_preferred and n.name != name]
    preferred = {n.name: n for n in reversed(others)}  # each once
    names_shown = {name, *preferred}
    further = {n.name: n for n in region.names.all() if n.name not in names_shown}
    return {
        "name": name,
        "names": [
            LocalName(n.name, n.language, get_text_direction(n.language))
            for n in reversed(preferred.values())
        ],
        "other_names": [
            LocalName(n.name, n.language, get_text_direction(n.language))
            for n in further.values()
        ],
    }
