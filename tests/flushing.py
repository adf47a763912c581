"""Lets tests that commit empty the staff log, which the database else refuses."""

from __future__ import annotations

from django.db.backends.base.operations import BaseDatabaseOperations

from archive.models.staff.append_only import (
    create_append_only_triggers,
    drop_append_only_triggers,
)

_flush = BaseDatabaseOperations.execute_sql_flush


def _flush_without_triggers(operations, statements):
    alias = operations.connection.alias
    drop_append_only_triggers(alias)
    _flush(operations, statements)
    create_append_only_triggers(alias)


def pytest_configure():
    """Take the triggers away around each flush."""
    BaseDatabaseOperations.execute_sql_flush = _flush_without_triggers
