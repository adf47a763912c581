"""`manage.py load_vocabulary`: regions, tags and outlets from fixtures."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from archive.importers.vocabulary import load_vocabulary


class Command(BaseCommand):
    help = "Load the regions, tags and outlets. Example: manage.py load_vocabulary"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and print how many of each there are."""
        counted = load_vocabulary(settings.BASE_DIR / "fixtures")
        self.stdout.write(", ".join(f"{n} {what}" for what, n in counted.items()))
