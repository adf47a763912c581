"""`manage.py translations`: catalogues brought up to date, or checked."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from archive.management.catalogue import problems, update


class Command(BaseCommand):
    help = (
        "Bring the catalogues in archive/locale up to date with code and templates. "
        "Example: manage.py translations --check"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to write, or only to look."""
        parser.add_argument("--check", action="store_true", help="change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each language in turn; exit code 1 where a check found something."""
        found = 0
        for po in sorted(settings.CATALOGUES.glob("*/LC_MESSAGES/django.po")):
            if options["check"]:
                for line in problems(po, settings.BASE_DIR):
                    self.stderr.write(line)
                    found += 1
            else:
                missing = update(po, settings.BASE_DIR)
                self.stdout.write(f"{po.parent.parent.name}: {missing} to translate")
        if found:
            sys.exit(1)
