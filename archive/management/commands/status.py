"""`manage.py status`: what an operator watches, for people and for monitoring."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import translation

from archive.monitoring import read_status


class Command(BaseCommand):
    help = (
        "Report the state of index, queues, disks, files, backups and checks. "
        "Example: manage.py status --json. Exit code 1: something needs your "
        "attention."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """How to say it."""
        parser.add_argument(
            "--json", action="store_true", help="print figures for programs (JSON)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each thing, and what to do where something is wrong."""
        try:
            with translation.override("en"):
                lines = read_status()
        except DatabaseError as error:
            raise CommandError(
                f"The database does not answer, or is of another version: "
                f"{type(error).__name__}."
            ) from error
        if options["json"]:
            report = [
                {"name": line.name, "problem": line.problem, **line.figures}
                for line in lines
            ]
            self.stdout.write(json.dumps(report, indent=2))
        else:
            for line in lines:
                self.stdout.write(f"{line.label}: {line.text}")
                if line.problem:
                    self.stdout.write(f"  ! {line.problem}")
        if any(line.problem for line in lines):
            sys.exit(1)
