"""Bars and rows say what the dates say, and no more."""

import re
from itertools import pairwise

import pytest

from archive.filters import (
    SearchFilters,
)
from archive.models import Entry, EntryRegion, Region
from archive.text import dates
from archive.text.dates import counted_days
from archive.timeline import TimeScale, build_timeline
from archive.timeline._span_counts import SpanCounts
from archive.timeline._time_bins import choose_scale, make_bins
from tests.byhand import count_months
from tests.factories import make_article, make_event, published
from tests.markup import page_text


def days(text):
    edtf = dates.parse_edtf(text)
    return edtf.earliest, edtf.latest


@pytest.mark.parametrize(
    ("span", "scale"),
    [
        ("2019-02", TimeScale.DAY),
        ("2019", TimeScale.MONTH),
        ("2010/2024", TimeScale.YEAR),
        ("1900/2024", TimeScale.DECADE),
        ("0001/2024", TimeScale.CENTURY),
    ],
)
def test_the_scale_fits_the_span(span, scale):
    assert choose_scale(*days(span)) is scale


@pytest.mark.parametrize(
    ("scale", "span", "number"),
    [
        (TimeScale.DAY, "2019-02", 28),
        (TimeScale.DAY, "2020-02", 29),
        (TimeScale.MONTH, "2019", 12),
        (TimeScale.YEAR, "2013/2024", 12),
        (TimeScale.DECADE, "1990/2024", 4),
        (TimeScale.CENTURY, "1900/2024", 2),
    ],
)
def test_bins_cover_the_span_without_gaps(scale, span, number):
    made = make_bins(scale, *days(span))
    assert len(made) == number
    assert all(a.latest + 1 == b.earliest for a, b in pairwise(made))


@pytest.mark.parametrize(
    ("scale", "day", "words"),
    [
        (TimeScale.DECADE, "2019-02-20", "2010–2019"),
        (TimeScale.DECADE, "0005", "1 BCE to 9"),
        (TimeScale.CENTURY, "-0050", "101 BCE to 2 BCE"),
    ],
)
def test_years_before_the_first_are_said_as_everywhere(scale, day, words):
    (made,) = make_bins(scale, *[dates.parse_edtf(day).earliest] * 2)
    assert made.words == words


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2019-02-20", [0, 1, 0]),
        ("2018/2020", [1, 1, 1]),
        ("../2019-02-20", [0, 1, 0]),
        ("2018/..", [1, 0, 0]),
        ("[..2019-02-20]", [0, 1, 0]),
        ("2030", [0, 0, 0]),
    ],
)
def test_an_open_end_counts_in_the_bin_of_its_known_end_only(date, expected):
    line = SpanCounts.from_spans([(*counted_days(dates.parse_edtf(date)), 1)])
    years = make_bins(TimeScale.YEAR, *days("2018/2020"))
    assert [line.count_touching(y.earliest, y.latest) for y in years] == expected


def test_bars_agree_with_counting_by_hand():
    spans = [(n * 37 % 900, n * 37 % 900 + n % 400) for n in range(200)]
    base = days("2015")[0]
    found = [(base + a, base + b) for a, b in spans]
    months = make_bins(TimeScale.MONTH, *days("2015/2018"))
    by_hand = [sum(a <= m.latest and b >= m.earliest for a, b in found) for m in months]
    line = SpanCounts.from_spans((a, b, 1) for a, b in found)
    assert [line.count_touching(m.earliest, m.latest) for m in months] == by_hand


@pytest.mark.django_db
def test_the_page_counts_the_undated_and_sorts_by_first_possible_day():
    for date in ("2019", "2019-02-20", "2018/2020", "", "2021"):
        published(make_article(title=date or "undated", date=date))
    chosen = SearchFilters(
        date_from=dates.parse_edtf("2019"), date_to=dates.parse_edtf("2019")
    )
    view = build_timeline(chosen, Entry.objects.public())
    assert view.undated == 1
    assert view.dated == 4
    assert [r.edtf for r in view.rows] == ["2018/2020", "2019", "2019-02-20"]
    assert [b.count for b in view.overview.bars] == [1, 3, 1, 1]
    assert view.detail is not None and len(view.detail.bars) == 12
    assert view.previous and view.previous.date_from == "2018"
    assert view.next and view.next.date_from == "2020"


@pytest.mark.django_db
def test_an_empty_archive_has_an_empty_line():
    view = build_timeline(SearchFilters(), Entry.objects.public())
    assert view.rows == () and view.overview.bars == ()
    assert view.overview.tallest is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("date_from", "date_to", "axis", "fullest", "wider"),
    [
        ("2010", "2019", 10, "2019", "2000"),
        ("2019", "2019", 12, "2019-02", "2010"),
        ("2019-02", "2019-02", 28, "2019-02-20", "2019"),
        ("2019-02-20", "2019-02-20", 0, "2019", "2019-02"),
    ],
)
def test_each_step_of_the_ladder_leads_up_and_down(
    date_from, date_to, axis, fullest, wider
):
    for date in ("2019-02-20", "2019-02-20", "2019-02", "2013"):
        published(make_article(title=date, date=date))
    chosen = SearchFilters(
        date_from=dates.parse_edtf(date_from), date_to=dates.parse_edtf(date_to)
    )
    view = build_timeline(chosen, Entry.objects.public())
    assert len(view.axis) == axis
    assert view.fullest and view.fullest.date_from == fullest
    assert view.wider and view.wider.date_from == wider


@pytest.mark.django_db
def test_the_tracks_stand_under_the_bars_of_all_years():
    for date in ("2013-07", "2014"):
        published(make_article(title=date, date=date))
    view = build_timeline(SearchFilters(), Entry.objects.public())
    first, second = (row.track for row in view.rows)
    assert view.axis == ("2013", "2014")
    assert 290 < first.x < 310  # 1 July, in the middle of the first of two years
    assert (second.x, second.right) == (600, 1200)


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["?lanes=1", "?kind=event", "?lanes=1&from=2019"])
def test_a_line_of_events_speaks_of_events(client, query):
    published(make_event(title="It happens", date="2019"))
    published(make_event(title="Some time", date=""))
    published(make_article(title="It is reported", date="2019"))
    text = page_text(client.get(f"/timeline/{query}"))
    assert "1 dated event." in text and "1 event has no date" in text
    assert re.search(r'id="h-e">1 event', text)
    assert "1 dated entry" not in text


@pytest.mark.django_db
def test_a_view_is_named_by_what_narrows_it(client):
    Region.objects.create(code="CN", level="country", is_listed=True)
    address = "/timeline/?region=CN&kind=event&from=2019-02&to=2019-02"
    title = re.search("<title>(.*)</title>", page_text(client.get(address)))[1]
    assert title.startswith("Timeline, February 2019 (Type: Event, Region: CN) –")
    assert "<title>Timeline –" in page_text(client.get("/timeline/"))


@pytest.mark.django_db
def test_a_notice_beside_the_undated_is_said_once(client):
    published(make_event(title="Irgendwann", date=""))
    text = page_text(client.get("/timeline/?undated=1&from=2019"))
    assert text.count('class="notice"') == 1 and "belong to no period" in text


@pytest.mark.django_db
def test_the_line_can_be_narrowed_and_the_undated_are_listed(client):
    china = Region.objects.create(code="CN", level="country")
    for number in range(25):
        entry = published(make_article(title=f"Undated {number}"))
        EntryRegion.objects.create(entry=entry, region=china)
    published(make_article(title="Elsewhere", date="2019"))
    text = page_text(client.get("/timeline/?region=CN"))
    assert '<option value="CN" selected>' in text
    assert 'href="/timeline/?region=CN&amp;undated=1">25 entries have no date' in text
    text = page_text(client.get("/timeline/?region=CN&undated=1&page=2"))
    assert text.count(">Undated ") == 5 and "Elsewhere" not in text


@pytest.mark.django_db
def test_the_bars_at_the_edge_of_a_long_window_count_all_that_they_cover():
    for date in ("Y-17E7", "Y-100000", "-0100", "2019"):
        published(make_article(title=date, date=date))
    chosen, public = (
        SearchFilters(date_to=dates.parse_edtf("Y-100000")),
        Entry.objects.public(),
    )
    view = build_timeline(chosen, public, count_months(public))
    assert view.detail and view.detail.bars[-1].date_to == "-0001"
    assert view.detail.bars[-1].count == 2


@pytest.mark.django_db
def test_tracks_of_ages_stand_under_their_bars():
    for date in ("Y-500000", "2019"):
        published(make_article(title=date, date=date))
    view = build_timeline(SearchFilters(), Entry.objects.public())
    assert len(view.axis) == 6 and view.axis[0] == "-500000"
    assert [row.track.x for row in view.rows] == [0, 1004]
