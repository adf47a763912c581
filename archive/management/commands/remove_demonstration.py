"""`manage.py remove_demonstration`: takes them out again."""

from typing import Any

from django.core.management.base import BaseCommand

from archive.importers.demonstration import remove_demonstration
from archive.search import drain


class Command(BaseCommand):
    help = "Remove the demonstration. Example: manage.py remove_demonstration"

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove, and let the index know."""
        number = remove_demonstration()
        drain()
        self.stdout.write(f"{number} demonstration entries removed")
