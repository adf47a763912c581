"""`manage.py verify`: files, revisions, kinds, dates and index, checked."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from archive.editorial import CHECKS


class Command(BaseCommand):
    help = (
        "Check files against hashes, chains of revisions, kinds, dates, and the index "
        "against the database; change nothing. "
        "Example: manage.py verify. "
        "Exit code 1, and a list, where anything differs."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every check, and list what differs."""
        number = 0
        for name, check in CHECKS.items():
            found = 0
            for finding in check():
                found += 1
                self.stdout.write(f"  {finding.where}: {finding.message}")
            self.stdout.write(f"{name}: {f'{found} differ' if found else 'right'}")
            number += found
        if number:
            self.stderr.write(f"{number} findings")
            sys.exit(1)
