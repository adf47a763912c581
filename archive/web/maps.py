"""Maps: shaded by counts on a page, and a small one that shows where a region is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.models import Region
from archive.regions import extent_of, shapes
from archive.selection import Selection

DAY = 86_400  # seconds
DARK = 4  # the step from which a name on it is written light


def drawing(
    extent: str, counted: Mapping[str, int], selection: Selection
) -> dict[str, Any]:
    """A map for a template: every shaded outline is a link with a name and a count."""
    language = get_language() or "en"
    drawn = shapes(extent, counted)
    codes = [shape.code for shape in drawn.shapes if shape.count]
    regions = Region.objects.filter(code__in=codes).prefetch_related("names")
    named = {region.code: region for region in regions}
    steps = {shape.code: shape.step for shape in drawn.shapes}
    made = []
    for shape in drawn.shapes:
        region = named.get(shape.code) if shape.count else None
        url, name = "", ""
        if region:
            url = selection.url(region.get_absolute_url(), regions=(), sort="")
            name = region.name(language)
        made.append({"shape": shape, "url": url, "name": name})
    return {
        "map": drawn,
        "shapes": made,
        "labels": [
            {
                "code": code,
                "name": named[code].name(language),
                "is_dark": steps[code] >= DARK,
            }
            for code in drawn.named
            if code in named
        ],
        "is_world": extent == "world",
    }


@require_safe
def region_map(request: HttpRequest, code: str) -> HttpResponse:
    """Where a region lies, as a picture without counts: it may be kept for a day."""
    extent = extent_of(code)
    if not extent or not Region.objects.filter(code=code).exists():
        raise Http404
    context = {"map": shapes(extent, {}, here=code)}
    response = render(request, "regions/map.svg", context, content_type="image/svg+xml")
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return response
