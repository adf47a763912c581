"""A second database runs what can reach it, and nothing that can is left out."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from archive.models import Entry
from tests.databases import (
    ON_BOTH,
    ONLY_ON_SQLITE,
    asks_about_queries,
    leave_to_sqlite,
    reaches,
)

TESTS = Path(__file__).parents[1]


@pytest.fixture
def through(db):
    """A fixture that has the database behind it."""


@pytest.mark.django_db
def test_a_mark_reaches_the_database(request):
    assert reaches(request.node)


def test_a_fixture_of_a_fixture_reaches_the_database(request, through):
    assert reaches(request.node)


@pytest.mark.starts_on_the_database
def test_a_process_of_its_own_is_said_to_reach_it(request):
    assert reaches(request.node)


def test_whatever_else_cannot_ask_the_database(request):
    assert not reaches(request.node)
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Entry.objects.count()


@pytest.mark.parametrize("begin", ONLY_ON_SQLITE)
def test_what_only_sqlite_runs_is_there_and_named_as_one_test_or_place(begin):
    path, _, name = begin.partition("::")
    assert (TESTS / path).exists()
    assert (TESTS / path).is_dir() == path.endswith("/")
    assert f"\ndef {name}" in (TESTS / path).read_text() if name else True
    assert not asks_about_queries(f"tests/{begin}")


@pytest.mark.parametrize("path", ON_BOTH)
def test_what_asks_each_query_runs_on_both(path):
    assert (TESTS / path).is_file()
    assert asks_about_queries(f"tests/{path}::test_something")


@pytest.mark.django_db
@pytest.mark.only_on_sqlite("this")
def test_a_test_that_says_so_itself_is_left_to_sqlite(request):
    told, items = [], [request.node]
    hook = SimpleNamespace(pytest_deselected=lambda items: told.extend(items))
    assert reaches(request.node)
    leave_to_sqlite(SimpleNamespace(hook=hook), items)
    assert (items, told) == ([], [request.node])


def test_each_test_that_is_left_to_sqlite_says_what_it_asks_about(request):
    marks = [
        item.get_closest_marker("only_on_sqlite") for item in request.session.items
    ]
    assert all(mark.args and mark.args[0] for mark in marks if mark)


def test_what_is_left_to_sqlite_is_deselected(request):
    told, items = [], [request.node]
    hook = SimpleNamespace(pytest_deselected=lambda items: told.extend(items))
    leave_to_sqlite(SimpleNamespace(hook=hook), items)
    assert (items, told) == ([], [request.node])
