"""Maps on pages: shaded by counts, and a small one that shows where a region is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.filters import SearchFilters
from archive.models import Region
from archive.regions import (
    LocatorMap,
    MapDot,
    MapLabel,
    MapShape,
    RegionMap,
    RegionPoint,
    draw_locator_map,
)

SVG = "image/svg+xml; charset=utf-8"
LIGHT_COLOURS = 86_400  # seconds
MOST_TIPS = 60  # names that show when pointed at: rules in map-names.css
DARK_COLOURS = 4  # the step from which a name on it is written light


@dataclass(frozen=True)
class LinkedShape:
    """A shaded outline with its link, "" without entries. `tip` is the number of the
    label that shows its name while it is pointed at; 0 where its name always stands."""

    url: str
    name: str
    shape: MapShape
    tip: int = 0


@dataclass(frozen=True)
class LinkedDot:
    """A dot with entries, with its link; `tip` as of `LinkedShape`."""

    url: str
    name: str
    dot: MapDot
    tip: int = 0


@dataclass(frozen=True)
class NamedLabel:
    """A name or numbers on the map; with a `tip`, shown only while what has the same
    number is pointed at."""

    label: MapLabel
    name: str
    is_dark: bool
    is_point: bool = False
    tip: int = 0


@dataclass(frozen=True)
class MapDrawing:
    """A map for a template."""

    map: RegionMap
    shapes: list[LinkedShape]
    dots: list[LinkedDot]
    labels: list[NamedLabel]
    missing: list[str]
    area: str


def get_map_point(region: Region) -> RegionPoint | None:
    """The point of a region, None where it has none."""
    if region.latitude is None or region.longitude is None:
        return None
    return RegionPoint(region.code, region.latitude, region.longitude)


def list_map_points(regions: Iterable[Region]) -> list[RegionPoint]:
    """The points of these regions, as far as they have one."""
    return [place for region in regions if (place := get_map_point(region))]


def build_map_drawing(
    drawn: RegionMap | None, regions: Iterable[Region], filters: SearchFilters
) -> MapDrawing | None:
    """A map for a template: outlines and dots with entries are links with name and
    count.

    `regions` are those on the map, with names prefetched.
    """
    if drawn is None:
        return None
    named = {region.code: region for region in regions}
    language = get_language() or "en"

    def link(code: str, count: int) -> tuple[str, str]:
        region = named.get(code) if count else None
        if region is None:
            return "", ""
        url = filters.url(region.get_absolute_url(), regions=(), sort="")
        return url, region.name(language)

    tips = _number_tips(drawn, named)
    return MapDrawing(
        map=drawn,
        shapes=[
            LinkedShape(*link(s.code, s.count), s, tips.get(s.code, 0))
            for s in drawn.shapes
        ],
        dots=[
            LinkedDot(*link(d.code, d.count), d, tips.get(d.code, 0))
            for d in drawn.dots
        ],
        labels=[
            *_name_labels(drawn, named, language),
            *_name_tips(drawn, named, language, tips),
        ],
        missing=[named[code].name(language) for code in drawn.missing if code in named],
        area=named[drawn.area].name(language) if drawn.area in named else drawn.area,
    )


def _name_tips(
    drawn: RegionMap, named: Mapping[str, Region], language: str, tips: dict[str, int]
) -> list[NamedLabel]:
    placed = ((code, drawn.place_tip(code)) for code in tips)
    return [
        NamedLabel(label, named[code].name(language), False, tip=tips[code])
        for code, label in placed
        if label
    ]


def _number_tips(drawn: RegionMap, named: Mapping[str, Region]) -> dict[str, int]:
    """Numbers from 1 for the regions with entries whose name does not always stand, as
    many as the style sheet knows; those with most entries first."""
    standing = {label.code for label in drawn.labels}
    counted = {shape.code: shape.count for shape in drawn.shapes}
    counted |= {dot.code: dot.count for dot in drawn.dots}
    codes = sorted(
        (
            code
            for code, number in counted.items()
            if number and code in named and code not in standing
        ),
        key=lambda code: (-counted[code], code),
    )
    return {code: i for i, code in enumerate(codes[:MOST_TIPS], start=1)}


def _name_labels(
    drawn: RegionMap, named: Mapping[str, Region], language: str
) -> list[NamedLabel]:
    return [
        NamedLabel(
            label,
            named[label.code].name(language),
            label.step >= DARK_COLOURS and label.is_inside,
        )
        for label in drawn.labels
        if label.code in named
    ]


@dataclass(frozen=True)
class LocatorPicture:
    """The address of a locator map, with its proportions."""

    url: str
    width: int
    height: int


def get_locator_picture(region: Region) -> LocatorPicture | None:
    """The locator map of a region, None where it has none; no query."""
    locator = _draw_locator(region)
    if locator is None:
        return None
    url = reverse("archive:region-map", args=[region.code])
    return LocatorPicture(url, round(locator.view[2]), round(locator.view[3]))


def _draw_locator(region: Region) -> LocatorMap | None:
    return draw_locator_map(region.path.rstrip("/").split("/"), get_map_point(region))


@require_safe
def region_map_svg(request: HttpRequest, code: str) -> HttpResponse:
    """The locator map as SVG. It has no counts, so browsers may keep it for a day."""
    region = Region.objects.listed().find_by_code(code)
    if region is None:
        raise Http404
    if region.code != code:
        return redirect("archive:region-map", region.code, permanent=True)
    locator = _draw_locator(region)
    if locator is None:
        raise Http404
    context = {"map": locator, "radius": locator.view[2] * 0.012}
    response = render(request, "regions/map.svg", context, content_type=SVG)
    response.headers["Cache-Control"] = f"public, max-age={LIGHT_COLOURS}"
    return response
