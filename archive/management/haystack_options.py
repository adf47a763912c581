"""Options of Haystack's commands, and what is said of those without effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandError, CommandParser, OutputWrapper
from django.db import connection

from archive.models import Entry
from archive.search import list_connection_names

IGNORED_OPTIONS = {
    "workers": "--workers changes nothing: one process writes the index",
    "nocommit": "--nocommit changes nothing: every batch is committed",
    "max_retries": "--max-retries changes nothing: a batch is written or not at all",
}


def add_using_option(parser: CommandParser) -> None:
    """Which connection; there is one."""
    parser.add_argument(
        "-u", "--using", action="append", default=[], help="A connection: 'default'."
    )


def add_ignored_options(parser: CommandParser, *names: str) -> None:
    """Options that are kept so that scripts for Haystack run."""
    if "workers" in names:
        parser.add_argument("-k", "--workers", type=int, default=0, help="No effect.")
    if "max_retries" in names:
        parser.add_argument("-t", "--max-retries", type=int, help="No effect.")
    parser.add_argument("--nocommit", action="store_true", help="No effect.")


def check_tables() -> None:
    """Raise `CommandError` where the database has no tables yet."""
    if Entry._meta.db_table not in connection.introspection.table_names():
        raise CommandError("the database has no tables yet: run `manage.py migrate`")


def check_using(options: Mapping[str, Any]) -> None:
    """Raise `CommandError` for a connection that is not there."""
    for name in options["using"]:
        if name not in list_connection_names():
            names = ", ".join(list_connection_names())
            raise CommandError(f"there is no connection {name!r}, only {names}")


def report_ignored_options(options: Mapping[str, Any], stdout: OutputWrapper) -> None:
    """A line for each option that was given and has no effect."""
    for name, reason in IGNORED_OPTIONS.items():
        if options.get(name) and options["verbosity"]:
            stdout.write(reason)
