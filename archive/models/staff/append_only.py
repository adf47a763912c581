"""Triggers of the database: a line of the staff log is neither changed nor deleted.

`migrate` drops the triggers before it begins and makes them when it is done: SQLite
rebuilds a table to alter it.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver

LOG_TABLE = "archive_staffevent"
REFUSED_CHANGES = ("UPDATE", "DELETE")
TRIGGER = "staff_log_is_append_only"
MESSAGE = "the staff log is only added to"


def create_append_only_triggers(using: str) -> None:
    """Make the triggers that are missing. An update or delete raises `IntegrityError`
    from then on."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for change in REFUSED_CHANGES:
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {TRIGGER}_{change.lower()} "
                    f"BEFORE {change} ON {LOG_TABLE} "
                    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                )
        elif connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {TRIGGER}() RETURNS trigger AS $$ BEGIN "
                f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation'; "
                "END $$ LANGUAGE plpgsql"
            )
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {TRIGGER} "
                f"BEFORE {' OR '.join(REFUSED_CHANGES)} ON {LOG_TABLE} "
                f"FOR EACH ROW EXECUTE FUNCTION {TRIGGER}()"
            )
            cursor.execute(  # TRUNCATE asks no trigger of rows
                f"CREATE OR REPLACE TRIGGER {TRIGGER}_as_a_whole "
                f"BEFORE TRUNCATE ON {LOG_TABLE} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {TRIGGER}()"
            )


def drop_append_only_triggers(using: str) -> None:
    """Take the triggers away, so that the table can be altered."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for change in REFUSED_CHANGES:
                cursor.execute(f"DROP TRIGGER IF EXISTS {TRIGGER}_{change.lower()}")
        elif LOG_TABLE in connection.introspection.table_names(cursor):
            for name in (TRIGGER, f"{TRIGGER}_as_a_whole"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {LOG_TABLE}")


@receiver(pre_migrate)
def _before_migrations(sender: AppConfig, using: str, **_more: Any) -> None:
    if sender.label == "archive":
        drop_append_only_triggers(using)


@receiver(post_migrate)
def _after_migrations(sender: AppConfig, using: str, **_more: Any) -> None:
    tables = connections[using].introspection.table_names()
    if sender.label == "archive" and LOG_TABLE in tables:
        create_append_only_triggers(using)
