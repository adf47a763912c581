"""`manage.py reindex`: a new index beside the live one, then a swap."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.search import needs_rebuild, reindex


class Command(BaseCommand):
    help = "Rebuild the index. Example: manage.py reindex --if-needed"

    def add_arguments(self, parser: CommandParser) -> None:
        """Only when it is missing or old, if asked."""
        parser.add_argument("--if-needed", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and print how many documents were written."""
        if options["if_needed"] and not needs_rebuild():
            self.stdout.write("the index is up to date")
            return
        self.stdout.write(f"{reindex()} documents indexed")
