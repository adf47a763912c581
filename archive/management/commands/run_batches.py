"""`manage.py run_batches`: runs readers' batch searches until none waits."""

from typing import Any

from django.core.management.base import BaseCommand

from archive import batches


class Command(BaseCommand):
    help = (
        "Run readers' waiting batch searches; `serve` does this by itself. You can "
        "stop the command and run several at once. Example: manage.py run_batches"
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
