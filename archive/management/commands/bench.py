"""python3 manage.py bench"""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """Hands over to `benchmarks`, which is not part of what runs."""

    help = (
        "Print how fast and how relevant search is, beside others in the same run, and "
        "what files of many entries take. "
        "Takes minutes; your archive is not touched. "
        "Example: manage.py bench --documents 10000"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """How much, and of what."""
        parser.add_argument("--documents", type=int, default=10_000)
        parser.add_argument("--questions", type=int, default=40, help="of each class")
        parts = ("relevance", "search", "citations", "files")
        parser.add_argument("--only", choices=parts, default="")
        parser.add_argument(
            "--quick", action="store_true", help="300 documents, 5 questions: a try"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it in a process of its own, so that this one's settings stay ours."""
        sizes = (300, 5) if options["quick"] else (
            options["documents"], options["questions"],
        )  # fmt: skip
        given = [str(sizes[0]), str(sizes[1]), options["only"], str(options["quick"])]
        try:
            ended = subprocess.run(
                [sys.executable, "-m", "benchmarks.run", *given],
                cwd=settings.BASE_DIR,
                check=False,
            )
        except KeyboardInterrupt:
            raise CommandError("Stopped; nothing is left behind.") from None
        if ended.returncode:
            raise CommandError("The benchmarks did not end: see above.")
