"""`manage.py build_fonts`: the fonts of the pages, cut to what we need."""

import fcntl
import os
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from archive.management.fonts import are_fonts_current, cut_fonts
from archive.management.serving.processes import end_with_parent

NICENESS = 19  # readers and the index come first
_locks: list[IO[str]] = []  # open until the process ends


class Command(BaseCommand):
    help = (
        "Build the web fonts in var/fonts. Example: manage.py build_fonts --if-needed"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Only when they are missing or old, if asked."""
        parser.add_argument("--if-needed", action="store_true")
        parser.add_argument(
            "--with-parent",
            type=int,
            metavar="PROCESS",
            help="end when this process, which started the command, has ended",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Cut them, telling each file and its size."""
        if options["with_parent"]:
            end_with_parent(options["with_parent"])
        if options["if_needed"] and are_fonts_current(settings.FONTS):
            self.stdout.write("the fonts are up to date")
            return
        if not lock_until_end(settings.VAR / "build_fonts.lock"):
            self.stdout.write("another process is building the fonts")
            return
        os.nice(NICENESS)
        cut_fonts(settings.FONTS, self.stdout.write)


def lock_until_end(path: Path) -> bool:
    """Lock a file until this process ends, however it ends; False where another has it.

    Without it, each restart of a site that dies young would leave one more of these.
    """
    lock = path.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return False
    _locks.append(lock)
    return True
