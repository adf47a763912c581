"""`manage.py enter_versions`: puts public versions that the log lacks into the log."""

from typing import Any

from django.core.management.base import BaseCommand

from archive.transparency import count_leaves, enter_all_versions


class Command(BaseCommand):
    help = (
        "Enter every public version that the public log lacks, oldest first. Only an "
        "upgraded archive needs it, and `serve` does it by itself. Stopped, it goes on "
        "where it was. Example: manage.py enter_versions"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """A batch in each transaction."""
        done = 0
        for number in enter_all_versions():
            done += number
            self.stderr.write(f"{done} …")
        self.stdout.write(f"{done} versions entered, {count_leaves()} in the log")
