"""Maps of regions: outlines and dots, shaded by counts in up to five steps with round
numbers."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from ._base_maps import BaseMap, find_base_map, get_base_map
from ._outlines import bounding_box, simplify_path

SHADE_STEPS = 5
TOUCH_RADIUS = 0.036  # of a map 340 px wide: a point is touched within 24 px
MOST_MAP_LABELS = 7
LAST_LABELLED_RANK = 12  # by count: places with fewer have no name that stands
CROP_MARGIN = 0.08  # around a region that a map is cut to, of its own size
LEAST_CROP_WIDTH = 0.03  # of a chart: what is smaller is shown with more around it
ROOM_FOR_LABEL = 0.15  # of a map's width: a name stands inside what is wider
DOT_RADIUS = 0.011  # radius of a point, of the map's width
RING_RADIUS = 0.04  # what is smaller than this on a locator is ringed
ViewBox = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True)
class RegionPoint:
    """A region with a point, in degrees."""

    code: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class MapShape:
    """An outline with its count; `step` is its shade, from 0 (no entries) to 5.

    `is_here` marks the region of the page. Shapes that are only scenery have no code.
    """

    code: str
    d: str
    step: int
    count: int
    is_here: bool = False


@dataclass(frozen=True)
class MapDot:
    """A region without an outline, as a point in units of the drawing."""

    code: str
    x: float
    y: float
    step: int
    count: int


@dataclass(frozen=True)
class MapLabel:
    """The position of a name, in whole per cent of the drawing.

    `side` says how it is aligned there: centred (""), above a dot, or kept inside at an
    edge. `is_inside` where the outline is wide enough to hold the name.
    """

    code: str
    x_percent: int
    y_percent: int
    step: int
    side: str = ""
    is_inside: bool = False


@dataclass(frozen=True)
class RegionMap:
    """A map to draw; `missing` are codes with entries but no position on it.

    `legend` has the step, lowest and highest count of each shade.
    """

    area: str
    view: ViewBox
    shapes: tuple[MapShape, ...]
    dots: tuple[MapDot, ...]
    legend: tuple[tuple[int, int, int], ...]
    labels: tuple[MapLabel, ...]
    missing: tuple[str, ...]
    credit: str

    @property
    def view_box(self) -> str:
        """The value of SVG's `viewBox`."""
        return " ".join(f"{number:g}" for number in self.view)

    def place_tip(self, code: str) -> MapLabel | None:
        """The place of the name of an outline or dot, clear of the pointer."""
        dot = next((dot for dot in self.dots if dot.code == code), None)
        if dot is None:
            label = self.label(code)
            return label and replace(label, side=label.side or "above")
        across, down = _to_per_cent(self.view, (dot.x, dot.y))
        side = _choose_label_side(across, is_dot=True)
        return MapLabel(code, across, down, dot.step, side)

    def label(self, code: str) -> MapLabel | None:
        """The label of one region; None where it is not on the map."""
        base_map = get_base_map(self.area)
        outline = base_map.outlines.get(code) if base_map else None
        shape = next((shape for shape in self.shapes if shape.code == code), None)
        if outline is None or shape is None:
            return None
        across, down = _to_per_cent(self.view, outline.centre)
        return MapLabel(
            code, across, down, shape.step, _choose_label_side(across, is_dot=False)
        )

    @property
    def small(self) -> float:
        """The radius of a dot without entries, in units of the drawing."""
        return round(self.view[2] * DOT_RADIUS * 0.6, 2)

    @property
    def touch(self) -> float:
        """The radius within which a dot is touched, in units of the drawing."""
        return round(self.view[2] * TOUCH_RADIUS, 2)

    @property
    def radius(self) -> float:
        """The radius of a dot with entries, in units of the drawing."""
        return round(self.view[2] * DOT_RADIUS, 2)


def draw_parts_map(
    area: str, counted: Mapping[str, int], places: Iterable[RegionPoint] = ()
) -> RegionMap | None:
    """The map of a region's parts ("": the countries of the world), shaded by count.

    `places` without an outline become dots. None where there is no base map.
    """
    base_map = get_base_map(area)
    if base_map is None:
        return None
    points = [place for place in places if place.code not in base_map.outlines]
    drawn = {*base_map.outlines, *(place.code for place in points)}
    bounds = _find_ranges(counted, drawn)
    shapes = [
        MapShape(
            code,
            outline.d,
            find_shade_step(counted.get(code, 0), bounds),
            counted.get(code, 0),
        )
        for code, outline in base_map.outlines.items()
    ]
    dots = _make_dots(
        base_map, [p for p in points if counted.get(p.code)], counted, bounds
    )
    return RegionMap(
        area,
        base_map.view_box,
        (*_context_shapes(base_map), *shapes),
        dots,
        make_legend(bounds),
        _choose_labels(base_map, base_map.view_box, shapes, dots),
        _list_missing(counted, drawn),
        base_map.credit,
    )


def draw_points_map(
    here: str, counted: Mapping[str, int], places: Iterable[RegionPoint]
) -> RegionMap | None:
    """The `places` of a region as dots on its own outline, cropped from a larger map.

    None where no map has its outline, or no place has a point.
    """
    base_map, points = find_base_map(here), list(places)
    if base_map is None or not points:
        return None
    codes = {place.code for place in points}
    bounds = _find_ranges(counted, codes)
    others = [
        MapShape("", o.d, 0, 0) for code, o in base_map.outlines.items() if code != here
    ]
    view = _crop_view(base_map, here)
    dots = _make_dots(base_map, points, counted, bounds)
    shape = MapShape(here, base_map.outlines[here].d, 0, 0, is_here=True)
    return RegionMap(
        here,
        view,
        (*others, shape),
        dots,
        make_legend(bounds),
        _choose_labels(base_map, view, (), dots),
        _list_missing(counted, codes),
        base_map.credit,
    )


@dataclass(frozen=True)
class LocatorMap:
    """Where a region lies: the outline that holds it, its point, and a `ring` around it
    where it is too small to be seen."""

    view: ViewBox
    shapes: tuple[MapShape, ...]
    point: tuple[float, float] | None
    ring: tuple[float, float, float] | None

    @property
    def view_box(self) -> str:
        """The value of SVG's `viewBox`."""
        return " ".join(f"{number:g}" for number in self.view)


def draw_locator_map(
    above: Iterable[str], place: RegionPoint | None
) -> LocatorMap | None:
    """The map that shows where a region lies; `above` are the codes from its country
    down to the region itself.

    None where none of them has an outline, and where the region has no point.
    """
    path = list(above)
    here = next((code for code in reversed(path) if find_base_map(code)), "")
    base_map = find_base_map(here) if here else get_base_map("")
    needs_point = here != path[-1]
    if base_map is None or (not here and place is None):
        return None
    shapes = _simplify_outlines(base_map, here)
    if not needs_point:
        ring = _make_ring(base_map, here) if here else None
        return LocatorMap(base_map.view_box, shapes, None, ring)
    point = base_map.project(place.latitude, place.longitude) if place else None
    return LocatorMap(base_map.view_box, shapes, point, None)


def _simplify_outlines(base_map: BaseMap, here: str) -> tuple[MapShape, ...]:
    """All outlines, simplified but for the one that is shown, which is drawn last so
    that its border is whole."""
    shapes = [MapShape("", simplify_path(d), 0, 0) for d in base_map.surrounding_codes]
    for code, outline in base_map.outlines.items():
        if code != here:
            shapes.append(MapShape(code, simplify_path(outline.d), 0, 0))
    if here in base_map.outlines:
        shapes.append(MapShape(here, base_map.outlines[here].d, 0, 0, is_here=True))
    return tuple(shape for shape in shapes if shape.d)


def _make_ring(base_map: BaseMap, here: str) -> tuple[float, float, float] | None:
    """The ring around an outline that is too small to be seen."""
    left, top, width, height = bounding_box(base_map.outlines[here].d)
    radius = base_map.view_box[2] * RING_RADIUS
    if max(width, height) >= radius:
        return None
    return left + width / 2, top + height / 2, radius


def _find_ranges(
    counted: Mapping[str, int], codes: Container[str]
) -> list[tuple[int, int]]:
    """The ranges of the counts of what is on the map."""
    most = max((n for code, n in counted.items() if code in codes), default=0)
    return find_round_ranges(most)


def _list_missing(counted: Mapping[str, int], codes: Container[str]) -> tuple[str, ...]:
    """What has entries and is not on the map."""
    return tuple(sorted(c for c, n in counted.items() if n and c not in codes))


def _context_shapes(base_map: BaseMap) -> list[MapShape]:
    return [MapShape("", d, 0, 0) for d in base_map.surrounding_codes]


def _crop_view(base_map: BaseMap, here: str) -> ViewBox:
    """The box of an outline with a margin, in the proportions of the base map."""
    left, top, width, height = bounding_box(base_map.outlines[here].d)
    _l, _t, whole_width, whole_height = base_map.view_box
    ratio = whole_width / whole_height
    least = whole_width * LEAST_CROP_WIDTH
    wide = max(
        width * (1 + 2 * CROP_MARGIN), height * (1 + 2 * CROP_MARGIN) * ratio, least
    )
    high = wide / ratio
    return (
        round(left + width / 2 - wide / 2, 2),
        round(top + height / 2 - high / 2, 2),
        round(wide, 2),
        round(high, 2),
    )


def _make_dots(
    base_map: BaseMap,
    places: Iterable[RegionPoint],
    counted: Mapping[str, int],
    bounds: list[tuple[int, int]],
) -> tuple[MapDot, ...]:
    """Dots in drawing order: those without entries, then those with most, and those
    with fewest on top, so that none is hidden."""
    dots = []
    for place in places:
        x, y = base_map.project(place.latitude, place.longitude)
        n = counted.get(place.code, 0)
        dots.append(
            MapDot(place.code, round(x, 1), round(y, 1), find_shade_step(n, bounds), n)
        )
    return tuple(sorted(dots, key=lambda dot: (dot.count > 0, -dot.count, dot.code)))


def _choose_labels(
    base_map: BaseMap, view: ViewBox, shapes: Iterable[MapShape], dots: Iterable[MapDot]
) -> tuple[MapLabel, ...]:
    """Labels of the regions with most entries, as far as they do not cover each other;
    none of those with few, which would look like the next after the labelled ones."""
    labels = [
        (
            s.count,
            s.code,
            base_map.outlines[s.code].centre,
            s.step,
            bounding_box(s.d)[2],
        )
        for s in shapes
    ]
    labels += [(d.count, d.code, (d.x, d.y), d.step, 0.0) for d in dots]
    named: list[MapLabel] = []
    ranked = sorted(labels, key=lambda found: (-found[0], found[1]))
    fewest = max(1, min((f[0] for f in ranked[:LAST_LABELLED_RANK]), default=1))
    for count, code, point, step, wide in ranked:
        across, down = _to_per_cent(view, point)
        is_on_map = 0 <= across <= 100 and 0 <= down <= 100
        if count >= fewest and is_on_map and not _covers_label(across, down, named):
            side = _choose_label_side(across, is_dot=not wide)
            is_inside = not side and wide > view[2] * ROOM_FOR_LABEL
            named.append(MapLabel(code, across, down, step, side, is_inside))
    return tuple(named[:MOST_MAP_LABELS])


def _covers_label(across: int, down: int, labels: Iterable[MapLabel]) -> bool:
    """Whether a label there would cover one of those that are placed."""
    return any(
        abs(across - label.x_percent) <= 14 and abs(down - label.y_percent) <= 6
        for label in labels
    )


def _to_per_cent(view: ViewBox, point: tuple[float, float]) -> tuple[int, int]:
    left, top, width, height = view
    x, y = point
    return round((x - left) / width * 100), round((y - top) / height * 100)


def _choose_label_side(across: int, *, is_dot: bool) -> str:
    if across > 88:
        return "before"
    if across < 12:
        return "after"
    return "above" if is_dot else ""


def find_round_ranges(most: int) -> list[tuple[int, int]]:
    """Up to five ranges of counts that begin with round numbers, up to `most`.

    They depend on the power of ten of the highest count alone, so that a map keeps its
    ranges while its numbers grow: 1, 5, 10, 20 and 50 up to a hundred.
    """
    if most < 1:
        return []
    if most <= 10:
        lows = [1, 2, 3, 5, 8]
    else:
        ten = 10 ** (len(str(most - 1)) - 1)
        lows = [1, ten // 2, ten, 2 * ten, 5 * ten]
    highs = [*(low - 1 for low in lows[1:]), max(10, 2 * lows[-1])]
    return [(a, b) for a, b in zip(lows, highs, strict=True) if a <= most]


def make_legend(bounds: list[tuple[int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Step, lowest and highest count of each range."""
    return tuple((step, low, high) for step, (low, high) in enumerate(bounds, start=1))


def find_shade_step(count: int, bounds: list[tuple[int, int]]) -> int:
    """The step of a count, from 1; 0 where it is in no range."""
    return next((i for i, (a, b) in enumerate(bounds, 1) if a <= count <= b), 0)
