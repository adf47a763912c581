"""`manage.py run_batches`: runs readers' batch searches until none waits."""

from typing import Any

from django.core.management.base import BaseCommand

from archive import batches


class Command(BaseCommand):
    help = (
        "Search for readers' batches until none waits; `serve` does it by itself. It "
        "may be interrupted, and run several times at once. "
        "Example: manage.py run_batches"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run them and print how many queries were searched, never which."""
        done = 0
        while now := batches.search_next_slice():
            done += now
            if self.stdout.isatty():
                self.stdout.write(f"\r{done} queries", ending="")
                self.stdout.flush()
        self.stdout.write(f"{done} queries searched")
