"""`manage.py test`: the whole suite by pytest."""

import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Run the tests. Example: manage.py test -- -k timeline"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What follows -- goes to pytest."""
        parser.add_argument("arguments", nargs="*")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run pytest; its exit code is ours."""
        command = [sys.executable, "-m", "pytest", *options["arguments"]]
        done = subprocess.run(command, cwd=settings.BASE_DIR, check=False)
        sys.exit(done.returncode)
