"""`manage.py erase`: removes what erased words left on the disk."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.editorial import (
    EditorialError,
    ask_erasure,
    clean_after_erasures,
    confirm_erasure,
)
from archive.models import Redaction, User


class Command(BaseCommand):
    help = (
        "Remove the traces of confirmed erasures: the command rewrites the "
        "database file, its log and the index. With a number, ask for the erasure "
        "of withheld words, or confirm it as a second person. Example: manage.py "
        "erase 3 --by anna; manage.py erase 3 --by berta; manage.py erase. Exit "
        "code 1: the erasure is refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The number of a redaction, and who asks or confirms."""
        parser.add_argument("redaction", nargs="?", type=int, metavar="NUMBER")
        parser.add_argument(
            "--by", metavar="NAME", help="account that asks or confirms"
        )

        parser.add_argument(
            "--files-read",
            action="store_true",
            help="you read the files that the command can't search",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, confirm, or clean up."""
        if options["redaction"] is None:
            number = clean_after_erasures()
            self.stdout.write(f"{number} erasures finished")
            return
        redaction = Redaction.objects.filter(pk=options["redaction"]).first()
        by = User.objects.filter(username=options["by"] or "").first()
        if redaction is None or by is None:
            raise CommandError(
                (
                    "We don't know this redaction or account. Check the number and the "
                    "name."
                ),
                returncode=2,
            )
        try:
            if redaction.erasure_asked_by is None:
                ask_erasure(redaction, by)
                self.stdout.write(
                    "You asked for the erasure. A second person must confirm it."
                )
                return
            names = confirm_erasure(
                redaction, by, are_others_read=options["files_read"]
            )
        except EditorialError as error:
            raise CommandError(str(error)) from error
        for name in names:
            self.stdout.write(f"deleted: {name}")
        clean_after_erasures()
        self.stdout.write("The words are erased.")
