"""Maps: names where the outlines are, neighbours that touch."""

import pytest
from django.conf import settings

from archive.regions import extent_of, label_rules, neighbours, shapes


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
    assert set(neighbours(code)) == beside


@pytest.mark.parametrize("code", ["CN-XJ", "CN-HE", "CN", "RU", "FR"])
def test_to_be_neighbours_is_mutual(code):
    assert all(code in neighbours(other) for other in neighbours(code))


def test_the_style_sheet_places_the_names_where_the_outlines_are():
    css = settings.BASE_DIR / "archive/static/archive/css/map-labels.css"
    assert css.read_text("utf-8") == label_rules()


def test_names_do_not_cover_each_other():
    counted = {"CN-BJ": 9, "CN-TJ": 8, "CN-HE": 7, "CN-XJ": 6}
    assert shapes("china", counted).named == ("CN-BJ", "CN-XJ")


def test_the_outline_of_a_region_is_marked_and_drawn_last():
    drawn = shapes("china", {}, here="CN-XJ")
    assert [s.code for s in drawn.shapes if s.is_here] == ["CN-XJ"]
    assert drawn.shapes[-1].code == "CN-XJ"


@pytest.mark.parametrize(
    ("code", "extent"), [("CN", "world"), ("CN-SD", "china"), ("CN-371000", "")]
)
def test_a_region_is_on_one_map(code, extent):
    assert extent_of(code) == extent
