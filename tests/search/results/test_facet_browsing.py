"""A facet can be browsed whole: as a tree, by name, with the counts of the search."""

from __future__ import annotations

import pytest

from archive.filters import SearchFilters, make_choices
from archive.models import Region, RegionName, Tag, TagLabel
from archive.search.results.facet_browsing import BROWSED_COLUMNS, FacetBrowser

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on_sqlite("names are read the same way from both databases"),
]


def browse(name, counts, sought="", filters=None, reader="en"):
    """(value, label, count, depth) of the values, in their order."""
    browser = FacetBrowser(SearchFilters(**(filters or {})), reader, name, sought)
    facet = browser.make_facet((counts,))
    return [(v.value, v.label, v.count, v.depth) for v in facet.values], facet


@pytest.fixture
def regions():
    """China with Xinjiang, and thirteen countries with more entries than these."""
    counts = {}
    china = Region.objects.create(code="CN", level="country")
    xinjiang = Region.objects.create(code="CN-XJ", level="province", parent=china)
    for region, language, name, is_preferred in (
        (china, "en", "China", True),
        (xinjiang, "en", "Xinjiang", True),
        (xinjiang, "zh-Hans", "新疆", True),
        (xinjiang, "de", "Ostturkestan", False),
    ):
        RegionName.objects.create(
            region=region, language=language, name=name, is_preferred=is_preferred
        )
    for number in range(13):
        country = Region.objects.create(code=f"Q{number:X}", level="country")
        counts[country.pk] = 100 - number
    return counts | {china.pk: 3, xinjiang.pk: 1}


def test_only_the_columns_of_the_facet_are_counted():
    for name, columns in BROWSED_COLUMNS.items():
        browser = FacetBrowser(SearchFilters(), "en", name)
        assert tuple(browser.column_counts) == columns, name


def test_all_regions_are_there_each_below_the_one_above_it(regions):
    rows, facet = browse("region", regions)
    assert len(rows) == facet.number == 15
    assert rows[0] == ("Q0", "Q0", 100, 0)
    assert rows[-2:] == [("CN", "China", 3, 0), ("CN-XJ", "Xinjiang", 1, 1)]


@pytest.mark.parametrize(
    "sought", ["xinj", "XINJIANG", "新疆", "ostturk", "cn-xj", "jiang"]
)
def test_a_region_is_found_by_any_name_with_what_is_above_it(regions, sought):
    rows, facet = browse("region", regions, sought)
    assert [value for value, *_rest in rows] == ["CN", "CN-XJ"]
    assert facet.number == 15


def test_a_name_that_is_not_there_finds_nothing(regions):
    assert browse("region", regions, "Atlantis")[0] == []


def test_a_region_without_entries_is_not_found_by_its_name(regions):
    Region.objects.create(code="QZ", level="country")
    assert browse("region", regions, "qz")[0] == []


def test_a_chosen_region_is_told_and_others_are_counted_beside_it(regions):
    chosen = {"regions": make_choices("CN-XJ")}
    _rows, facet = browse("region", regions, filters=chosen)
    assert [v.value for v in facet.values if v.is_chosen] == ["CN-XJ"]
    assert len(facet.values) == 15


def test_tags_stand_in_their_tree_and_are_found_by_synonyms():
    scoring = Tag.objects.create(scheme="theme", slug="scoring")
    credit = Tag.objects.create(scheme="theme", slug="credit", broader=scoring)
    other = Tag.objects.create(scheme="theme", slug="other")
    TagLabel.objects.create(tag=credit, language="de", label="Sozialkredit")
    counts = {scoring.pk: 2, credit.pk: 1, other.pk: 5}
    rows, _facet = browse("tag", counts)
    assert [(value, depth) for value, _label, _count, depth in rows] == [
        ("theme/other", 0),
        ("theme/scoring", 0),
        ("theme/credit", 1),
    ]
    rows, _facet = browse("tag", counts, "kredit")
    assert [value for value, *_rest in rows] == ["theme/scoring", "theme/credit"]


def test_languages_and_credits_are_found_by_their_names():
    rows, _facet = browse("language", {"de": 3, "en": 1}, "germ")
    assert rows == [("de", "German", 3, 0)]
    rows, _facet = browse("credit", {"dpa": 2, "DPA": 1, "AFP": 4}, "dp")
    assert rows == [("dpa", "dpa", 3, 0)]
