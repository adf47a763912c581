"""Maps: names and points where the outlines are, neighbours that touch."""

import json
import re

import pytest
from django.conf import settings

from archive.regions import (
    BaseMapError,
    RegionPoint,
    _base_maps,
    draw_locator_map,
    draw_parts_map,
    draw_points_map,
    find_base_map,
    find_nearest,
    find_neighbours,
    get_base_map,
    measure_kilometres,
)
from archive.regions._maps import find_round_ranges
from archive.regions._outlines import bounding_box, simplify_path
from archive.web.regions.region_maps import DARK_COLOURS

FIXTURES = settings.BASE_DIR / "fixtures"
REGIONS = json.loads((FIXTURES / "regions.json").read_text("utf-8"))
SUBDIVISIONS = json.loads((FIXTURES / "subdivisions.json").read_text("utf-8"))
BY_CODE = {row["code"]: row for row in REGIONS}
EVERYWHERE = BY_CODE | {row["code"]: row for row in SUBDIVISIONS}
OUTLINE_FOLDER = _base_maps.OUTLINE_FOLDER
HONG_KONG = RegionPoint("HK", 22.28, 114.17)
SINGAPORE = RegionPoint("SG", 1.29, 103.85)


def path_of(code):
    above = EVERYWHERE[code]["parent"]
    return [*(path_of(above) if above else []), code]


@pytest.mark.parametrize(
    ("code", "beside"),
    [
        ("CN-XJ", {"CN-XZ", "CN-QH", "CN-GS"}),
        ("CN-BJ", {"CN-HE", "CN-TJ"}),
        ("CN-HI", set()),
        ("DE", {"AT", "PL", "CZ", "NL", "FR", "CH", "DK", "LU", "BE"}),
        ("US", {"CA", "MX"}),
        ("CN-371082", set()),
        ("XX", set()),
    ],
)
def test_neighbours_share_a_border_as_drawn(code, beside):
    assert set(find_neighbours(code)) == beside


@pytest.mark.parametrize("code", ["CN-XJ", "CN-HE", "CN", "RU", "FR"])
def test_to_be_neighbours_is_mutual(code):
    assert all(code in find_neighbours(other) for other in find_neighbours(code))


def test_what_has_no_outline_has_the_nearest_points():
    others = [RegionPoint("DE", 52.5, 13.4), SINGAPORE, RegionPoint("MO", 22.2, 113.55)]
    assert [p.code for p in find_nearest(HONG_KONG, others, 2)] == ["MO", "SG"]
    assert 2_500 < measure_kilometres(HONG_KONG, SINGAPORE) < 2_650


def test_every_point_of_the_gazetteer_lies_in_the_outline_around_it():
    outside = []
    for row in EVERYWHERE.values():
        here = next(
            (c for c in reversed(path_of(row["code"])) if find_base_map(c)), None
        )
        if here is None or row["latitude"] is None:
            continue
        held = find_base_map(here)
        x, y = held.project(row["latitude"], row["longitude"])
        left, top, width, height = bounding_box(held.outlines[here].d)
        room = held.view_box[2] * (0.03 if held.code not in ("", "CN") else 0.004)
        is_inside = (
            left - room <= x <= left + width + room
            and top - room <= y <= top + height + room
        )
        outside += [] if is_inside else [row["code"]]
    # Of Vanuatu's islands the largest alone is drawn, none of Sansha's, and of the
    # Colombian island in the Caribbean a rock.
    assert outside == ["VU", "CN-460300", "CO-SAP"]


def test_names_stand_on_their_map():
    for area in ("", "CN"):
        codes = list(get_base_map(area).outlines)
        for code in codes:
            labels = draw_parts_map(area, {code: 1}).labels
            assert all(
                0 <= x.x_percent <= 100 and 0 <= x.y_percent <= 100 for x in labels
            )
        assert len(draw_parts_map(area, dict.fromkeys(codes, 1)).labels) == 7


def test_names_do_not_cover_each_other():
    counted = {"CN-BJ": 9, "CN-TJ": 8, "CN-HE": 7, "CN-XJ": 6}
    labels = draw_parts_map("CN", counted).labels
    assert [label.code for label in labels] == ["CN-BJ", "CN-XJ"]


def test_a_small_place_does_not_stand_where_a_large_one_has_no_room():
    """Neighbours of Germany have more, but no room; the far one has too few."""
    many = dict.fromkeys("CN US DE LU GB FR IL IE IN GR HU CH".split(), 9)
    codes = {label.code for label in draw_parts_map("", {**many, "MK": 4}).labels}
    assert "CN" in codes and "MK" not in codes
    assert "MK" in {label.code for label in draw_parts_map("", {"MK": 4}).labels}


@pytest.mark.parametrize(
    ("most", "ranges"),
    [
        (0, []),
        (1, [(1, 1)]),
        (3, [(1, 1), (2, 2), (3, 4)]),
        (10, [(1, 1), (2, 2), (3, 4), (5, 7), (8, 16)]),
        (11, [(1, 4), (5, 9), (10, 19)]),
        (71, [(1, 4), (5, 9), (10, 19), (20, 49), (50, 100)]),
        (100, [(1, 4), (5, 9), (10, 19), (20, 49), (50, 100)]),
        (400, [(1, 49), (50, 99), (100, 199), (200, 499)]),
        (
            100_000,
            [
                (1, 4_999),
                (5_000, 9_999),
                (10_000, 19_999),
                (20_000, 49_999),
                (50_000, 100_000),
            ],
        ),
    ],
)
def test_classes_begin_with_round_numbers_and_stay_while_counts_grow(most, ranges):
    assert find_round_ranges(most) == ranges


@pytest.mark.parametrize("most", [1, 7, 10, 11, 99, 100, 101, 54_321, 1_000_000])
def test_every_count_is_in_one_class(most):
    ranges = find_round_ranges(most)
    for count in {1, most // 2 or 1, most - 1 or 1, most}:
        assert sum(low <= count <= high for low, high in ranges) == 1


def read_colours(theme):
    text = (settings.STATIC_DIR / "archive/css/tokens.css").read_text("utf-8")
    found = re.findall(r"--(\w+): light-dark\((#\w+), (#\w+)\)", text)
    return {name: colours[theme] for name, *colours in found}


def measure_luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("step", range(6))
def test_names_are_readable_on_every_class(theme, step):
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    colours = read_colours(theme)
    ink = colours["paper" if step >= DARK_COLOURS else "ink"]
    light, dark = sorted(
        map(measure_luminance, (ink, colours[f"d{step}"])), reverse=True
    )
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_name_is_light_only_where_a_dark_outline_lies_behind_it():
    drawn = draw_parts_map("", {"CN": 9, "DE": 8, "KE": 7}, [SINGAPORE])
    assert {label.code: label.is_inside for label in drawn.labels} == {
        "CN": True,
        "DE": False,
        "KE": False,
    }
    weihai = RegionPoint("CN-371000", 37.5, 122.11)
    drawn = draw_points_map("CN-SD", {"CN-371000": 4}, [weihai])
    assert [label.is_inside for label in drawn.labels] == [False]


def test_a_coarse_path_is_the_same_to_a_unit():
    fine = get_base_map("CN").outlines["CN-XJ"].d
    assert len(simplify_path(fine)) < 0.75 * len(fine)
    assert all(
        abs(a - b) <= 1
        for a, b in zip(
            bounding_box(fine), bounding_box(simplify_path(fine)), strict=True
        )
    )
    assert simplify_path("M0,0l.1,.2 .1,0z") == ""


def test_a_shape_has_the_step_of_its_class():
    drawn = draw_parts_map("CN", {"CN-XJ": 71, "CN-BJ": 19, "CN-SD": 1})
    steps = {shape.count: shape.step for shape in drawn.shapes if shape.count}
    assert steps == {71: 5, 19: 3, 1: 1}
    assert [step for step, _low, _high in drawn.legend] == [1, 2, 3, 4, 5]


def test_a_country_without_an_outline_is_a_point_or_is_named_below():
    counted = {"CN": 3, "SG": 2, "TV": 1}
    drawn = draw_parts_map("", counted, [SINGAPORE, HONG_KONG])
    assert [(dot.code, dot.count) for dot in drawn.dots] == [("SG", 2)]
    assert drawn.missing == ("TV",)
    assert drawn.legend[-1] == (3, 3, 4)


def test_places_of_a_province_are_points_on_its_outline():
    weihai = RegionPoint("CN-371000", 37.5, 122.11)
    drawn = draw_points_map("CN-SD", {"CN-371000": 4}, [weihai])
    left, top, width, height = drawn.view
    (dot,) = drawn.dots
    assert left < dot.x < left + width and top < dot.y < top + height
    assert dot.x > left + width * 0.7  # it is Shandong's easternmost city
    assert [s.code for s in drawn.shapes if s.is_here] == ["CN-SD"]
    assert [label.code for label in drawn.labels] == ["CN-371000"]


def test_a_place_with_an_outline_is_marked_and_drawn_last():
    found = draw_locator_map(["CN", "CN-XJ"], None)
    assert [s.code for s in found.shapes if s.is_here] == ["CN-XJ"]
    assert found.shapes[-1].code == "CN-XJ"
    assert found.point is None and found.ring is None


def test_a_small_place_is_ringed_and_one_without_outline_has_a_point():
    assert draw_locator_map(["CN", "CN-BJ"], None).ring
    assert draw_locator_map(["SG"], SINGAPORE).point
    rongcheng = RegionPoint("CN-371082", 37.16, 122.42)
    found = draw_locator_map(["CN", "CN-SD", "CN-371000", "CN-371082"], rongcheng)
    assert found.point and found.shapes[-1].code == "CN-SD"
    assert draw_locator_map(["XX"], None) is None


@pytest.mark.parametrize(
    ("code", "area"), [("CN", ""), ("CN-SD", "CN"), ("DE", ""), ("CN-371000", None)]
)
def test_a_region_is_on_the_nearest_map_that_has_it(code, area):
    held = find_base_map(code)
    assert (held.code if held else None) == area


MADE_UP = {
    "credit": "a made-up surveyor",
    "view_box": [0, 0, 100, 100],
    "projection": {
        "name": "plate carree",
        "origin": [8, 47],
        "scale": 1000,
        "offset": [50, 50],
    },
    "outlines": {
        "AQ-ZH": {"d": "M0,0L50,0 50,100 0,100z"},
        "AQ-BE": {"d": "M50,0L100,0 100,100 50,100z", "c": [75, 40]},
    },
}


@pytest.fixture
def with_file(tmp_path, monkeypatch):
    """The folder of outlines with one file more: `with_file(name, data)`."""

    def add(name, data):
        for file in _base_maps.OUTLINE_FOLDER.glob("[Cw]*.json"):
            (tmp_path / file.name).write_bytes(file.read_bytes())
        (tmp_path / name).write_text(json.dumps(data), "utf-8")
        monkeypatch.setattr(_base_maps, "OUTLINE_FOLDER", tmp_path)

    return add


def test_a_country_gets_its_parts_by_one_file(with_file):
    assert get_base_map("AQ") is None
    with_file("AQ.json", MADE_UP)
    basel = RegionPoint("AQ-BS", 47.5, 7.0)
    drawn = draw_parts_map("AQ", {"AQ-ZH": 5, "AQ-BE": 2, "AQ-BS": 1}, [basel])
    assert {s.code: s.step for s in drawn.shapes} == {"AQ-ZH": 4, "AQ-BE": 2}
    assert [(dot.code, dot.x, dot.y) for dot in drawn.dots] == [("AQ-BS", 32.5, 41.3)]
    places = {label.code: (label.x_percent, label.y_percent) for label in drawn.labels}
    assert places["AQ-ZH"] == (25, 50) and places["AQ-BE"] == (75, 40)
    assert drawn.credit == "a made-up surveyor"
    assert find_base_map("AQ-ZH").code == "AQ"
    assert draw_locator_map(["AQ", "AQ-ZH"], None).view == (0, 0, 100, 100)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("AQ.json", {"projection": {"name": "mercator"}}),
        ("AQ.json", {"view_box": [0, 0, 100]}),
        ("AQ.json", {"credit": None, "outlines": {"AQ-ZH": {"d": "<script>"}}}),
        ("AQ.json", {"outlines": [1]}),
        ("switzerland.json", {}),
    ],
)
def test_a_file_that_cannot_be_drawn_is_refused(with_file, name, change):
    with_file(name, MADE_UP | change)
    with pytest.raises(BaseMapError, match=name):
        get_base_map("AQ")


@pytest.mark.parametrize("code", sorted(_base_maps._list_codes(OUTLINE_FOLDER)))
def test_every_map_draws_known_parts_where_they_are(code):
    """And its credit is one that translators know."""
    base_map = get_base_map(code)
    assert base_map.credit in _base_maps.MAP_CREDITS
    left, top, width, height = base_map.view_box
    for part, outline in base_map.outlines.items():
        row = EVERYWHERE[part]
        assert row["parent"] == (code or None) and row["outline"] == part
        x, y = outline.centre
        if code:  # Fiji lies on both edges of the world
            assert left <= x <= left + width and top <= y <= top + height, part
