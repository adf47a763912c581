"""CSL records of pages that are cited and are no entry; which one an address is."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from archive import baskets
from archive.citations import (
    CslRecord,
    basket_record,
    comparison_record,
    narrative_record,
    region_record,
    search_record,
)
from archive.filters import SearchFilters, parse_filters
from archive.models import Narrative, Region
from archive.narratives import load_public_narratives
from archive.search import count_results
from archive.text import idcodes
from archive.web.compare.side_names import name_side, write_sides
from archive.web.compare.sides import ComparedSide, list_problems, parse_sides
from archive.web.regions.region_counts import count_in_region
from archive.web.search_slots import hold_search_slot


def count_search_record(filters: SearchFilters, language: str) -> CslRecord:
    """A search with the number of entries that it finds today. Raises
    `SearchUnavailable` and `TooManySearches`, as all of these."""
    filters = filters.without_basket()
    with hold_search_slot(filters.q):
        number = count_results(filters).number
    path = filters.url(reverse("archive:search"))
    return search_record(filters.q, number, path, timezone.localdate(), language)


def count_region_record(
    region: Region, filters: SearchFilters, language: str
) -> CslRecord:
    """A region's page with the number of entries that it has today."""
    filters = filters.without_basket().with_changes(regions=())
    with hold_search_slot(filters.q):
        number = count_in_region(filters, region)
    path, day = filters.url(region.get_absolute_url()), timezone.localdate()
    name = region.name(language)
    return region_record(name, region.code, number, path, day, language)


def count_comparison_record(
    sides: tuple[ComparedSide, ComparedSide], language: str
) -> CslRecord:
    """A comparison with the numbers that its sides have today."""
    with hold_search_slot(" ".join(side.filters.q for side in sides).strip()):
        numbers = [count_results(side.filters).number for side in sides]
    counted = list(zip(map(name_side, sides), numbers, strict=True))
    path = f"{reverse('archive:compare')}?{write_sides(sides)}"
    return comparison_record(counted, path, timezone.localdate(), language)


def find_page_record(address: str, language: str) -> CslRecord | None:
    """The record of the page at an address of this site, whole or without its host;
    None where there is no page that is cited, or its filters cannot be read."""
    parts = urlsplit(address)
    if parts.netloc and not address.startswith(f"{settings.BASE_URL}/"):
        return None
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    find = _FINDERS.get(match.url_name or "")
    return find(QueryDict(parts.query), language, **match.kwargs) if find else None


def _find_search_record(query: QueryDict, language: str) -> CslRecord | None:
    filters = parse_filters(query)
    return None if filters.problems else count_search_record(filters, language)


def _find_region_record(query: QueryDict, language: str, code: str) -> CslRecord | None:
    filters = parse_filters(query)
    region = Region.objects.listed().find_by_code(code)
    if filters.problems or region is None:
        return None
    return count_region_record(region, filters, language)


def _find_comparison_record(query: QueryDict, language: str) -> CslRecord | None:
    sides = parse_sides(query)
    if list_problems(sides) or not all(side.is_chosen for side in sides):
        return None
    return count_comparison_record(sides, language)


def _find_narrative_record(
    _query: QueryDict, _language: str, narrative: str, slug: str = ""
) -> CslRecord | None:
    try:
        code = idcodes.parse_id_code(narrative)
    except idcodes.IdCodeError:
        return None
    public = Narrative.objects.public().with_published().filter(id_code=code)
    for one in load_public_narratives(public, with_vocabulary=False):
        return narrative_record(one.id_code_display, one.title, one.url, one.language)
    return None


def _find_basket_record(
    _query: QueryDict, language: str, list_key: str
) -> CslRecord | None:
    """A saved basket with the number of its entries that are public today."""
    basket = baskets.load_basket(list_key)
    if basket is None:
        return None
    total, day = len(baskets.public_entry_keys(basket)), timezone.localdate()
    path = reverse("archive:basket-kept", args=[list_key])
    return basket_record(basket.title, total, path, day, language)


_FINDERS: dict[str, Callable[..., CslRecord | None]] = {
    "search": _find_search_record,
    "search-cite": _find_search_record,
    "region-detail": _find_region_record,
    "region-cite": _find_region_record,
    "compare": _find_comparison_record,
    "compare-cite": _find_comparison_record,
    "narrative-short": _find_narrative_record,
    "narrative-detail": _find_narrative_record,
    "basket-kept": _find_basket_record,
}
