"""A map on a page: what has entries is a link, and names are light where it is dark."""

from __future__ import annotations

import pytest

from archive.filters import SearchFilters, make_choices
from archive.models import Region, RegionName
from archive.regions import MapDot, MapLabel, MapShape, RegionMap, RegionPoint
from archive.web.regions.region_maps import (
    LinkedDot,
    LinkedShape,
    MapDrawing,
    NamedLabel,
    build_map_drawing,
    get_locator_picture,
    get_map_point,
    list_map_points,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def regions():
    """Two regions with names, and one without."""
    made = []
    for code, name in (("CN", "China"), ("DE", "Germany"), ("FR", None)):
        made.append(Region.objects.create(code=code, level="country"))
        if name:
            RegionName.objects.create(
                region=made[-1], language="en", name=name, is_preferred=True
            )
    return made


def draw(area="CN", shapes=(), dots=(), labels=(), missing=()):
    return RegionMap(
        area, (0, 0, 10, 10), shapes, dots, ((1, 1, 2),), labels, missing, "credit"
    )


def test_without_a_map_there_is_no_drawing(regions):
    assert build_map_drawing(None, regions, SearchFilters()) is None


def test_a_map_is_drawn_whole(regions):
    shapes = (
        MapShape("CN", "M0", 5, 7),
        MapShape("DE", "M1", 0, 0),
        MapShape("XX", "M2", 1, 3),
        MapShape("", "M3", 0, 0),
    )
    dots = (MapDot("DE", 1.0, 2.0, 1, 2), MapDot("CN", 1.0, 2.0, 0, 0))
    labels = (
        MapLabel("CN", 1, 2, 4, is_inside=True),
        MapLabel("DE", 1, 2, 4),
        MapLabel("FR", 1, 2, 3, is_inside=True),
        MapLabel("XX", 1, 2, 5, is_inside=True),
    )
    drawn = draw(shapes=shapes, dots=dots, labels=labels, missing=("DE", "XX"))
    filters = SearchFilters(q="a", regions=make_choices("DE"), sort="date")
    assert build_map_drawing(drawn, regions, filters) == MapDrawing(
        map=drawn,
        shapes=[
            LinkedShape("/regions/CN/?q=a", "China", shapes[0]),
            *(LinkedShape("", "", shape) for shape in shapes[1:]),
        ],
        dots=[
            LinkedDot("/regions/DE/?q=a", "Germany", dots[0]),
            LinkedDot("", "", dots[1]),
        ],
        labels=[
            NamedLabel(labels[0], "China", is_dark=True),
            NamedLabel(labels[1], "Germany", is_dark=False),
            NamedLabel(labels[2], "FR", is_dark=False),
        ],
        missing=["Germany"],
        area="China",
    )
    assert build_map_drawing(draw("world"), regions, filters).area == "world"


@pytest.mark.parametrize(
    ("latitude", "longitude", "is_point"),
    [(1.5, 2.5, True), (0, 0, True), (None, 2.5, False), (1.5, None, False)],
)
def test_a_region_with_both_coordinates_is_a_point(latitude, longitude, is_point):
    region = Region(code="CN", latitude=latitude, longitude=longitude)
    point = RegionPoint("CN", latitude, longitude) if is_point else None
    assert get_map_point(region) == point
    assert list_map_points([region, region]) == ([point, point] if is_point else [])


def test_a_region_has_the_picture_of_where_it_is(client):
    region = Region.objects.create(code="DE", level="country", is_listed=True)
    picture = get_locator_picture(region)
    assert picture.url == "/regions/DE/map.svg"
    assert picture.width > 0 and picture.height > 0
    answer = client.get(picture.url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=86400"
    moved = client.get("/regions/de/map.svg")
    assert (moved.status_code, moved.url) == (301, picture.url)
    assert client.get("/regions/QQ/map.svg").status_code == 404
    nowhere = Region.objects.create(code="QZ", level="country", is_listed=True)
    assert get_locator_picture(nowhere) is None
    assert client.get("/regions/QZ/map.svg").status_code == 404
