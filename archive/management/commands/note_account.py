"""`manage.py note_account NAME`: accepts an account that `verify` names."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.editorial import note_account
from archive.models import User


class Command(BaseCommand):
    help = (
        "Write an account into the staff log as it is now, with its roles, password "
        "and second factors, after verify named it and you made sure that it is right. "
        "Example: manage.py note_account anna --reason 'Made with createsuperuser'"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The account's name, and why it may stay as it is."""
        parser.add_argument("name")
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Note it."""
        name, reason = options["name"], options["reason"].strip()
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account {name!r}.", returncode=2)
        if not reason:
            raise CommandError("--reason: say why; it is recorded", returncode=2)
        note_account(user, reason)
        self.stdout.write(f"{name}: the staff log has it as it is now.")
