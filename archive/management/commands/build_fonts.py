"""`manage.py build_fonts`: the fonts of the pages, cut to what we need."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from archive.management.fonts import are_fonts_current, cut_fonts

NICENESS = 19  # readers and the index come first


class Command(BaseCommand):
    help = "Cut the fonts into var/fonts. Example: manage.py build_fonts --if-needed"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Only when they are missing or old, if asked."""
        parser.add_argument("--if-needed", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Cut them, telling each file and its size."""
        if options["if_needed"] and are_fonts_current(settings.FONTS):
            self.stdout.write("the fonts are up to date")
            return
        os.nice(NICENESS)
        cut_fonts(settings.FONTS, self.stdout.write)
