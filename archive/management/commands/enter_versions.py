"""`manage.py enter_versions`: puts public versions that the log lacks into the log."""

from typing import Any

from django.core.management.base import BaseCommand

from archive.transparency import count_leaves, enter_all_versions


class Command(BaseCommand):
    help = (
        "Add every public version that is missing from the public log, oldest "
        "first. You need this only after an upgrade, and `serve` does it by "
        "itself. You can stop the command; the next run continues. Example: "
        "manage.py enter_versions"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """A batch in each transaction."""
        done = 0
        for number in enter_all_versions():
            done += number
            self.stderr.write(f"{done} …")
        self.stdout.write(f"{done} versions entered, {count_leaves()} in the log")
