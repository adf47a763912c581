"""Every number of a table is what the list behind it finds, and no row is missing."""

from __future__ import annotations

import random
from datetime import datetime
from functools import partial
from itertools import product

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from archive.crosstabs import (
    ALL,
    EARLIER,
    UNDATED,
    TableLimits,
    _column_counts,
    _entry_counts,
    build_crosstab,
)
from archive.entry_queries import find_entries
from archive.filters import _branches, parse_filters
from archive.models import Citation, Entry, OutboxRow, Outlet
from archive.models.held_values import DatabasePeriod, HeldValues, use_period
from archive.search import count_columns, process_outbox, reindex
from archive.search.results import column_evaluation, table_counts
from archive.web.tables.table_links import CellAddresses
from tests.byhand import archive_of, found, let_ended_embargoes_wait
from tests.factories import make_article, make_source, published

pytestmark = pytest.mark.django_db

LIMITS = TableLimits(rows=50, columns=50)
ALWAYS = DatabasePeriod("", datetime.min, datetime.max)
LISTED_CELLS = 3  # of a table are asked of the database too, the others counted by hand
TABLES = (
    ("year", "kind"),
    ("region", "year"),
    ("prefecture", "kind"),
    ("province", "tag"),
    ("tag", "region"),
    ("tag", "year"),
    ("kind", "region"),
)
QUERIES = (
    "",
    "kind=article&kind=event",
    "kind=-photo",
    "region=CN",
    "region=CN-XJ&role=happened_in",
    "region=CN&region=DE",
    "region=-DE",
    "tag=theme/watching",
    "tag=-theme/scores",
    "region=CN&tag=theme/cameras",
    "role=published_in",
    "language=de",
    "from=2018&to=2020",
    "from=2019-02",
    "to=2019-02-20",
    "region=CN&from=2018-11&to=2019-02",
    "tag=theme/watching&region=CN&from=2018",
    "undated=1",
)


def count(query, rows, columns, limits=LIMITS):
    filters = parse_filters(QueryDict(query))
    assert not filters.problems
    counted = count_columns(filters, (rows, columns))
    entries = find_entries(filters)
    table = build_crosstab(filters, entries, counted, (rows, columns), limits)
    return filters, table


@pytest.fixture(params=["rows", "index"])
def way(request, index, monkeypatch):
    """What counts, however few entries there are."""
    if request.param == "index":
        monkeypatch.setattr(column_evaluation, "LEAST_DOCUMENTS", 0)
    return request.param


@pytest.fixture(autouse=True)
def held_branches(monkeypatch):
    """Regions and tags that `read_list_filters` reads are of this test alone."""
    monkeypatch.setattr(_branches, "_branches", HeldValues(most=500))


ARCHIVES = {s: partial(archive_of, s, 40, count_half=reindex) for s in (1, 2, 3, 5)}


@pytest.fixture
def make_archive(make_once):
    """An archive of which half was counted in advance, and the other half waits."""

    def made(way, seed):
        known = make_once(ARCHIVES[seed])
        let_ended_embargoes_wait()
        if way == "index":
            assert count_columns(parse_filters(QueryDict("")), ("kind", "year"))
        return known

    return made


def read_list_filters(filters, table, row, column):
    """The filters in the address of a cell."""
    addresses = CellAddresses(filters, table)
    parts = (
        addresses.write_part(table.rows, row),
        addresses.write_part(table.columns, column),
    )
    address = addresses.join(*parts)
    with use_period(ALWAYS):  # thousands of cells, of a few regions and tags
        listed = parse_filters(QueryDict(address.partition("?")[2]))
    assert not listed.problems, address
    return listed


def count_listed(filters, table, row, column):
    """How many entries the address of a cell lists."""
    return find_entries(read_list_filters(filters, table, row, column)).count()


def every(axis):
    return [type(axis.values[0])(ALL, ()), *axis.values] if axis.values else []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_cell_counts_what_its_list_finds(seed, way, make_archive):
    known = make_archive(way, seed)
    chance = random.Random(seed)
    asked = chance.sample(list(product(QUERIES, TABLES)), 40)
    numbers = 0
    for query, dimensions in asked:
        filters, table = count(query, *dimensions)
        cells = list(product(every(table.rows), every(table.columns)))
        for place, cell in enumerate(chance.sample(cells, min(len(cells), 25))):
            number = table.cells.get((cell[0].key, cell[1].key), 0)
            listed = read_list_filters(filters, table, *cell)
            told = len(found(known, listed))
            assert number == told, (query, dimensions, cell[0].key, cell[1].key)
            if place < LISTED_CELLS:
                assert find_entries(listed).count() == told, listed
            numbers += number
    assert numbers > 500


def test_no_region_and_no_tag_with_entries_is_left_out(way, make_archive):
    known = make_archive(way, 5)
    for query in QUERIES:
        check_all_are_there(known, query)


def check_all_are_there(known, query):
    filters, table = count(query, "province", "tag")
    here = found(known, filters)
    roles = filters.roles
    chosen = [c.value for c in filters.regions if not c.excluded]
    provinces = {
        code
        for entry in here
        for code, role in entry.places
        if role in roles and code in ("CN-XJ", "CN-XZ", "DE-BE")
        if not chosen or any(code.startswith(f"{above}") for above in chosen)
    }
    assert {value.key for value in table.rows.values} == provinces
    if not filters.tags:
        tags = {tag for entry in here for tag in entry.tags}
        assert {value.key for value in table.columns.values} == tags
    assert table.total == len(here)


@pytest.mark.parametrize("is_written", [False, True])
def test_index_and_rows_give_one_table(make_archive, monkeypatch, is_written):
    monkeypatch.setattr(column_evaluation, "LEAST_DOCUMENTS", 0)
    make_archive("index", 3)
    if is_written:
        process_outbox()
    numbers = 0
    asked = random.Random(3).sample(list(product(QUERIES, TABLES)), 40)
    for query, dimensions in asked:
        filters = parse_filters(QueryDict(query))
        entries, of_index = find_entries(filters), count_columns(filters, dimensions)
        assert (of_index.waiting is None) == is_written
        by_rows = build_crosstab(filters, entries, None, dimensions, LIMITS)
        table = build_crosstab(filters, entries, of_index, dimensions, LIMITS)
        assert table == by_rows, (query, dimensions)
        numbers += len(by_rows.cells)
    assert numbers > 300


def test_years_beyond_the_last_ones_are_told_together():
    for year in (1999, 2003, 2005, 2006):
        published(make_article(title="A", date=str(year)))
    published(make_article(title="B", date=""))
    filters, table = count("", "kind", "year", TableLimits(9, 3))
    keys = [value.key for value in table.columns.values]
    assert keys == [EARLIER, "2003", "2005", "2006", UNDATED]
    assert table.columns.values[0].parameters == (("to", "2002"),)
    numbers = [table.cells["article", key] for key in keys]
    assert numbers == [1, 1, 1, 1, 1]
    for column in table.columns.values:
        assert count_listed(filters, table, table.rows.values[0], column) == 1


def test_a_year_at_the_edge_of_the_period_ends_with_it():
    for date in ("2018-02", "2018-06", "2019-03", "2019-08"):
        published(make_article(title="A", date=date))
    _filters, table = count("from=2018-04&to=2019-05", "year", "kind")
    assert [v.key for v in table.rows.values] == ["2019", "2018"]
    assert [table.cells[key, ALL] for key in ("2019", "2018")] == [1, 1]
    assert table.rows.values[0].parameters == (("from", "2019"), ("to", "2019-05"))


@pytest.mark.parametrize("waits", [True, False])
def test_sources_are_told_by_outlet(way, waits):
    outlets = [Outlet.objects.create(slug=s, name=s.title()) for s in ("post", "sun")]
    source, secret = published(make_source(title="A report")), make_source(title="Leak")
    for outlet in (*outlets, outlets[0]):
        article = published(make_article(title="A", outlet=outlet))
        for cited in (source, secret):
            Citation.objects.create(entry=article, source=cited)
    Citation.objects.create(entry=make_article(title="A draft"), source=source)
    reindex()
    if waits:
        OutboxRow.objects.add(Entry.objects.values_list("pk", flat=True))
    filters, table = count("", "source", "outlet")
    assert [value.key for value in table.rows.values] == [source.id_code]
    assert [value.key for value in table.columns.values] == ["post", "sun"]
    assert table.cells[source.id_code, "post"] == 2
    assert table.cells[source.id_code, "sun"] == 1
    post = table.columns.values[0]
    assert count_listed(filters, table, table.rows.values[0], post) == 2
    _filters, chosen = count("outlet=sun", "source", "outlet")
    assert chosen.cells == {
        (row, column): 1 for row in (ALL, source.id_code) for column in (ALL, "sun")
    }


def test_a_table_of_very_many_sources_is_left_to_their_rows(index, monkeypatch):
    monkeypatch.setattr(column_evaluation, "LEAST_DOCUMENTS", 0)
    for _number in range(2):
        article = published(make_article(title="A"))
        source = published(make_source(title="A report"))
        Citation.objects.create(entry=article, source=source)
    reindex()
    filters = parse_filters(QueryDict(""))
    for most, is_counted in ((2, True), (1, False)):
        monkeypatch.setattr(table_counts, "MOST_SOURCES", most)
        assert bool(count_columns(filters, ("source", "kind"))) is is_counted
        assert count_columns(filters, ("outlet", "kind"))


def test_what_is_too_much_is_not_counted_at_all(monkeypatch):
    monkeypatch.setattr(_entry_counts, "MOST_COUNTED_ENTRIES", 3)
    for _number in range(4):
        published(make_article(title="A", language="de"))
    with CaptureQueriesContext(connection) as queries:
        _filters, table = count("language=de", "region", "year")
    assert table is None
    assert len(queries) <= 2
    _filters, narrow = count("language=fr", "region", "year")
    assert narrow.total == 0


@pytest.mark.parametrize(("rows", "columns"), TABLES)
def test_a_table_from_the_index_reads_no_entry(
    make_archive, monkeypatch, rows, columns
):
    monkeypatch.setattr(column_evaluation, "LEAST_DOCUMENTS", 0)
    make_archive("index", 1)
    process_outbox()
    filters = parse_filters(QueryDict("region=CN"))
    entries = find_entries(filters)
    monkeypatch.setattr(_column_counts, "EntryCounts", None)
    with CaptureQueriesContext(connection) as queries:
        counted = count_columns(filters, (rows, columns))
        build_crosstab(filters, entries, counted, (rows, columns), LIMITS)
    assert len(queries) <= 7
