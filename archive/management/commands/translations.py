"""`manage.py translations`: catalogues brought up to date, or checked."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from archive.management.catalogues import (
    collect_strings,
    compile_catalogues,
    find_problems,
    list_catalogues,
    update_catalogue,
)


class Command(BaseCommand):
    help = (
        "Update the translation catalogues in archive/locale from code and "
        "templates, as makemessages does, but without gettext. Example: manage.py "
        "translations --check"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to write, or only to look."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--check", action="store_true", help="change nothing")
        choice.add_argument(
            "--compile",
            action="store_true",
            help="only write the .mo files, as serve, test and lint do",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Each language in turn; exit code 1 where a check found something."""
        if options["compile"]:
            self.stdout.write(", ".join(compile_catalogues()) or "nothing to compile")
            return
        problems, collected = 0, collect_strings(settings.BASE_DIR)
        for po in list_catalogues():
            if options["check"]:
                for line in find_problems(po, collected):
                    self.stderr.write(line)
                    problems += 1
            else:
                missing = update_catalogue(po, collected)
                self.stdout.write(f"{po.parent.parent.name}: {missing} to translate")
        if problems:
            sys.exit(1)
