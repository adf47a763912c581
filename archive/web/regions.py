"""Regions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.models import Entry, Region
from archive.regions import counts, ranked, shapes, years_by_kind

from .lists import items

DIRECTION = {"ug": "rtl"}


def _rows(counted: dict[str, int], parent: Region | None) -> list[dict[str, object]]:
    language = get_language() or "en"
    return [
        {"region": r, "name": r.name(language), "local": r.name("zh-Hans"), "n": n}
        for r, n in ranked(counted, parent)
    ]


@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    """The world: a map and a ranked list."""
    counted = counts(Entry.objects.public())
    context = {"map": shapes("world", counted), "ranked": _rows(counted, None)}
    return render(request, "regions/list.html", context)


@require_safe
def region_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A region: names, what lies below it, years × kinds, entries."""
    found = Region.objects.filter(code=code.upper())
    region = found.prefetch_related("names").select_related("parent").first()
    if region is None:
        raise Http404
    if code != region.code:
        return redirect(region.get_absolute_url(), permanent=True)
    language = get_language() or "en"
    here = Entry.objects.public().in_region(region)
    counted = counts(Entry.objects.public())
    above = Region.objects.filter(code__in=region.path.split("/")[:-2])
    context = {
        "region": region,
        "name": region.name(language),
        "names": [
            {"name": n.name, "lang": n.language, "dir": DIRECTION.get(n.language)}
            for n in region.names.all()
        ],
        "above": [
            {"url": r.get_absolute_url(), "name": r.name(language)}
            for r in above.prefetch_related("names")
        ],
        "total": counted.get(region.code, 0),
        "map": shapes("china", counted) if region.code == "CN" else None,
        "ranked": _rows(counted, region),
        "years": years_by_kind(here),
        "items": items(here.with_vocabulary()[:20]),
    }
    return render(request, "regions/detail.html", context)
