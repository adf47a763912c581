"""The regions and tags that the timeline's form offers, counted and named."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from archive.filters import Choice, SearchFilters, make_choices
from archive.models import (
    EntryRegion,
    Region,
    RegionName,
    Tag,
    Tagging,
    TagLabel,
)
from archive.web.timeline import timeline_form
from archive.web.timeline.timeline_form import (
    FilterOption,
    TimelineForm,
    build_filter_options,
    get_first_choice,
    list_further_choices,
    name_chosen_options,
)
from tests.factories import make_article, make_event, published

INDENT = "\u2003"


@pytest.mark.parametrize(
    ("number", "text"),
    [(None, "Faces"), (0, "Faces (0)"), (1, "Faces (1)"), (12_345, "Faces (12,345)")],
)
def test_an_option_says_how_many_entries_it_has(number, text):
    assert FilterOption("a", "Faces", number, is_chosen=False).text == text


EXCLUDED = Choice("CN", True)


@pytest.mark.parametrize(
    ("choices", "first"),
    [
        ((), ""),
        (make_choices("CN"), "CN"),
        (make_choices("CN", "DE"), "CN"),
        ((EXCLUDED, *make_choices("DE")), "DE"),
        ((EXCLUDED,), ""),
    ],
)
def test_a_list_shows_the_first_of_what_is_chosen(choices, first):
    assert get_first_choice(choices) == first
    further = [("region", c.value) for c in choices if not c.excluded][1:]
    assert list_further_choices(SearchFilters(regions=choices)) == further


@pytest.fixture
def entries(db):
    """China with Xinjiang, and Germany; two tags; an article and two events."""
    regions = {}
    for code, name in (("CN", "China"), ("CN-XJ", "Xinjiang"), ("DE", "Germany")):
        above = regions.get(code.partition("-")[0])
        regions[code] = Region.objects.create(
            code=code, level="province" if above else "country", parent=above
        )
        RegionName.objects.create(
            region=regions[code], language="en", name=name, is_preferred=True
        )
    tags = [Tag.objects.create(scheme="theme", slug=slug) for slug in ("zoo", "face")]
    for tag, label in zip(tags, ("Animals", "Faces"), strict=True):
        TagLabel.objects.create(tag=tag, language="en", label=label, is_preferred=True)
    article = published(make_article(date="2019"))
    event = published(make_event(date="2020"))
    for entry, code in ((article, "CN-XJ"), (event, "CN"), (event, "DE")):
        EntryRegion.objects.create(entry=entry, region=regions[code], role="about")
    Tagging.objects.create(entry=article, tag=tags[0])
    Tagging.objects.create(entry=event, tag=tags[0])
    Tagging.objects.create(entry=event, tag=tags[1])
    hidden = make_event()
    EntryRegion.objects.create(entry=hidden, region=regions["DE"], role="about")


CHINA = ("CN", "China"), ("CN-XJ", f"{INDENT}Xinjiang"), ("DE", "Germany")


@pytest.mark.parametrize(
    ("filters", "regions", "tags"),
    [
        ({}, (2, 1, 1), (2, 1)),
        ({"kinds": make_choices("event")}, (1, None, 1), (1, 1)),
        ({"tags": make_choices("theme/face")}, (1, None, 1), (2, 1)),
        ({"regions": make_choices("CN-XJ")}, (2, 1, 1), (1, None)),
        ({"role": "about"}, (2, 1, 1), (2, 1)),
        ({"role": "shown"}, (None, None, None), (2, 1)),  # it is of regions alone
    ],
)
def test_what_entries_have_is_offered_with_their_number(
    entries, filters, regions, tags
):
    filters = SearchFilters(**filters)
    offered = build_filter_options(filters, 2)
    region, tag = (get_first_choice(one) for one in (filters.regions, filters.tags))
    assert offered == {
        "regions": [
            FilterOption(code, label, number, code == region)
            for (code, label), number in zip(CHINA, regions, strict=True)
            if number is not None
        ],
        "tags": [
            FilterOption(key, label, number, key == tag)
            for (key, label), number in zip(
                (("theme/zoo", "Animals"), ("theme/face", "Faces")), tags, strict=True
            )
            if number is not None
        ],
    }


def test_what_is_chosen_is_offered_though_nothing_has_it(entries):
    filters = SearchFilters(
        regions=make_choices("FR"), tags=make_choices("theme/none"), role="shown"
    )
    offered = build_filter_options(filters, 0)
    assert offered == {
        "regions": [FilterOption("FR", "FR", 0, is_chosen=True)],
        "tags": [FilterOption("theme/none", "none", 0, is_chosen=True)],
    }
    filters = SearchFilters(
        regions=make_choices("CN-XJ"), tags=make_choices("theme/zoo")
    )
    assert name_chosen_options(build_filter_options(filters, 2)) == {
        ("regions", "CN-XJ"): "Xinjiang",
        ("tags", "theme/zoo"): "Animals",
    }


@pytest.mark.parametrize(("most", "codes"), [(1, ["CN"]), (2, ["CN", "CN-XJ"])])
def test_those_with_most_entries_are_offered(entries, monkeypatch, most, codes):
    monkeypatch.setattr(timeline_form, "MOST_OPTIONS", most)
    offered = build_filter_options(SearchFilters(), 2)
    assert [option.value for option in offered["regions"]] == codes
    tags = ["theme/zoo", "theme/face"][:most]
    assert [option.value for option in offered["tags"]] == tags


def test_the_form_has_words_a_region_a_tag_and_dates(db):
    form = TimelineForm(RequestFactory().get("/timeline/", {"q": "a", "region": "CN"}))
    assert list(form.fields)[-5:] == ["q", "region", "tag", "from", "to"]
    options = [
        FilterOption("CN", "China", 2, is_chosen=True),
        FilterOption("DE", "Germany", None, is_chosen=False),
    ]
    form.offer_options({"regions": options, "tags": []})
    assert form.fields["region"].choices == [
        *(("", "All regions"), ("CN", "China (2)"), ("DE", "Germany"))
    ]
    assert form.fields["region"].display_value == "CN"
    assert form.fields["tag"].choices == [("", "All tags")]
    assert form.fields["tag"].display_value == ""
