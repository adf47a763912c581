"""What the index counts is what counting by hand gives, at once after every change."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings

from archive.counting import RunningCounts
from archive.entry_queries import find_entries
from archive.filters import ROLES, SearchFilters, parse_filters
from archive.models import ENTRY_KINDS, Entry, OutboxRow
from archive.models.counts.month_numbers import get_month_number
from archive.models.held_values import DatabasePeriod, use_period
from archive.search import (
    count_kinds_and_tags,
    count_months,
    count_roles,
    count_subject_regions,
    count_tags,
    count_timeline,
    needs_rebuild,
    process_outbox,
    reindex,
)
from archive.search.engines.document_fields import SCHEMA_VERSION
from archive.search.index.generations import get_index_root
from archive.search.results import column_evaluation
from archive.search.results.column_counts import count_total
from archive.text import dates
from archive.timeline import _page_selection, _timeline, build_timeline
from tests.across.test_exact import PAIRS
from tests.byhand import THESAURUS, TREE, archive_of, found, let_ended_embargoes_wait

COUNTS = (
    *(count_total, count_months, count_timeline, count_tags),
    *(count_roles, count_subject_regions, count_kinds_and_tags),
)
DRAWN = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    database=None,
    phases=(Phase.generate,),
)


ARCHIVES = {s: partial(archive_of, s, count_half=reindex) for s in (1, 2, 3)}


@pytest.fixture(params=ARCHIVES)
def archive(request, make_once, monkeypatch):
    """Archives of which half is in the index, and the other half waits, as does what
    was withdrawn, hidden, dated anew or deleted since."""
    monkeypatch.setattr(column_evaluation, "LEAST_DOCUMENTS", 0)
    known = make_once(ARCHIVES[request.param])
    let_ended_embargoes_wait()
    return known


def sum_months(months):
    """Entries by year that they touch, those without a date, and all."""
    by_month = RunningCounts(months.starts, months.ends)
    by_year = {
        year: by_month.count_touching(
            get_month_number(dates.day_number(year, 1, 1)),
            get_month_number(dates.day_number(year, 12, 31)),
        )
        for year in range(1940, 2030)
    }
    return by_year, months.undated, months.total


def count_by_hand(entries):
    """The same of entries that are known one by one."""
    ends = ((1, 1), (12, 31))
    by_year = {
        year: sum(
            e.touches(*(dates.day_number(year, *end) for end in ends)) for e in entries
        )
        for year in range(1940, 2030)
    }
    return by_year, sum(not entry.date for entry in entries), len(entries)


def keep_places(entries, roles):
    held = [{code for code, role in e.places if role in roles} for e in entries]
    counts = {code: sum(code in codes for codes in held) for code in TREE}
    return {code: number for code, number in counts.items() if number}


def keep_tags(entries):
    keys = [f"theme/{slug}" for slug in THESAURUS]
    counts = {key: sum(key in entry.tags for entry in entries) for key in keys}
    return {key: number for key, number in counts.items() if number}


@DRAWN
@given(PAIRS)
def test_every_number_is_what_counting_by_hand_gives(archive, pairs):
    filters = parse_filters(QueryDict(urlencode(pairs)))
    if not filters.problems:
        compare_with_counting_by_hand(archive, filters)


def compare_with_counting_by_hand(archive, filters):
    passing = found(archive, filters)
    assert count_total(filters).number == len(passing)
    counted = count_timeline(filters)
    assert sum_months(counted.entries.months) == count_by_hand(passing)
    assert count_months(filters) == counted.entries
    anywhere = found(archive, filters, "regions")
    assert counted.regions == keep_places(anywhere, filters.roles)
    assert counted.tags == keep_tags(found(archive, filters, "tags"))
    assert count_tags(filters) == keep_tags(passing)
    in_regions = keep_places(passing, SearchFilters().roles)
    assert count_subject_regions(filters) == in_regions
    by_role = count_roles(filters).by_role
    assert by_role[""] == keep_places(anywhere, SearchFilters().roles)
    for role in ROLES:
        assert by_role[role] == keep_places(anywhere, (role,))
    compare_kinds(count_kinds_and_tags(filters), passing)


def compare_kinds(counted, passing):
    assert counted.tags == keep_tags(passing)
    for kind in ENTRY_KINDS:
        of_kind = [entry for entry in passing if entry.kind == kind]
        assert sum_months(counted.by_kind[kind]) == count_by_hand(of_kind)


def test_the_same_once_the_index_worker_has_written_all(archive):
    process_outbox()
    for query in ("", "language=de", "region=CN&role=shown", "kind=-event&tag=theme/x"):
        compare_with_counting_by_hand(archive, parse_filters(QueryDict(query)))


@pytest.mark.parametrize("query", ["", "from=2018&to=2019", "language=-en&to=2020"])
@pytest.mark.parametrize("total", [0, 1_000_000])  # of the archive: two query plans
def test_each_page_of_a_timeline_holds_the_same_rows(
    archive, monkeypatch, query, total
):
    monkeypatch.setattr(_timeline, "ROWS_PER_PAGE", 4)
    monkeypatch.setattr(_page_selection, "MOST_SORTED_ENTRIES", 0)
    filters = parse_filters(QueryDict(query))
    dateless = filters.with_changes(date_from=None, date_to=None)
    counted = replace(count_timeline(dateless).entries, entries_total=total)
    pages = 0
    for page in range(1, 40):
        of_page, entries = replace(filters, page=page), find_entries(dateless)
        by_rows = build_timeline(of_page, entries)
        by_index = build_timeline(of_page, entries, counted)
        assert by_index.rows == by_rows.rows
        if not by_rows.rows:
            break
        pages += 1
    assert 3 < pages < 39


def make_period(number):
    now = timezone.now()
    return DatabasePeriod(str(number), now, now + timedelta(minutes=1), number=number)


HELD = ("", "kind=event", "region=CN&role=shown", "region=-DE&tag=theme/cameras")
NOT_HELD = ("language=de", "from=2018&to=2019", "undated=1")  # in very many ways


@pytest.mark.parametrize("archive", [2], indirect=True)
def test_usual_counts_cost_nothing_again_until_the_next_commit(archive):
    asked = [
        (count, parse_filters(QueryDict(query)), query in HELD)
        for count in COUNTS
        for query in HELD + NOT_HELD
    ]
    with use_period(make_period(1)):
        first = [count(filters) for count, filters, _is_held in asked]
        for number, (count, filters, is_held) in zip(first, asked, strict=True):
            with CaptureQueriesContext(connection) as queries:
                assert count(replace(filters, sort="date", page=3)) == number
            assert (len(queries) == 0) is is_held, filters
        pks = [entry.pk for entry in archive]
        Entry.objects.filter(pk__in=pks).delete()
        OutboxRow.objects.add(pks)
        for number, (count, filters, is_held) in zip(first, asked, strict=True):
            assert (count(filters) == number) is is_held, filters
    with use_period(make_period(2)):
        for number, (count, filters, _is_held) in zip(first, asked, strict=True):
            assert count(filters) != number


@pytest.mark.parametrize("count", COUNTS)
def test_the_index_is_not_asked_for_what_it_does_not_count(archive, monkeypatch, count):
    assert count(SearchFilters()) is not None
    assert count(SearchFilters(q="entry")) is None
    with monkeypatch.context() as patched:
        patched.setattr(column_evaluation, "LEAST_DOCUMENTS", 1_000)
        assert count(SearchFilters()) is None
    waiting = OutboxRow.objects.due().count()
    for most, is_counted in ((waiting, True), (waiting - 1, False)):
        monkeypatch.setattr(column_evaluation, "MOST_WAITING_ROWS", most)
        assert (count(SearchFilters()) is not None) is is_counted
    monkeypatch.setattr(column_evaluation, "MOST_WAITING_ROWS", waiting)
    counted, pointer = count(SearchFilters()), get_index_root() / "current"
    pointer.write_text(pointer.read_text().replace(SCHEMA_VERSION, "21", 1))
    assert needs_rebuild()
    assert count(SearchFilters()) == counted  # of other words and the same columns
    pointer.unlink()
    assert count(SearchFilters()) is None
