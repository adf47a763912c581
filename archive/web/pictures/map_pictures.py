"""Maps shaded by counts as picture files."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.filters import SearchFilters
from archive.models import Region
from archive.regions import MapDot, MapShape, RegionMap
from archive.text.punctuation import join_enumeration
from archive.text.quantities.number_format import format_number
from archive.web.errors import handle_search_unavailable, refuse_parameters
from archive.web.forms.filter_form import FilterForm
from archive.web.regions.region_context import build_region_context, load_region_context
from archive.web.regions.region_counts import count_regions
from archive.web.regions.region_maps import MapDrawing, NamedLabel
from archive.web.regions.region_pages import build_world_map
from archive.web.search_slots import hold_search_slot

from .picture_files import (
    LINE_HEIGHT,
    MARGIN,
    WIDTH,
    build_frame,
    render_picture,
    write_site_line,
)

# Of each class of numbers, as style sheets have them on light paper.
COLOURS = ("#d9d3c4", "#c9d8dd", "#9ab7c3", "#678fa2", "#396880", "#153f55")
PAPER, HERE, AROUND = "#faf8f3", "#ffffff", "#e9e4d9"
LEGEND_HEIGHT = 2 * LINE_HEIGHT
KEY_WIDTH = 120  # pixels of one class of the legend
ABOVE = 20  # pixels that a name stands above its dot


@dataclass(frozen=True)
class PlacedName:
    """A name on the map, in pixels of the picture, and how it is aligned there."""

    text: str
    x: int
    y: int
    anchor: str
    is_dark: bool


@dataclass(frozen=True)
class ColouredShape:
    """An outline with its colours."""

    d: str
    fill: str
    stroke: str = PAPER


@dataclass(frozen=True)
class ColouredDot:
    """A place without an outline, in units of the map."""

    x: float
    y: float
    radius: float
    fill: str


@dataclass(frozen=True)
class LegendKey:
    """A class of the legend: its colour, its counts in words, and where it begins."""

    fill: str
    text: str
    x: int


@require_safe
@handle_search_unavailable
def world_picture(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The map of all countries."""
    form = FilterForm(request)
    if not form.is_valid():
        return refuse_parameters(form.parameter_problems)
    filters = form.filters.without_basket().without_view().with_changes(regions=())
    with hold_search_slot(filters.q):
        counts = count_regions(filters)
    top = list(Region.objects.top().listed().with_names(get_language() or "en"))
    drawn = build_world_map(top, counts)
    title, path = _("Entries by country"), reverse("archive:region-list")
    return _render_map(request, suffix, drawn, title, path, filters)


@require_safe
@handle_search_unavailable
def region_picture(request: HttpRequest, code: str, suffix: str) -> HttpResponseBase:
    """The map of a region and what lies in it."""
    region = Region.objects.listed().find_by_code(code)
    if region is None:
        raise Http404
    if region.code != code:
        return redirect("archive:region-picture", region.code, suffix, permanent=True)
    form = FilterForm(request)
    if not form.is_valid():
        return refuse_parameters(form.parameter_problems)
    filters = form.filters.without_basket().without_view().with_changes(regions=())
    with hold_search_slot(filters.q):
        counts = count_regions(filters)
    near = load_region_context(region, is_empty=False)
    drawn = build_region_context(near, counts, filters)["map"]
    name = near.region.name(get_language() or "en")
    title = _("%(place)s: entries by place") % {"place": name}
    path = region.get_absolute_url()
    return _render_map(request, suffix, drawn, title, path, filters)


def _render_map(
    request: HttpRequest,
    suffix: str,
    drawn: object,
    title: str,
    path: str,
    filters: SearchFilters,
) -> HttpResponse:
    """The file of a map; 404 where there is none."""
    if not isinstance(drawn, MapDrawing):
        raise Http404
    _left, _top, wide, high = drawn.map.view
    height = round((WIDTH - 2 * MARGIN) * high / wide)
    frame = build_frame(
        title, filters, path, height + LEGEND_HEIGHT, _write_credit(drawn)
    )
    context: dict[str, object] = {
        "frame": frame,
        "map": drawn.map,
        "shapes": [_colour_shape(row.shape) for row in drawn.shapes],
        "dots": [_colour_dot(row.dot, drawn.map) for row in drawn.dots],
        "stroke_width": round(wide / (WIDTH - 2 * MARGIN), 3),
        "map_height": height,
        "legend_y": frame.top + height + LINE_HEIGHT,
        "names": [
            _place_name(label, frame.top, height)
            for label in drawn.labels
            if not label.tip  # only where it is pointed at: they would overlap
        ],
        "keys": _build_keys(drawn),
    }
    return render_picture(request, suffix, "pictures/map.svg", context)


def _colour_shape(shape: MapShape) -> ColouredShape:
    if shape.count:
        return ColouredShape(shape.d, COLOURS[shape.step])
    if shape.is_here:
        return ColouredShape(shape.d, HERE, COLOURS[0])
    return ColouredShape(shape.d, COLOURS[0] if shape.code else AROUND)


def _colour_dot(dot: MapDot, drawn: RegionMap) -> ColouredDot:
    radius = drawn.radius if dot.count else drawn.small
    return ColouredDot(dot.x, dot.y, radius, COLOURS[dot.step])


def _write_credit(drawn: MapDrawing) -> list[str]:
    """What the map does not show, whose the borders are, and whose the numbers."""
    language = get_language() or "en"
    missing = join_enumeration(drawn.missing, language)
    borders = _(
        "Borders: %(who)s, as administered; not a statement on sovereignty. Codes "
        "follow ISO."
    ) % {"who": _(drawn.map.credit)}
    absent = [f"{_('Not on the map:')} {missing}"] if missing else []
    return [*absent, borders, write_site_line()]


def _place_name(label: NamedLabel, top: int, height: int) -> PlacedName:
    anchors = {"before": "end", "after": "start"}
    place = label.label
    return PlacedName(
        label.name,
        MARGIN + round((WIDTH - 2 * MARGIN) * place.x_percent / 100),
        top + round(height * place.y_percent / 100) - (ABOVE if place.side else 0),
        anchors.get(place.side, "middle"),
        label.is_dark,
    )


def _build_keys(drawn: MapDrawing) -> list[LegendKey]:
    language = get_language() or "en"
    steps = [(0, 0, 0), *drawn.map.legend]
    return [
        LegendKey(
            COLOURS[step],
            format_number(low, language)
            + (f"–{format_number(high, language)}" if high != low else ""),
            MARGIN + number * KEY_WIDTH,
        )
        for number, (step, low, high) in enumerate(steps)
    ]
