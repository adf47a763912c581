"""`manage.py rebuild_index`: Haystack's name for `reindex`, with Haystack's options."""

from typing import Any

from django.core.management.base import CommandParser

from archive.management.haystack_options import (
    add_ignored_options,
    add_using_option,
    check_tables,
    check_using,
    report_ignored_options,
)

from . import reindex


class Command(reindex.Command):
    help = (
        "Rebuild the search index while the live index keeps answering. The "
        "command clears nothing first, so it asks nothing. Example: manage.py "
        "rebuild_index"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Haystack's options."""
        parser.add_argument(
            "--noinput", action="store_true", help="No effect: nothing is asked."
        )
        parser.add_argument("-b", "--batch-size", type=int, help="No effect.")
        add_using_option(parser)
        add_ignored_options(parser, "workers", "max_retries")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and print how many documents were written."""
        check_tables()
        check_using(options)
        report_ignored_options(options, self.stdout)
        super().handle(*args, **{**options, "if_needed": False})
