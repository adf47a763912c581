"""Projects longitude and latitude to the units of a drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import asin, cos, radians, sin, sqrt
from typing import Any

# Equal Earth: Šavrič, Patterson, Jenny 2018, doi:10.1080/13658816.2018.1504949.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


def project_point(
    projection: Mapping[str, Any], longitude: float, latitude: float
) -> tuple[float, float]:
    """The position of a point in a drawing, y downwards.

    `projection` has `name`, `origin` (longitude, latitude), `scale` and `offset`, and
    `parallels` where it is conic.
    """
    formula = PROJECTIONS[projection["name"]]
    x, y = formula(projection, longitude, latitude)
    across, down = projection["offset"]
    scale = projection["scale"]
    return x * scale + across, down - y * scale


def _degrees_east_of(longitude: float, middle: float) -> float:
    """Degrees of longitude east of `middle`, from -180 to 180."""
    return (longitude - middle + 540) % 360 - 180


def _project_equal_earth(
    projection: Mapping[str, Any], longitude: float, latitude: float
) -> tuple[float, float]:
    east = radians(_degrees_east_of(longitude, projection["origin"][0]))
    t = asin(_M * sin(radians(latitude)))
    two, six = t**2, t**6
    slope = _A1 + 3 * _A2 * two + six * (7 * _A3 + 9 * _A4 * two)
    return (
        east * cos(t) / (_M * slope),
        t * (_A1 + _A2 * two + six * (_A3 + _A4 * two)),
    )


def _project_albers(
    projection: Mapping[str, Any], longitude: float, latitude: float
) -> tuple[float, float]:
    """Snyder, Map Projections (USGS 1395), 14-1 to 14-6, on the unit sphere."""
    first, second = (radians(parallel) for parallel in projection["parallels"])
    n = (sin(first) + sin(second)) / 2
    c = cos(first) ** 2 + 2 * n * sin(first)

    def distance(degrees: float) -> float:
        return sqrt(c - 2 * n * sin(radians(degrees))) / n

    middle, base = projection["origin"]
    angle = n * radians(_degrees_east_of(longitude, middle))
    rho = distance(latitude)
    return rho * sin(angle), distance(base) - rho * cos(angle)


def _project_plate_carree(
    projection: Mapping[str, Any], longitude: float, latitude: float
) -> tuple[float, float]:
    middle, base = projection["origin"]
    squeezed = cos(radians(projection.get("parallels", [0])[0]))
    return radians(_degrees_east_of(longitude, middle)) * squeezed, radians(
        latitude - base
    )


PROJECTIONS: dict[
    str, Callable[[Mapping[str, Any], float, float], tuple[float, float]]
] = {
    "albers": _project_albers,
    "equal earth": _project_equal_earth,
    "plate carree": _project_plate_carree,
}
