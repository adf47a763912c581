"""python3 manage.py make_demo_archive"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.env import SettingError
from archive.settings import read_database

DATABASE_ADDRESS_FIELDS = ("ENGINE", "NAME", "HOST", "PORT")


class Command(BaseCommand):
    """Hands over to `benchmarks`, in a process that is set to the other database."""

    help = (
        "Fill a separate database with invented entries for benchmarks. Your "
        "archive does not change. If you stop the command, the next run continues. "
        "Example: manage.py make_demo_archive --entries 100000 --folder "
        "var/invented"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, and where."""
        parser.add_argument("--entries", type=int, required=True)
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument(
            "--folder", help="folder for a SQLite database and its index"
        )
        where.add_argument(
            "--database",
            help="address of another database, written like ARCHIVE_DATABASE_URL",
        )
        parser.add_argument(
            "--seed", type=int, default=1, help="number that selects other entries"
        )
        parser.add_argument("--index", action="store_true", help="build the index too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse the archive's own database; make the other."""
        if options["entries"] < 1:
            raise CommandError("--entries: write a number of at least 1.")
        folder = Path(options["folder"] or "var/invented").resolve()
        url = options["database"] or f"sqlite:///{folder}/archive.sqlite3"
        try:
            if _database_address(read_database(url)) == _database_address(
                settings.DATABASES["default"]
            ):
                raise CommandError(
                    "This is the archive's own database; the command never adds "
                    "invented entries to it. Name another database with --database "
                    "or --folder."
                )
        except SettingError as error:
            raise CommandError(str(error)) from error
        folder.mkdir(parents=True, exist_ok=True)
        index = settings.HAYSTACK_CONNECTIONS["default"]["ENGINE"].rpartition(".")[2]
        engine = "tantivy" if "tantivy" in index.lower() else "whoosh"
        environment = {
            **os.environ,
            "ARCHIVE_DATABASE_URL": url,
            "ARCHIVE_SEARCH_URL": f"{engine}:///{folder}/index",
        }
        arguments = [
            str(options["entries"]),
            str(options["seed"]),
            str(options["index"]),
        ]
        try:
            ended = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "benchmarks.archives.invented_archive",
                    *arguments,
                ],
                cwd=settings.BASE_DIR,
                env=environment,
                check=False,
            )
        except KeyboardInterrupt:
            raise CommandError(
                "You stopped the command. Run it again to continue."
            ) from None
        if ended.returncode:
            raise CommandError("The command failed: see the messages above.")


def _database_address(database: dict[str, Any]) -> tuple[str, ...]:
    """Where a database is, however its address is written."""
    fields = {name: str(database.get(name) or "") for name in DATABASE_ADDRESS_FIELDS}
    if "sqlite" in fields["ENGINE"] and fields["NAME"] != ":memory:":
        fields["NAME"] = str(Path(fields["NAME"]).resolve())
    fields["HOST"] = {"127.0.0.1": "localhost", "::1": "localhost"}.get(
        fields["HOST"], fields["HOST"]
    )
    fields["PORT"] = "" if fields["PORT"] == "5432" else fields["PORT"]
    return tuple(fields.values())
