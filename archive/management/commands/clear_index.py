"""`manage.py clear_index`: empty the index."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.management.haystack_options import (
    add_ignored_options,
    add_using_option,
    check_using,
    report_ignored_options,
)
from archive.search import IndexUnwritable, clear_whole_index


class Command(BaseCommand):
    help = (
        "Empty the search index. Pages then read from the database until the index "
        "is rebuilt; a running `serve` rebuilds it by itself. Example: manage.py "
        "clear_index --noinput"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Haystack's options."""
        parser.add_argument(
            "--noinput", action="store_false", dest="interactive", help="Ask nothing."
        )
        add_using_option(parser)
        add_ignored_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for confirmation, empty the index, and say how to rebuild it."""
        check_using(options)
        report_ignored_options(options, self.stdout)
        if options["interactive"]:
            self.stdout.write(
                "This command removes every document from the search index."
            )
            if not input("Continue? [y/N] ").lower().startswith("y"):
                self.stdout.write("No action taken.")
                return
        try:
            clear_whole_index()
        except IndexUnwritable as error:
            raise CommandError(f"{error}. The live index is as it was") from error
        if options["verbosity"]:
            self.stdout.write(
                "All documents removed. Pages read from the database until "
                "`rebuild_index` or a running `serve` rebuilds the index."
            )
