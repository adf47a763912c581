"""`manage.py migrate`: Django's, after a look at what it is about to change."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as DjangoCommand
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor

from archive.management.upgrades import copy_database, refuse_newer_database


class Command(DjangoCommand):
    help = (
        "Bring the tables to this version. A newer database is refused. A "
        "database with entries is copied first. Example: manage.py migrate"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Django's, and whether to copy first."""
        super().add_arguments(parser)
        parser.add_argument(
            "--without-copy", action="store_true", help="make no copy of the database"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, copy, then migrate."""
        without_copy = options.pop("without_copy", False)
        if options["database"] == DEFAULT_DB_ALIAS:
            executor = MigrationExecutor(connection)
            refuse_newer_database(executor.loader)
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
            if plan and executor.loader.applied_migrations and not without_copy:
                self._copy()
        super().handle(*args, **options)

    def _copy(self) -> None:
        path = copy_database()
        if path is not None:
            self.stdout.write(f"the database as it was: {path}")
