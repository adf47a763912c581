"""`manage.py log_key`: the public key of the log, or a new key pair."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.transparency import LogKeyError, get_verifier_key, make_signing_key


class Command(BaseCommand):
    help = (
        "Print the verifier key, with which others check the log's checkpoints. "
        "With --new, create a new key pair; first move the old key file away "
        "(docs/integrity.md). Example: manage.py log_key. Exit code 2: there is no "
        "key."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """`--new` makes a key."""
        parser.add_argument("--new", action="store_true", help="create a new key pair")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it if asked, then print the public half."""
        path = Path(settings.LOG_KEY)
        try:
            if options["new"] and not make_signing_key():
                raise CommandError(
                    f"{path} is there: move it to a safe place first.", returncode=2
                )
            self.stdout.write(str(get_verifier_key()))
        except LogKeyError as error:
            raise CommandError(str(error), returncode=2) from error
