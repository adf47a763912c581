"""Counts in the shape that Haystack's documentation shows."""

from __future__ import annotations

import datetime

import pytest
from haystack.exceptions import FacetingError, SearchBackendError
from haystack.query import SearchQuerySet

from archive.models import Citation
from archive.search.haystack.field_registry import list_facet_fields
from tests.factories import make_article, make_photo, make_source, published

from .conftest import index_entries

pytestmark = pytest.mark.django_db

FACETS = {
    "kind": [("article", 2), ("event", 1), ("photo", 1), ("source", 1)],
    "language": [("en", 2), ("de-CH", 1), ("und", 1), ("zh-Hans", 1)],
    "regions": [("CN", 2), ("CN-XJ", 1), ("DE", 1)],
    "about": [("CN", 2), ("CN-XJ", 1), ("DE", 1)],
    "happened_in": [],
    "shown": [],
    "published_in": [],
    "tags": [("theme/faces", 2)],
    "credit": [("Reuters", 1)],
    "sources": [],
}


def test_every_facet_counts_and_narrowing_to_a_value_finds_as_many(records):
    assert set(FACETS) == set(list_facet_fields())
    for field, wanted in FACETS.items():
        every = SearchQuerySet().facet(field)
        assert every.facet_counts()["fields"] == {field: wanted}, field
        for value, number in wanted:
            quoted = every.query.clean(value)
            assert every.narrow(f'{field}:"{quoted}"').count() == number, value
            assert every.filter(**{f"{field}__exact": value}).count() == number, value


def test_facets_count_what_is_found(records):
    found = SearchQuerySet().filter(content="gate").facet("kind").facet("tags")
    counts = found.facet_counts()
    assert counts["fields"] == {
        "kind": [("article", 1), ("photo", 1)],
        "tags": [("theme/faces", 2)],
    }
    assert (counts["dates"], counts["queries"]) == ({}, {})
    narrowed = found.narrow("kind:photo").facet_counts()["fields"]
    assert narrowed["kind"] == [("photo", 1)]
    list(found)
    assert found.facet_counts() == counts  # after its run too


def test_without_a_facet_there_is_no_count(records):
    assert SearchQuerySet().facet_counts() == {}


def test_a_facet_takes_a_limit_and_a_least_count(records):
    every = SearchQuerySet()
    assert every.facet("kind", limit=1).facet_counts()["fields"] == {
        "kind": [("article", 2)]
    }
    assert (
        every.facet("kind", size=2).facet_counts()["fields"]["kind"]
        == (FACETS["kind"][:2])
    )
    assert every.facet("kind", mincount=2).facet_counts()["fields"]["kind"] == [
        ("article", 2)
    ]


def test_credits_are_counted_in_capitals_or_not(db):
    made = [make_photo(credit_line=line) for line in ("REUTERS", "Reuters", "Reuters")]
    index_entries(*map(published, made))
    every = SearchQuerySet().facet("credit")
    assert every.facet_counts()["fields"]["credit"] == [("Reuters", 3)]
    assert every.narrow('credit:"Reuters"').count() == 3


def test_a_value_with_quotation_marks_can_be_narrowed_to(db):
    made = published(make_photo(credit_line='Ann "Foto" \\ Muster'))
    index_entries(made, published(make_photo(credit_line="dpa")))
    every = SearchQuerySet().facet("credit")
    (value, _one), _other = sorted(every.facet_counts()["fields"]["credit"])
    assert every.narrow(f'credit:"{every.query.clean(value)}"').count() == 1


def test_dates_are_counted_by_year_month_and_day(records):
    begin, end = datetime.date(2018, 1, 1), datetime.date(2021, 1, 1)
    years = SearchQuerySet().date_facet("date", begin, end, gap_by="year")
    assert years.facet_counts()["dates"] == {
        "date": [
            (datetime.datetime(2018, 1, 1), 2),
            (datetime.datetime(2019, 1, 1), 1),
            (datetime.datetime(2020, 1, 1), 1),
        ]
    }
    months = SearchQuerySet().date_facet("date", begin, end, "month", gap_amount=6)
    counted = dict(months.facet_counts()["dates"]["date"])
    assert counted[datetime.datetime(2018, 1, 1)] == 2  # May, and all of 2018
    assert counted[datetime.datetime(2018, 7, 1)] == 1
    first = datetime.datetime(2019, 2, 19)
    days = SearchQuerySet().date_facet(
        "date", first, datetime.datetime(2019, 2, 21), gap_by="day"
    )
    assert [n for _day, n in days.facet_counts()["dates"]["date"]] == [0, 1]
    added = records["gate"].first_published_at.date()
    soon = added + datetime.timedelta(days=1)
    today = SearchQuerySet().date_facet("pub_date", added, soon, gap_by="day")
    assert [n for _day, n in today.facet_counts()["dates"]["pub_date"]] == [5]


def test_a_gap_counts_what_filtering_by_it_finds(records):
    begin, end = datetime.date(2018, 1, 1), datetime.date(2020, 12, 31)
    for field in ("date", "earliest", "latest"):
        counted = SearchQuerySet().date_facet(field, begin, end, gap_by="month")
        for first, number in counted.facet_counts()["dates"][field]:
            month = (first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
            last = month - datetime.timedelta(days=1)
            asked = {f"{field}__range": (first, last)}
            assert SearchQuerySet().filter(**asked).count() == number, (field, first)


def test_what_cannot_be_counted_is_refused(records):
    begin, end = datetime.date(2018, 1, 1), datetime.date(2019, 1, 1)
    every = SearchQuerySet()
    for wrong, instead in (
        (lambda: every.facet("title"), "use one of about"),
        (lambda: every.facet("nonsense"), "use one of about"),
        (lambda: every.facet("kind", sort="index"), "use limit, size, mincount"),
        (lambda: every.date_facet("kind", begin, end, "year"), "use one of date"),
        (lambda: every.date_facet("date", begin, end, "hour"), "'year', 'month'"),
        (lambda: every.date_facet("date", begin, end, "day"), "a longer gap"),
        (lambda: every.date_facet("date", "2018", end, "year"), "give it dates"),
        (lambda: every.date_facet("date", begin, end, "year", 0), "1 or more"),
    ):
        with pytest.raises(SearchBackendError, match=instead):
            wrong()
    with pytest.raises((FacetingError, SearchBackendError)):
        every.date_facet("date", begin, end, "century")


def test_a_hidden_source_is_not_counted(db):
    article = published(make_article(title="Rests on two"))
    public, hidden = published(make_source(title="Open")), make_source(title="Hidden")
    for source in (public, hidden):
        Citation.objects.create(entry=article, source=source)
    index_entries(article, public)
    counts = SearchQuerySet().facet("sources").facet_counts()["fields"]["sources"]
    assert counts == [(public.id_code, 1)]
    assert SearchQuerySet().filter(sources=hidden.id_code).count() == 0
    assert SearchQuerySet().filter(sources__startswith=hidden.id_code[:4]).count() == 0
    assert SearchQuerySet().filter(sources=public.id_code).count() == 1
