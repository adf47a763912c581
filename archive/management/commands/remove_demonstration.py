"""`manage.py remove_demonstration`: deletes the demonstration entries."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import ProtectedError

from archive.importers.demonstration import (
    find_work_on_demonstration,
    remove_demonstration,
)
from archive.search import process_outbox


class Command(BaseCommand):
    help = (
        "Remove the example entries. Example: manage.py remove_demonstration. Exit "
        "code 2: people changed or use some of them; nothing was removed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do with entries that people changed."""
        changed = parser.add_mutually_exclusive_group()
        changed.add_argument(
            "--keep-changed",
            action="store_true",
            help="keep those that people changed or use, with those that they refer to",
        )
        changed.add_argument(
            "--even-changed",
            action="store_true",
            help="remove those that people changed, with the changes, too",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete them, and update the index."""
        work = find_work_on_demonstration()
        if work and not (options["keep_changed"] or options["even_changed"]):
            lines = "\n".join(f"  {line}" for line in work)
            raise CommandError(
                f"People worked on the demonstration:\n{lines}\nNothing was removed. "
                "Keep these with --keep-changed, or remove them too with "
                "--even-changed.",
                returncode=2,
            )
        try:
            number = remove_demonstration(keep_changed=options["keep_changed"])
        except ProtectedError as error:
            raise CommandError(
                "Other entries refer to demonstration entries. Nothing was removed. "
                "Change them first, or add --keep-changed.",
                returncode=2,
            ) from error
        process_outbox()
        self.stdout.write(f"{number} demonstration entries removed")
        for line in work if options["keep_changed"] else ():
            self.stdout.write(f"  kept: {line}")
