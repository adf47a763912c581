"""`manage.py clean`: removes what nobody needs any more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.batches import delete_expired_batches
from archive.editorial import (
    DAYS_KEPT,
    delete_expired_sessions,
    delete_old_unfinished_forms,
)
from archive.search import delete_older_formats
from archive.stored_files import (
    DAYS_FOR_NOBODY,
    delete_unnamed_files,
    list_files_of_nobody,
)


class Command(BaseCommand):
    help = (
        "Remove files of originals and captures that no record names, "
        f"{DAYS_FOR_NOBODY} days after a killed import or capture left them; what "
        "an older release left of its index; expired batches and logins; what editors "
        f"typed and did not save for {DAYS_KEPT} days. Example: "
        "manage.py clean --dry-run"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to list only."""
        parser.add_argument(
            "--dry-run", action="store_true", help="list the files; remove nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove them, and say which."""
        names = list_files_of_nobody()
        if options["dry_run"]:
            for name in names:
                self.stdout.write(f"  would remove: {name}")
            return
        removed = delete_unnamed_files(names) if names else []
        for name in removed:
            self.stdout.write(f"  removed: {name}")
        for name in delete_older_formats():
            self.stdout.write(f"  removed: {name}, of an older index")
        batches = delete_expired_batches()
        delete_expired_sessions()
        unfinished = delete_old_unfinished_forms()
        self.stdout.write(
            f"{len(removed)} files, {batches} expired batches and {unfinished} "
            "unfinished forms removed."
        )
