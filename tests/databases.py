"""Which tests another database has to run again: those that reach one."""

from __future__ import annotations

import pytest
from django.test import SimpleTestCase

REACHING = {"db", "transactional_db", "live_server", "django_db_setup"}
MARKS = ("django_db", "starts_on_the_database")


def reaches(item: pytest.Item) -> bool:
    """Whether a test may speak to the database that was asked for.

    pytest-django lets nobody else: without its mark and its fixtures a query is an
    error. What a test's own process does it cannot see; a mark of ours says so.
    """
    if any(item.get_closest_marker(mark) for mark in MARKS):
        return True
    of = getattr(item, "cls", None)
    if of is not None and issubclass(of, SimpleTestCase):
        return True
    return not REACHING.isdisjoint(getattr(item, "fixturenames", ()))


def leave_to_sqlite(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what reaches no database: the run on SQLite runs that."""
    chosen = [item for item in items if reaches(item)]
    config.hook.pytest_deselected(items=[i for i in items if not reaches(i)])
    items[:] = chosen


def leave_to_postgresql(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what SQLite cannot be asked: the run on PostgreSQL runs that."""
    left = [item for item in items if item.get_closest_marker("only_on_postgresql")]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]
