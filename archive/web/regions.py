"""Regions: by code, and a page for each."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.models import Region
from archive.regions import counts, ranked, shapes, years_by_kind
from archive.selection import Selection

from .errors import bad_values, page_missing
from .lists import items, ordered, page_of
from .tags import used


@dataclass(frozen=True)
class Place:
    """A region in the reader's language, with how many entries it has."""

    region: Region
    name: str
    count: int = 0


def ranked_places(counted: dict[str, int], parent: Region | None = None) -> list[Place]:
    """The places below `parent` that have entries, most first."""
    language = get_language() or "en"
    pairs = ranked(counted, parent)
    return [Place(region, region.name(language), n) for region, n in pairs]


@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    """All places that have entries, with the two maps."""
    selection = Selection.from_query(request.GET)
    if selection.problems:
        return bad_values(request, selection.problems)
    counted = counts(selection.entries(), selection.roles)
    china = Region.objects.filter(code="CN").first()
    context = {
        "selection": selection,
        "countries": ranked_places(counted),
        "provinces": ranked_places(counted, china) if china else [],
        "world": shapes("world", counted),
        "china": shapes("china", counted),
    }
    return render(request, "regions/list.html", context)


@require_safe
def region_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One place: its entries, years, tags, the places above, below and beside."""
    region = get_object_or_404(Region, code=code.upper())
    if code != region.code:
        return redirect(region, permanent=True)
    selection = Selection.from_query(request.GET)
    if selection.problems:
        return bad_values(request, selection.problems)
    every = selection.entries()
    entries = every.in_region(region, selection.roles)
    page = page_of(ordered(entries, selection.sort), selection.page)
    if page is None:
        return page_missing(request, selection.page)
    counted = counts(every, selection.roles)
    context = {
        "selection": selection,
        "page": page,
        "items": items(page.object_list),
        "years": years_by_kind(entries),
        "concepts": used(entries)[:20],
        **around(region, counted),
    }
    return render(request, "regions/detail.html", context)


def around(region: Region, counted: dict[str, int]) -> dict[str, object]:
    """The place itself, its other names, map, ancestors, children and siblings."""
    language = get_language() or "en"
    name = region.name(language)
    codes = region.path.rstrip("/").split("/")
    above = Region.objects.filter(code__in=codes[:-1]).prefetch_related("names")
    beside = ranked_places(counted, region.parent)
    return {
        "region": region,
        "name": name,
        "other_names": [n for n in region.names.all() if n.name != name],
        "count": counted.get(region.code, 0),
        "ancestors": [Place(r, r.name(language)) for r in above],
        "children": ranked_places(counted, region),
        "neighbours": [p for p in beside if p.region != region][:12],
        "map": shapes("china" if codes[0] == "CN" else "world", counted),
    }
