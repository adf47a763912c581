"""`manage.py create_editor NAME`: an account with a role."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from archive.editorial import (
    change_roles,
    fingerprint_password,
    record_staff_event,
)
from archive.models import User

ACCOUNT_ROLES = ("contributor", "editor", "publisher", "administrator")


class Command(BaseCommand):
    help = (
        "Create an account with a one-time password. Example: manage.py "
        "create_editor anna --role editor"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The account's name and role."""
        parser.add_argument("name")
        parser.add_argument("--role", choices=ACCOUNT_ROLES, default="editor")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the account and print its one-time password."""
        name, role = options["name"], options["role"]
        if User.objects.filter(username=name).exists():
            raise CommandError(
                f"The account {name!r} already exists. Choose another name."
            )
        password = secrets.token_urlsafe(12)
        with transaction.atomic():
            user = User.objects.create_user(name, is_staff=True)
            user.set_one_time_password(password)
            user.save()
            mark = fingerprint_password(user)
            record_staff_event("account_added", None, user, fingerprint=mark)
            change_roles(user, [role], None)
        self.stdout.write(f"{name} ({role}), one-time password: {password}")
        self.stdout.write(
            "It is valid for a week. The person chooses a new one at the first login."
        )
