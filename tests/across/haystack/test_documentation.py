"""docs/search.md runs: its examples, its table of refusals, its table of fields."""

from __future__ import annotations

import datetime
import doctest
import re

import pytest
from haystack import connections
from haystack.query import SearchQuerySet

from archive.search.engines.document_fields import INDEX_COLUMNS
from archive.search.haystack.errors import UnsupportedSearchError
from archive.search.haystack.field_registry import (
    COLUMN_FIELDS,
    MODEL_FIELD,
    PREFIX_FIELDS,
    TEXT_FIELDS,
    list_facet_fields,
    list_sortable_fields,
)
from tests.architecture.tree import BASE

pytestmark = pytest.mark.django_db

TEXT = (BASE / "docs" / "search.md").read_text("utf-8")


def rows(heading):
    """The rows of the first table below a heading, as lists of cells."""
    section = TEXT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    cells = [line.removesuffix("|")[1:].split(" |") for line in lines[1:]]
    return [[cell.strip() for cell in row] for row in cells]


def test_every_example_runs(records):
    examples = doctest.DocTestParser().get_doctest(TEXT, {}, "search", "search.md", 0)
    assert len(examples.examples) > 25
    runner = doctest.DocTestRunner(verbose=False)
    assert runner.run(examples).failed == 0


def test_every_refusal_is_one(records):
    refused = rows("What raises, and what to use instead")
    assert len(refused) > 12
    begin, end = datetime.date(2018, 1, 1), datetime.date(2020, 1, 1)
    known = {"SearchQuerySet": SearchQuerySet, "begin": begin, "end": end}
    for call, _instead in refused:
        with pytest.raises(UnsupportedSearchError):
            eval(call.strip("`"), known).count()


def test_the_table_of_fields_is_the_registry():
    told = {
        name: cells
        for cells in rows("Fields")
        for name in re.findall(r"`(\w+)`", cells[0])
    }
    searched = {*TEXT_FIELDS, *PREFIX_FIELDS, *COLUMN_FIELDS, MODEL_FIELD}
    stored_only = {"summary", "id_code", "url"}
    assert set(told) == searched | stored_only
    facets = {name for name, cells in told.items() if cells[3] == "yes"}
    assert facets == set(list_facet_fields())
    ordered = {name for name, cells in told.items() if cells[4] == "yes"}
    assert ordered == set(list_sortable_fields())


def test_index_classes_declare_what_is_searched_and_no_more():
    indexes = connections["default"].get_unified_index().get_indexes().values()
    declared = {
        name: field
        for index in indexes
        for name, field in index.fields.items()
        if not hasattr(field, "facet_for")
    }
    searched = {*TEXT_FIELDS, *PREFIX_FIELDS, *COLUMN_FIELDS} - {"content"}
    assert {name for name, field in declared.items() if field.indexed} == searched
    faceted = {name for name, field in declared.items() if field.faceted}
    assert faceted == set(list_facet_fields())


def test_every_column_is_reached_by_a_field():
    reached = {
        field.sort_column or field.count_column for field in COLUMN_FIELDS.values()
    }
    columns = {column.name for column in INDEX_COLUMNS}
    inner = {"base_language", "credited", "first_year", "last_year", "outlets"}
    inner |= {"begins", "ends", "first_month", "last_month"}  # which only count
    assert reached == columns - inner
