"""The timeline's links and words, each for what is chosen."""

from __future__ import annotations

import pytest

from archive.filters import SearchFilters, make_choices
from archive.text.dates import parse_edtf
from archive.timeline import ReportingDelay
from archive.web.timeline.timeline_page import (
    _build_form_links,
    _build_kind_switch,
    _build_view_links,
    _is_unfiltered,
    _leave_out_dates,
    _select_lanes,
    describe_delay,
)


@pytest.mark.parametrize(
    ("least", "most", "text"),
    [
        (0, 0, "first reported the same day"),
        (1, 1, "first reported 1 day later"),
        (2, 2, "first reported 2 days later"),
        (1_000, 1_000, "first reported 1,000 days later"),
        (-1, -1, "first reported 1 day before"),
        (-9, -2, "first reported 2 days before"),
        (-1, 0, "first reported 0 to 0 days later"),
        (-1, 3, "first reported 0 to 3 days later"),
        (0, 1, "first reported 0 to 1 days later"),
        (2, 6, "first reported 2 to 6 days later"),
        (1, None, "first reported at least 1 day later"),
        (5, None, "first reported at least 5 days later"),
        (0, None, "unknown how much later it was first reported"),
        (-1, None, "unknown how much later it was first reported"),
        (None, 0, "first reported at most 0 days later"),
        (None, 1, "first reported at most 1 day later"),
        (None, -1, "unknown how much later it was first reported"),
        (None, None, "unknown how much later it was first reported"),
    ],
)
def test_a_delay_is_said_as_exactly_as_its_dates_allow(least, most, text):
    assert describe_delay(ReportingDelay(least, most)) == text


@pytest.mark.parametrize(
    ("filters", "current"),
    [
        ({}, "Everything"),
        ({"kinds": make_choices("event")}, "Events"),
        ({"kinds": make_choices("photo")}, "Photo captions"),
        ({"kinds": make_choices("event"), "lanes": True}, "Events and their reports"),
        ({"kinds": make_choices("event", "photo")}, None),
    ],
)
def test_what_is_shown_is_chosen_by_kind(filters, current):
    switch = _build_kind_switch(SearchFilters(q="a", **filters), "/timeline/")
    assert [(str(link.label), link.url) for link in switch] == [
        ("Events", "/timeline/?q=a&kind=event"),
        ("Articles", "/timeline/?q=a&kind=article"),
        ("Photo captions", "/timeline/?q=a&kind=photo"),
        ("Sources", "/timeline/?q=a&kind=source"),
        ("Events and their reports", "/timeline/?q=a&kind=event&lanes=1"),
        ("Everything", "/timeline/?q=a"),
    ]
    shown = [str(link.label) for link in switch if link.is_current]
    assert shown == ([current] if current else [])


YEAR = parse_edtf("2019")


@pytest.mark.parametrize(
    ("filters", "is_unfiltered"),
    [
        ({}, True),
        ({"kinds": make_choices("event")}, True),
        ({"q": "a"}, False),
        ({"regions": make_choices("CN")}, False),
    ],
)
def test_dates_and_kinds_are_no_other_filter(filters, is_unfiltered):
    assert _is_unfiltered(SearchFilters(**filters)) is is_unfiltered


def test_both_lanes_are_of_events_and_keep_the_page():
    alone = SearchFilters(kinds=make_choices("photo"), page=3)
    assert _select_lanes(alone) is alone
    both = _select_lanes(SearchFilters(kinds=make_choices("photo"), lanes=True, page=3))
    assert (both.kinds, both.page, both.lanes) == (make_choices("event"), 3, True)


def test_without_dates_the_rest_stays():
    filters = SearchFilters(q="a", date_from=YEAR, date_to=YEAR, undated=True)
    assert _leave_out_dates(filters) == SearchFilters(q="a")


@pytest.mark.parametrize(
    ("filters", "links"),
    [
        (
            SearchFilters(page=2),
            {
                "only_events": False,
                "base": "/timeline/",
                "joint": "?",
                "feed_url": "/feeds/timeline/",
                "here": "/timeline/?page=2",
                "undated_url": "/timeline/?undated=1",
            },
        ),
        (
            SearchFilters(
                q="a", kinds=make_choices("event"), date_from=YEAR, lanes=True
            ),
            {
                "only_events": True,
                "base": "/timeline/?q=a&kind=event&lanes=1",
                "joint": "&",
                "feed_url": "/feeds/timeline/?q=a&kind=event&from=2019",
                "here": "/timeline/?q=a&kind=event&from=2019&lanes=1",
                "undated_url": "/timeline/?q=a&kind=event&undated=1&lanes=1",
            },
        ),
    ],
)
def test_the_other_views_of_the_same_entries_are_linked(filters, links):
    found = _build_view_links(filters, _leave_out_dates(filters), "/timeline/")
    assert {name: found[name] for name in links} == links
    assert found["selection"] is filters
    assert set(found) == {*links, "selection", "files", "numbers", "pictures"}
    picture = filters.without_view().url("")
    assert {one.url for one in found["pictures"]} >= {f"/timeline/picture.svg{picture}"}
    (numbers,) = found["numbers"]
    plain = filters.without_view()
    assert numbers.url == plain.url("/table/counts.csv", rows="year", columns="kind")
    query = filters.with_changes(lanes=False).url("", sort="date")
    assert [one["url"] for one in found["files"]] == [
        f"/search/export.{suffix}{query}" for suffix in ("csv", "ics")
    ]
    assert [str(one["name"]) for one in found["files"]] == ["CSV", "iCalendar"]


def test_the_form_carries_what_it_has_no_field_for():
    filters = SearchFilters(
        q="a",
        kinds=make_choices("event"),
        regions=make_choices("CN", "DE"),
        tags=make_choices("theme/a", "theme/b", "theme/c"),
        date_from=YEAR,
        undated=True,
        page=2,
    )
    found = _build_form_links(filters, "/timeline/")
    assert set(found) == {"hidden", "further", "switch"}
    assert found["hidden"] == [("kind", "event")]
    assert found["further"] == [
        *(("region", "DE"), ("tag", "theme/b"), ("tag", "theme/c"))
    ]
    assert len(found["switch"]) == 6
