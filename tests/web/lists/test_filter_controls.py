"""Each filter that is set has its chip, its row and its place in a form."""

from __future__ import annotations

import pytest

from archive.filters import Choice, SearchFilters, make_choices
from archive.models import Region, RegionName, Tag, TagLabel
from archive.search.results.facets import Facet, FacetValue
from archive.text.dates import parse_edtf
from archive.web.lists.filter_controls import (
    FacetGroup,
    FacetRow,
    build_chips,
    build_facet_groups,
    build_list_controls,
    get_url_without_filters,
    list_hidden_parameters,
    list_sort_options,
)
from tests.factories import make_source, published


@pytest.mark.parametrize(
    ("q", "sort", "chosen"),
    [
        ("", "", "added"),
        ("camera", "", "relevance"),
        ("camera", "date", "date"),
        ("", "-date", "-date"),
    ],
)
def test_the_order_is_by_relevance_only_where_there_are_words(q, sort, chosen):
    options = list_sort_options(SearchFilters(q=q, sort=sort))
    values = [value for value, _label, _is_chosen in options]
    assert ("relevance" in values) is bool(q)
    assert {"added", "date", "-date"} <= set(values)
    assert [value for value, _label, is_chosen in options if is_chosen] == [chosen]


@pytest.fixture
def source(db):
    """A public source, with a region and a tag that have names."""
    region = Region.objects.create(code="CN-XJ", level="province")
    RegionName.objects.create(
        region=region, language="en", name="Xinjiang", is_preferred=True
    )
    tag = Tag.objects.create(scheme="theme", slug="faces")
    TagLabel.objects.create(tag=tag, language="en", label="Faces", is_preferred=True)
    return published(make_source(title="Tender"))


def chips_of(**filters):
    chips = build_chips(SearchFilters(q="a", **filters), "/search/")
    return [(str(chip), chip.url) for chip in chips]


@pytest.mark.parametrize(
    ("filters", "chip"),
    [
        ({"kinds": make_choices("photo")}, "Type: Photo caption"),
        ({"kinds": (Choice("photo", True),)}, "Not: Photo caption"),
        ({"regions": make_choices("CN-XJ")}, "Region: Xinjiang"),
        ({"regions": (Choice("CN-XJ", True),)}, "Not: Xinjiang"),
        ({"regions": make_choices("XX")}, "Region: XX"),
        ({"tags": make_choices("theme/faces")}, "Tag: Faces"),
        ({"tags": make_choices("technology/faces")}, "Tag: technology/faces"),
        ({"languages": make_choices("de-CH")}, "Language: German (Switzerland)"),
        ({"credit": make_choices("Reuters")}, "Credit: Reuters"),
        ({"date_from": parse_edtf("2019-02")}, "From: February 2019"),
        ({"date_to": parse_edtf("2019")}, "To: 2019"),
        ({"undated": True}, "Without a date"),
        ({"role": "about"}, "Connection: About"),
    ],
)
def test_a_filter_has_a_chip_with_the_address_without_it(source, filters, chip):
    assert chips_of(**filters) == [(chip, "/search/?q=a")]


def test_a_chip_leaves_the_other_values(source):
    hidden = make_source(title="Secret")
    assert chips_of(
        kinds=make_choices("photo", "event"),
        source=make_choices(source.id_code, hidden.id_code),
    ) == [
        (
            "Type: Photo caption",
            f"/search/?q=a&kind=event&source={source.id_code}&source={hidden.id_code}",
        ),
        (
            "Type: Event",
            f"/search/?q=a&kind=photo&source={source.id_code}&source={hidden.id_code}",
        ),
        (
            "Based on source: Tender",
            f"/search/?q=a&kind=photo&kind=event&source={hidden.id_code}",
        ),
        (
            f"Based on source: {hidden.id_code}",
            f"/search/?q=a&kind=photo&kind=event&source={source.id_code}",
        ),
    ]


def test_a_name_that_is_known_is_not_looked_up(django_assert_num_queries, db):
    filters = SearchFilters(regions=make_choices("CN-XJ"), tags=make_choices("a/b"))
    names = {("regions", "CN-XJ"): "Here", ("tags", "a/b"): "This"}
    with django_assert_num_queries(0):
        chips = build_chips(filters, "/search/", names)
    assert [chip.label for chip in chips] == ["Region: Here", "Tag: This"]


def test_without_filters_there_is_no_chip():
    assert chips_of() == []


FILTERS = {
    "q": "a",
    "sort": "date",
    "kinds": make_choices("photo"),
    "regions": (Choice("CN", True),),
    "page": 3,
}


@pytest.mark.parametrize(
    ("visible", "hidden"),
    [
        (
            (),
            [("q", "a"), ("kind", "photo"), ("region", "-CN"), ("sort", "date")],
        ),
        (("sort",), [("q", "a"), ("kind", "photo"), ("region", "-CN")]),
        (("q", "kind", "region", "sort"), [("region", "-CN")]),
    ],
)
def test_a_form_carries_what_has_no_field_and_what_is_left_out(visible, hidden):
    found = list_hidden_parameters(SearchFilters(**FILTERS), *visible)
    assert found == hidden


def test_the_controls_of_a_list_are_its_chips_and_a_form_for_the_order():
    filters = SearchFilters(q="a", kinds=make_choices("photo"), sort="date")
    controls = build_list_controls(filters, "/search/")
    assert set(controls) == {"selection", "chips", "sorts", "sort_hidden"}
    assert controls["selection"] is filters
    assert [str(chip) for chip in controls["chips"]] == ["Type: Photo caption"]
    assert controls["sorts"] == list_sort_options(filters)
    assert controls["sort_hidden"] == [("q", "a"), ("kind", "photo")]


def test_the_address_without_filters_keeps_the_words_and_the_order():
    filters = SearchFilters(**FILTERS, undated=True)
    assert get_url_without_filters(filters, "/search/") == "/search/?q=a&sort=date"


def test_a_value_is_chosen_alone_or_left_out():
    photo = FacetValue("photo", "Photo", 2)
    event = FacetValue("event", "Event", 1, is_chosen=True)
    year = FacetValue("2019", "2019", 1)
    facets = (
        Facet("kind", "kinds", (photo, event)),
        Facet("tag", "tags", ()),
        Facet("year", "date", (year,)),
    )
    filters = SearchFilters(q="a", kinds=make_choices("event"))
    groups = build_facet_groups(filters, "/search/", facets)
    assert groups == [
        FacetGroup(
            "kind",
            groups[0].title,
            (
                FacetRow(
                    photo,
                    "/search/?q=a&kind=photo",
                    "/search/?q=a&kind=event&kind=-photo",
                ),
                FacetRow(event, "/search/?q=a&kind=event", ""),
            ),
        ),
        FacetGroup(
            "year",
            groups[1].title,
            (FacetRow(year, "/search/?q=a&kind=event&from=2019&to=2019", ""),),
        ),
    ]
    assert [str(group.title) for group in groups] == ["Type", "Date"]
    empty = build_facet_groups(filters, "/", (Facet("year", "date", ()),))
    assert [(group.name, group.rows) for group in empty] == [("year", ())]
