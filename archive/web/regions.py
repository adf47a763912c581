"""Regions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.models import Region, RegionName
from archive.models.entry import EntryQuerySet
from archive.regions import (
    counts,
    extent_of,
    neighbours,
    ranked,
    years_by_kind,
)
from archive.search import tag_facet
from archive.selection import Selection
from archive.text import dates

from .errors import bad_values, index_needed, page_missing
from .filters import chips, controls
from .lists import listing, narrowed, pager
from .maps import drawing

RIGHT_TO_LEFT = ("ug",)
RANK = 50  # regions on one page of the list


def rank(pairs: Iterable[tuple[Region, int]], selection: Selection) -> list[dict]:
    """Rows of a ranked list: names in the scripts held, count, share of the most."""
    language = get_language() or "en"
    rows: list[dict] = []
    for region, n in pairs:
        name = region.name(language)
        held = {r.language: r.name for r in region.names.all() if r.is_preferred}
        most = rows[0]["n"] if rows else n
        rows.append(
            {
                "name": name,
                "url": selection.url(region.get_absolute_url(), regions=(), sort=""),
                "n": n,
                "share": max(1, round(100 * n / most)),
                "chinese": held.get("zh-Hans", "")
                if held.get("zh-Hans") != name
                else "",
                "uyghur": held.get("ug", ""),
            }
        )
    return rows


@require_safe
@index_needed
def region_list(request: HttpRequest) -> HttpResponse:
    """The world: a map and a ranked list."""
    selection = Selection.from_query(request.GET)
    if selection.problems:
        return bad_values(request, selection.problems)
    selection = selection.but(regions=(), page=selection.page)
    counted = counts(narrowed(selection, selection.entries()), selection.roles)
    pages = Paginator(ranked(counted), RANK)
    if selection.page > pages.num_pages:
        return page_missing(request, selection, pages.num_pages)
    context = {
        "map": drawing("world", counted, selection),
        "ranked": rank(pages.page(selection.page).object_list, selection),
        "pager": pager(selection, request.path, pages.num_pages),
        "chips": chips(selection, request.path),
    }
    return render(request, "regions/list.html", context)


@require_safe
@index_needed
def region_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A region: names, map, what lies below and beside it, years × kinds, entries."""
    found = Region.objects.filter(code=code.upper()).prefetch_related("names")
    region = get_object_or_404(found)
    if code != region.code:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(region.get_absolute_url() + query, permanent=True)
    selection = Selection.from_query(request.GET)
    if selection.problems:
        return bad_values(request, selection.problems)
    selection = selection.but(regions=(), page=selection.page)
    here = selection.entries("regions").in_region(region, selection.roles)
    page = listing(selection, request.path, here)
    if selection.page > page.pager.pages:
        return page_missing(request, selection, page.pager.pages)
    context = {
        **_names(region),
        **_around(region, selection),
        **_inside(region, selection, narrowed(selection, here)),
        **controls(selection, request.path),
        "region": region,
        "listing": page,
    }
    return render(request, "regions/detail.html", context)


def _others(region: Region, shown: set[str]) -> list[RegionName]:
    """Each further name once, though languages may share it."""
    further = {n.name: n for n in region.names.all() if n.name not in shown}
    return list(further.values())


def _names(region: Region) -> dict[str, Any]:
    language = get_language() or "en"
    name = region.name(language)
    above = Region.objects.filter(code__in=region.path.split("/")[:-2])
    preferred = [n for n in region.names.all() if n.is_preferred and n.name != name]
    return {
        "name": name,
        "names": [
            {
                "name": n.name,
                "lang": n.language,
                "dir": "rtl" if n.language in RIGHT_TO_LEFT else "",
            }
            for n in preferred
        ],
        "other_names": _others(region, {name, *(n.name for n in preferred)}),
        "above": [
            {"url": r.get_absolute_url(), "name": r.name(language)}
            for r in above.prefetch_related("names")
        ],
    }


def _around(region: Region, selection: Selection) -> dict[str, Any]:
    """Its place on a map, and the regions beside it."""
    language = get_language() or "en"
    beside = Region.objects.filter(code__in=neighbours(region.code))
    path = region.path.rstrip("/").split("/")
    drawn = next((code for code in reversed(path) if extent_of(code)), "")
    return {
        "locator": reverse("archive:region-map", args=[drawn]) if drawn else "",
        "neighbours": [
            {
                "name": r.name(language),
                "url": selection.url(r.get_absolute_url(), regions=()),
            }
            for r in beside.prefetch_related("names")
        ],
    }


def _inside(
    region: Region, selection: Selection, here: EntryQuerySet
) -> dict[str, Any]:
    """What lies below it, its years by kinds and its tags; each number is a link."""
    counted = counts(here, selection.roles)
    search = reverse("archive:search")
    in_here = selection.but(regions=(region.code,))
    years = [
        {
            "year": row.year,
            "cells": [
                {"n": n, "url": _year_url(in_here, search, row.year, kind)}
                for kind, n in row.by_kind.items()
            ],
        }
        for row in reversed(years_by_kind(here))
    ]
    tags = tag_facet(in_here).values
    return {
        "map": drawing("china", counted, selection) if region.code == "CN" else None,
        "ranked": rank(ranked(counted, region), selection),
        "years": years,
        "tags": [
            {
                "label": t.label,
                "n": t.count,
                "url": in_here.url(search, tags=(t.value,)),
            }
            for t in tags
        ],
        "in_search": in_here.url(search),
        "on_timeline": in_here.url(reverse("archive:timeline")),
    }


def _year_url(selection: Selection, path: str, year: int, kind: str) -> str:
    edtf = dates.parse(f"{year:04d}") if 0 <= year <= 9999 else None
    return selection.url(path, kinds=(kind,), date_from=edtf, date_to=edtf)
