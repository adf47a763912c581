"""`manage.py reindex`: a new index beside the live one, then a swap."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.models.database_statistics import refresh_statistics
from archive.search import IndexUnwritable, needs_rebuild, reindex

DOCUMENTS_PER_UPDATE = 500  # documents between two words on a terminal
DOCUMENTS_PER_LINE = 10_000  # and between two lines elsewhere


class Command(BaseCommand):
    help = (
        "Rebuild the search index while the live index keeps answering. Example: "
        "manage.py reindex --if-needed"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Only when it is missing or old, if asked."""
        parser.add_argument("--if-needed", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and print how many documents were written."""
        if options["if_needed"] and not needs_rebuild():
            self.stdout.write("the index is up to date")
            return
        try:
            written = reindex(self.report)
        except KeyboardInterrupt:
            raise CommandError(
                "You stopped the command: the live index did not change. Run the "
                "command again to continue after the last committed documents",
                returncode=1,
            ) from None
        except BlockingIOError:
            raise CommandError(
                "another rebuild is running, perhaps in `serve`: wait until it ends"
            ) from None
        except IndexUnwritable as error:
            raise CommandError(f"{error}. The live index is as it was") from error
        refresh_statistics()
        self.stdout.write(f"{written} documents indexed")

    def report(self, done: int, expected: int) -> None:
        """One line that moves on a terminal, a line now and then elsewhere."""
        if self.stdout.isatty():
            if done % DOCUMENTS_PER_UPDATE == 0 or done == expected:
                end = "\n" if done == expected else ""
                self.stdout.write(f"\r{done} of {expected} documents", ending=end)
                self.stdout.flush()
        elif done % DOCUMENTS_PER_LINE == 0:
            self.stdout.write(f"{done} of {expected} documents")
            self.stdout.flush()
