"""Regions."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.models import Region
from archive.regions import draw_parts_map, rank_regions
from archive.regions import suggest_regions as called_like
from archive.selection import Selection
from archive.web.errors import bad_values, index_needed, page_missing
from archive.web.lists.entry_lists import listing, pager
from archive.web.lists.filter_controls import chips, controls, hidden

from .region_context import Surroundings, around, names, surroundings
from .region_counts import Coverage, coverage, inside, roles
from .region_maps import drawing, places_of
from .region_ranking import rank

RANK = 50  # regions on one page of the list
NEAR = 6  # suggestions for what is not there


@require_safe
@index_needed
def region_list(request: HttpRequest) -> HttpResponse:
    """The world: a map and a ranked list; a name looked up leads to its page."""
    selection = Selection.from_query(request.GET)
    if selection.problems:
        return bad_values(request, selection.problems)
    sought = request.GET.get("find", "").strip()
    found = called_like(sought, NEAR)
    if len(found) == 1 and is_called(found[0], sought):
        return redirect(selection.url(found[0].get_absolute_url(), regions=()))
    selection = selection.but(regions=(), page=selection.page)
    known = coverage(selection)
    top = list(Region.objects.top().with_names(get_language() or "en"))
    pages = Paginator(rank_regions(top, known.counted), RANK)
    if selection.page > pages.num_pages:
        return page_missing(request, selection, pages.num_pages)
    context = {
        "map": _world(top, known),
        "ranked": rank(pages.page(selection.page).object_list, selection),
        "pager": pager(selection, request.path, pages.num_pages),
        "chips": chips(selection, request.path),
        "roles": roles(known, request.path),
        "find": _find(sought, found, selection),
    }
    return render(request, "regions/list.html", context)


def _world(top: list[Region], known: Coverage) -> dict[str, Any] | None:
    """The map of all countries; no query."""
    counted = {region.code: known.counted.get(region.code, 0) for region in top}
    return drawing(draw_parts_map("", counted, places_of(top)), top, known.selection)


def _find(sought: str, found: list[Region], selection: Selection) -> dict[str, Any]:
    """The box to look a region up in, with what was like the words typed there."""
    return {"sought": sought, "found": suggested(found), "hidden": hidden(selection)}


@require_safe
@index_needed
def region_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A region: names, map, what lies below and beside it, years × kinds, entries."""
    region = Region.objects.found(code)
    if region is None:
        return region_missing(request, code)
    if code != region.code:
        return moved(request, region.get_absolute_url())
    selection = Selection.from_query(request.GET)
    if selection.problems:
        return bad_values(request, selection.problems)
    selection = selection.but(regions=(), page=selection.page)
    known = coverage(selection)
    total = known.counted.get(region.code, 0)
    near = surroundings(region, is_empty=not total)
    here = known.of(region, near.branch)
    page = listing(selection, request.path, here, total, known.way(region), known.found)
    if selection.page > page.pager.pages:
        return page_missing(request, selection, page.pager.pages)
    context = {
        **_place(near, known),
        **inside(known, region, here),
        **controls(selection, request.path),
        **_roles(known, request.path, region.code),
        "listing": page,
    }
    return render(request, "regions/detail.html", context)


def _place(near: Surroundings, known: Coverage) -> dict[str, Any]:
    """Its names, what is around it, and where it goes on."""
    return {
        "region": near.region,
        **names(near.region),
        **around(near, known, known.selection),
        **_ways(near.region, known.selection),
    }


def _roles(known: Coverage, path: str, code: str) -> dict[str, Any]:
    """The roles with what is there in each, and those to go to from an empty one."""
    found = roles(known, path, code)
    elsewhere = [role for role in found if role["n"] and not role["is_current"]]
    return {"roles": found, "elsewhere": elsewhere}


def _ways(region: Region, selection: Selection) -> dict[str, str]:
    """Where a region goes on: search, timeline, feed and file of the same entries."""
    in_here = selection.but(regions=(region.code,))
    feed = reverse("archive:feed-region", args=[region.code])
    return {
        "in_search": in_here.url(reverse("archive:search")),
        "cite": selection.url(reverse("archive:region-cite", args=[region.code])),
        "on_timeline": in_here.url(reverse("archive:timeline")),
        "feed": selection.but().url(feed, sort=""),
        "csv": in_here.url(reverse("archive:search-export", args=["csv"])),
    }


def moved(request: HttpRequest, path: str) -> HttpResponse:
    """301 to an address with the parameters that came."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(path + query, permanent=True)


def region_missing(request: HttpRequest, code: str) -> HttpResponse:
    """404 that names the regions whose code or name is like it."""
    context = {
        "sought": code,
        "found": suggested(called_like(code, NEAR)),
        "region": True,
    }
    return render(request, "404.html", context, status=404)


def is_called(region: Region, text: str) -> bool:
    """Whether a text is a name or code of a region, not only like one."""
    return Region.objects.called(text).filter(pk=region.pk).exists()


def suggested(found: list[Region]) -> list[dict[str, str]]:
    """Links with name and code."""
    language = get_language() or "en"
    return [
        {"name": r.name(language), "code": r.code, "url": r.get_absolute_url()}
        for r in found
    ]
