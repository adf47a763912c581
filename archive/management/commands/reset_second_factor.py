"""`manage.py reset_second_factor NAME`: for whoever lost device and recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.editorial import reset_second_factors
from archive.models import User


class Command(BaseCommand):
    help = (
        "Remove the second factors of an account; at the next login the person "
        "sets up new ones. First make sure that it is really this person who asks. "
        "Example: manage.py reset_second_factor anna"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The account's name."""
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reset them."""
        name = options["name"]
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account {name!r}.", returncode=2)
        reset_second_factors(user, None)
        self.stdout.write(f"{name}: the next login sets up a new second factor.")
