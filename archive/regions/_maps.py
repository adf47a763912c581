"""Maps: outlines and points of places, shaded by counts in steps by quantile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ._charts import Chart, chart, chart_of
from ._outlines import box, coarse
from ._steps import bounds_of, legend, step_of

MOST_NAMES = 7
MARGIN = 0.08  # around a region that a map is cut to, of its own size
LEAST_WIDTH = 0.03  # of a chart: what is smaller is shown with more around it
ROOM = 0.15  # of a map's width: a name stands inside what is wider
DOT = 0.011  # radius of a point, of the map's width
RING = 0.04  # what is smaller than this on a locator is ringed
Box = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True)
class Place:
    """A region with a point, in degrees."""

    code: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Shape:
    """An outline; `step` is 0 (none) to 5; context shapes have no code."""

    code: str
    d: str
    step: int
    count: int
    is_here: bool = False


@dataclass(frozen=True)
class Dot:
    """A place without an outline, in units of the drawing."""

    code: str
    x: float
    y: float
    step: int
    count: int


@dataclass(frozen=True)
class Label:
    """Where a name stands, in whole per cent of the drawing; `side` is where it goes
    from there: it is centred (""), above a dot, or kept inside at an edge. It
    `is_inside` where the outline is wide enough to lie behind it."""

    code: str
    across: int
    down: int
    step: int
    side: str = ""
    is_inside: bool = False


@dataclass(frozen=True)
class Map:
    """What a page draws. `missing` are counted codes that have no place on it."""

    area: str
    view: Box
    shapes: tuple[Shape, ...]
    dots: tuple[Dot, ...]
    legend: tuple[tuple[int, int, int], ...]
    labels: tuple[Label, ...]
    missing: tuple[str, ...]
    credit: str

    @property
    def view_box(self) -> str:
        """As SVG writes it."""
        return " ".join(f"{number:g}" for number in self.view)

    def label(self, code: str) -> Label | None:
        """Where the name of one region stands; None where it is not on it."""
        held = chart(self.area)
        outline = held.outlines.get(code) if held else None
        shape = next((shape for shape in self.shapes if shape.code == code), None)
        if outline is None or shape is None:
            return None
        across, down = _per_cent(self.view, outline.centre)
        return Label(code, across, down, shape.step, _side(across, is_dot=False))

    @property
    def small(self) -> float:
        """Radius of a dot without entries."""
        return round(self.view[2] * DOT * 0.6, 2)

    @property
    def radius(self) -> float:
        """Of a dot."""
        return round(self.view[2] * DOT, 2)


def parts_map(
    area: str, counted: Mapping[str, int], places: Iterable[Place] = ()
) -> Map | None:
    """The parts of a region ("" the countries of the world) by count: those with an
    outline, and of `places` those without one as points. None without a chart."""
    held = chart(area)
    if held is None:
        return None
    points = [place for place in places if place.code not in held.outlines]
    drawn = {*held.outlines, *(place.code for place in points)}
    bounds = bounds_of(sorted(n for code, n in counted.items() if n and code in drawn))
    shapes = [
        Shape(
            code, outline.d, step_of(counted.get(code, 0), bounds), counted.get(code, 0)
        )
        for code, outline in held.outlines.items()
    ]
    dots = _dots(held, [p for p in points if counted.get(p.code)], counted, bounds)
    return Map(
        area,
        held.view_box,
        (*_context(held), *shapes),
        dots,
        legend(bounds),
        _labels(held, held.view_box, shapes, dots),
        tuple(sorted(c for c, n in counted.items() if n and c not in drawn)),
        held.credit,
    )


def points_map(
    here: str, counted: Mapping[str, int], places: Iterable[Place]
) -> Map | None:
    """The places in a region as points on its own outline, cut out of the chart that
    has it. None where no chart has it, or no place a point."""
    held, points = chart_of(here), list(places)
    if held is None or not points:
        return None
    known = {place.code for place in points}
    bounds = bounds_of(sorted(n for code, n in counted.items() if n and code in known))
    others = [Shape("", o.d, 0, 0) for code, o in held.outlines.items() if code != here]
    view = _cut(held, here)
    dots = _dots(held, points, counted, bounds)
    shape = Shape(here, held.outlines[here].d, 0, 0, is_here=True)
    return Map(
        here,
        view,
        (*others, shape),
        dots,
        legend(bounds),
        _labels(held, view, (), dots),
        tuple(sorted(c for c, n in counted.items() if n and c not in known)),
        held.credit,
    )


@dataclass(frozen=True)
class Locator:
    """Where a region lies: the outline around it, its point, a ring where it is too
    small to be seen."""

    view: Box
    shapes: tuple[Shape, ...]
    point: tuple[float, float] | None
    ring: tuple[float, float, float] | None

    @property
    def view_box(self) -> str:
        """As SVG writes it."""
        return " ".join(f"{number:g}" for number in self.view)


def locator(above: Iterable[str], place: Place | None) -> Locator | None:
    """The map that shows a region; `above` are the codes from the top down to itself.

    None where neither it nor anything above it has an outline, and it has no point.
    """
    path = list(above)
    here = next((code for code in reversed(path) if chart_of(code)), "")
    held = chart_of(here) if here else chart("")
    needs_point = here != path[-1]
    if held is None or (not here and place is None):
        return None
    shapes = [Shape("", coarse(d), 0, 0) for d in held.around]
    shapes += [
        Shape(c, o.d if c == here else coarse(o.d), 0, 0, c == here)
        for c, o in held.outlines.items()
    ]
    shapes.sort(key=lambda shape: shape.is_here)  # drawn last, its border is whole
    ring = None
    if here and not needs_point:
        left, top, width, height = box(held.outlines[here].d)
        if max(width, height) < held.view_box[2] * RING:
            radius = held.view_box[2] * RING
            ring = (left + width / 2, top + height / 2, radius)
    point = held.at(place.latitude, place.longitude) if place and needs_point else None
    return Locator(held.view_box, tuple(s for s in shapes if s.d), point, ring)


def _context(held: Chart) -> list[Shape]:
    return [Shape("", d, 0, 0) for d in held.around]


def _meets(view: Box, d: str) -> bool:
    """Whether anything of a path could lie in a box."""
    left, top, width, height = view
    x, y, wide, high = box(d)
    across = x < left + width and x + wide > left
    return across and y < top + height and y + high > top


def _cut(held: Chart, here: str) -> Box:
    """The box of an outline with some room, as wide for its height as the chart."""
    left, top, width, height = box(held.outlines[here].d)
    _l, _t, whole_width, whole_height = held.view_box
    ratio = whole_width / whole_height
    least = whole_width * LEAST_WIDTH
    wide = max(width * (1 + 2 * MARGIN), height * (1 + 2 * MARGIN) * ratio, least)
    high = wide / ratio
    return (
        round(left + width / 2 - wide / 2, 2),
        round(top + height / 2 - high / 2, 2),
        round(wide, 2),
        round(high, 2),
    )


def _dots(
    held: Chart,
    places: Iterable[Place],
    counted: Mapping[str, int],
    bounds: list[tuple[int, int]],
) -> tuple[Dot, ...]:
    """Those without entries first; of the others those with fewest last, on top."""
    made = []
    for place in places:
        x, y = held.at(place.latitude, place.longitude)
        n = counted.get(place.code, 0)
        made.append(Dot(place.code, round(x, 1), round(y, 1), step_of(n, bounds), n))
    return tuple(sorted(made, key=lambda dot: (dot.count > 0, -dot.count, dot.code)))


def _labels(
    held: Chart, view: Box, shapes: Iterable[Shape], dots: Iterable[Dot]
) -> tuple[Label, ...]:
    """The names of what has most entries, as far as none covers another's."""
    found = [
        (s.count, s.code, held.outlines[s.code].centre, s.step, box(s.d)[2])
        for s in shapes
    ]
    found += [(d.count, d.code, (d.x, d.y), d.step, 0.0) for d in dots]
    named: list[Label] = []
    for count, code, point, step, wide in sorted(found, key=lambda f: (-f[0], f[1])):
        across, down = _per_cent(view, point)
        clear = all(
            abs(across - other.across) > 14 or abs(down - other.down) > 6
            for other in named
        )
        inside = 0 <= across <= 100 and 0 <= down <= 100
        if count and clear and inside and len(named) < MOST_NAMES:
            side = _side(across, is_dot=not wide)
            is_inside = not side and wide > view[2] * ROOM
            named.append(Label(code, across, down, step, side, is_inside))
    return tuple(named)


def _per_cent(view: Box, point: tuple[float, float]) -> tuple[int, int]:
    left, top, width, height = view
    x, y = point
    return round((x - left) / width * 100), round((y - top) / height * 100)


def _side(across: int, *, is_dot: bool) -> str:
    if across > 88:
        return "before"
    if across < 12:
        return "after"
    return "above" if is_dot else ""
