"""A list of regions shows counts as bars, and names in the scripts of each place."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from archive.filters import SearchFilters, make_choices
from archive.models import Region, RegionName
from archive.web.regions.region_ranking import (
    LocalName,
    RankedRegion,
    build_ranking,
    get_text_direction,
    list_local_names,
)

pytestmark = pytest.mark.django_db
NAMES = {
    "CN": {"en": "China", "zh-Hans": "中国", "ug": "جۇڭگو"},
    "CN-XJ": {"en": "Xinjiang", "zh-Hans": "新疆", "ug": "شىنجاڭ"},
    "DE": {"en": "Germany", "zh-Hans": "德国"},
    "HK": {"en": "Hong Kong", "zh-Hans": "香港"},
}
CHINESE = {
    code: LocalName(names["zh-Hans"], "zh-Hans", "") for code, names in NAMES.items()
}
UYGHUR = LocalName("شىنجاڭ", "ug", "rtl")


@pytest.fixture
def regions():
    made = {}
    for code, names in NAMES.items():
        above = made.get(code.partition("-")[0])
        made[code] = Region.objects.create(
            code=code, level="province" if above else "country", parent=above
        )
        for language, name in names.items():
            RegionName.objects.create(
                region=made[code], language=language, name=name, is_preferred=True
            )
    RegionName.objects.create(
        region=made["DE"], language="ug", name="x", is_preferred=False
    )
    return made


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("CN", [CHINESE["CN"]]),
        ("CN-XJ", [CHINESE["CN-XJ"], UYGHUR]),
        ("HK", [CHINESE["HK"]]),
        ("DE", []),
    ],
)
def test_a_place_has_the_names_of_its_own_languages(regions, code, names):
    assert list_local_names(regions[code]) == names


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ug", "rtl"), ("ar", "rtl"), ("zh-Hans", ""), ("en", ""), ("", "")],
)
def test_the_direction_is_that_of_the_script(language, direction):
    assert get_text_direction(language) == direction


def test_a_name_that_is_the_heading_is_not_repeated(regions):
    with override("zh-hans"):
        (row,) = build_ranking([(regions["CN-XJ"], 1)], SearchFilters())
    assert (row.name, row.scripts) == ("新疆", [UYGHUR])


@pytest.mark.parametrize(
    ("counts", "most", "shares"),
    [
        ([200, 199, 100, 1, 0], 0, [100, 100, 50, 1, 1]),
        ([3, 2, 1], 0, [100, 67, 33]),
        ([3, 2, 1], 6, [50, 33, 17]),
        ([3], 2, [100]),
        ([], 0, []),
    ],
)
def test_a_bar_is_a_share_of_the_highest_count(regions, counts, most, shares):
    pairs = [(regions["DE"], count) for count in counts]
    rows = build_ranking(pairs, SearchFilters(), most=most)
    assert [(row.count, row.share) for row in rows] == list(
        zip(counts, shares, strict=True)
    )


def test_a_row_is_told_whole(regions):
    filters = SearchFilters(q="a", regions=make_choices("CN"), sort="date")
    assert build_ranking([(regions["CN-XJ"], 7)], filters) == [
        RankedRegion(
            name="Xinjiang",
            url="/regions/CN-XJ/?q=a",
            count=7,
            share=100,
            scripts=[CHINESE["CN-XJ"], UYGHUR],
        )
    ]
