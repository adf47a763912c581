"""`manage.py load_demonstration`: the demonstration entries."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from archive.importers.demonstration import load_demonstration


class Command(BaseCommand):
    help = "Load the example entries. Example: manage.py load_demonstration"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is not there yet."""
        number = load_demonstration(settings.BASE_DIR / "fixtures" / "demonstration")
        self.stdout.write(f"{number} new demonstration entries")
