"""`manage.py remove_demonstration`: deletes the demonstration entries."""

from typing import Any

from django.core.management.base import BaseCommand

from archive.importers.demonstration import remove_demonstration
from archive.search import process_outbox


class Command(BaseCommand):
    help = "Remove the example entries. Example: manage.py remove_demonstration"

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete them, and update the index."""
        number = remove_demonstration()
        process_outbox()
        self.stdout.write(f"{number} demonstration entries removed")
