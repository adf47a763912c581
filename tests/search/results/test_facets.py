"""What is counted of a search becomes facets, what is chosen among them."""

from __future__ import annotations

import pytest

from archive.filters import SearchFilters, make_choices
from archive.models import Region, RegionName, Tag, TagLabel
from archive.search.engines.protocol import ColumnCount
from archive.search.results import facets
from archive.search.results.facets import Facet, FacetBuilder, FacetValue

NAMES = ("kind", "region", "first", "last", "all", "tag", "language", "credit")


def make_facets(filters=None, reader="en", **counts):
    """The facets by name in the reader's language, from the counts of some columns."""
    builder = FacetBuilder(SearchFilters(**(filters or {})), reader)
    columns = tuple(counts.get(name, {}) for name in builder.column_counts)
    return {facet.name: facet for facet in builder.make_facets(columns)}


def rows_of(facet):
    return [(v.value, v.label, v.count, v.depth, v.is_chosen) for v in facet.values]


@pytest.mark.parametrize(
    ("filters", "more"),
    [
        ({}, {}),
        ({"languages": make_choices("de")}, {}),
        ({"languages": make_choices("de-CH")}, {"variant"}),
    ],
)
def test_a_column_is_counted_for_each_facet(filters, more):
    builder = FacetBuilder(SearchFilters(**filters), "en")
    assert set(builder.column_counts) == {*NAMES, *more}
    assert builder.counts == tuple(builder.column_counts.values())
    assert builder.column_counts["all"] == ColumnCount("kind", "date")
    assert builder.column_counts["kind"] == ColumnCount("kind", "kinds")


@pytest.mark.django_db
def test_kinds_stand_in_their_order_and_a_chosen_one_always():
    found = make_facets(
        {"kinds": make_choices("event")}, kind={"photo": 2, "article": 1}
    )
    assert rows_of(found["kind"]) == [
        ("article", "Article", 1, 0, False),
        ("photo", "Photo caption", 2, 0, False),
        ("event", "Event", 0, 0, True),
    ]


@pytest.mark.django_db
def test_a_region_follows_the_one_above_it():
    made, counted = {}, {}
    for code, number in (("CN", 2), ("CN-XJ", 1), ("CN-GD", 1), ("DE", 3), ("FR", 0)):
        above = made.get(code.partition("-")[0])
        made[code] = Region.objects.create(
            code=code, level="province" if above else "country", parent=above
        )
        counted[made[code].pk] = number
    for language, name in (("en", "China"), ("de", "Das Land China")):
        RegionName.objects.create(
            region=made["CN"], language=language, name=name, is_preferred=True
        )
    del counted[made["FR"].pk]
    filters = {"regions": make_choices("FR", "CN-XJ")}
    found = make_facets(filters, region=counted)
    assert rows_of(found["region"]) == [
        ("DE", "DE", 3, 0, False),
        ("CN", "China", 2, 0, False),
        ("CN-GD", "CN-GD", 1, 1, False),
        ("CN-XJ", "CN-XJ", 1, 1, True),
        ("FR", "FR", 0, 0, True),
    ]
    german = make_facets(filters, "de", region=counted)
    assert german["region"].values[1].label == "Das Land China"


@pytest.mark.django_db
def test_the_tags_with_most_entries_come_first_and_chosen_ones_too(monkeypatch):
    tags = [Tag.objects.create(scheme="theme", slug=slug) for slug in "abcd"]
    other = Tag.objects.create(scheme="technology", slug="d")
    TagLabel.objects.create(tag=tags[1], language="en", label="Bee", is_preferred=True)
    counted = {tags[0].pk: 1, tags[1].pk: 2, tags[2].pk: 1, other.pk: 1}
    found = make_facets({"tags": make_choices("theme/d")}, tag=counted)
    assert rows_of(found["tag"]) == [
        ("theme/b", "Bee", 2, 0, False),
        ("theme/a", "a", 1, 0, False),
        ("theme/c", "c", 1, 0, False),
        ("technology/d", "d", 1, 0, False),
        ("theme/d", "d", 0, 0, True),
    ]
    monkeypatch.setattr(facets, "MOST_FACET_VALUES", 1)
    found = make_facets(tag=counted)
    assert [value.value for value in found["tag"].values] == ["theme/b"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "rows"),
    [
        ([], [("de", 3, False), ("en", 1, False)]),
        (["fr"], [("de", 3, False), ("en", 1, False), ("fr", 0, True)]),
        (["de-CH"], [("de", 3, False), ("en", 1, False), ("de-CH", 2, True)]),
        (["zh-Hans"], [("de", 3, False), ("en", 1, False), ("zh-Hans", 0, True)]),
    ],
)
def test_a_language_counts_with_its_variants(chosen, rows):
    found = make_facets(
        {"languages": make_choices(*chosen)},
        language={"en": 1, "de": 3},
        variant={"de-CH": 1, "de-CH-1901": 1, "de": 1, "de-CHX": 5},
    )
    shown = [(v.value, v.count, v.is_chosen) for v in found["language"].values]
    assert shown == rows


@pytest.mark.django_db
def test_a_credit_is_one_name_in_any_case():
    counted = {"dpa": 1, "DPA": 2, "AP": 3}
    found = make_facets({"credit": make_choices("Dpa", "Xinhua")}, credit=counted)
    assert rows_of(found["credit"]) == [
        ("AP", "AP", 3, 0, False),
        ("DPA", "DPA", 3, 0, True),
        ("xinhua", "xinhua", 0, 0, True),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        ({}, {}, []),
        ({2019: 2}, {2019: 2}, [(2019, 2)]),
        # one from 2017 to 2019, one in 2019 alone
        ({2017: 1, 2019: 1}, {2019: 2}, [(2019, 2), (2018, 1), (2017, 1)]),
        # nothing in 2018
        ({2017: 1, 2019: 1}, {2017: 1, 2019: 1}, [(2019, 1), (2017, 1)]),
        ({0: 1}, {0: 1}, [(0, 1)]),
        ({-3: 1}, {1: 1}, [(1, 1), (0, 1)]),
        ({9998: 1}, {10_001: 1}, [(9999, 1), (9998, 1)]),
        ({9999: 1, 10_000: 5}, {9999: 1, 10_000: 5}, [(9999, 1)]),
    ],
)
def test_an_entry_counts_in_each_year_that_it_touches(first, last, years):
    found = make_facets(first=first, last=last)["year"]
    assert found == Facet(
        "year",
        "",
        tuple(FacetValue(f"{year:04}", str(year), number) for year, number in years),
    )


@pytest.mark.django_db
def test_as_many_years_are_offered_as_there_is_room_for(monkeypatch):
    monkeypatch.setattr(facets, "MOST_FACET_YEARS", 2)
    found = make_facets(first={2010: 1}, last={2019: 1})["year"]
    assert [value.value for value in found.values] == ["2019", "2018"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("total", "dated", "is_chosen", "number"),
    [(5, 3, False, 2), (5, 5, False, None), (5, 5, True, 0), (0, 0, False, None)],
)
def test_what_has_no_date_is_offered_where_there_is_any(
    total, dated, is_chosen, number
):
    found = make_facets(
        {"undated": is_chosen},
        all={"event": total},
        first={2019: dated},
        last={2019: 9},
    )["undated"]
    value = FacetValue("1", "", number, 0, is_chosen)
    assert found.values == ((value,) if number is not None else ())


@pytest.mark.django_db
def test_without_counts_only_what_is_chosen_is_offered():
    filters = SearchFilters(kinds=make_choices("photo"), credit=make_choices("AP"))
    found = FacetBuilder(filters, "en").make_facets(())
    assert [facet.name for facet in found] == [
        *("kind", "region", "year", "undated", "tag", "language", "credit")
    ]
    assert [rows_of(facet) for facet in found if facet.values] == [
        [("photo", "Photo caption", None, 0, True)],
        [("ap", "ap", None, 0, True)],
    ]
