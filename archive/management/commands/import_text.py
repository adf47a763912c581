"""`manage.py import_text`: brings in pages copied as plain text."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.editorial import EditorialError
from archive.importers import plaintext, saving
from archive.importers.draft import Draft, ImportProblem


class Command(BaseCommand):
    help = "Import text files. Example: manage.py import_text page.txt --publish"

    def add_arguments(self, parser: CommandParser) -> None:
        """The files, and whether to publish."""
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--publish", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import each file; stop at the first that cannot be read."""
        for path in options["files"]:
            try:
                draft = plaintext.read(path.read_bytes())
                saved = saving.save(draft, path.name, release=options["publish"])
            except (OSError, ImportProblem, EditorialError) as error:
                raise CommandError(f"{path}: {error}") from error
            self.stdout.write(f"{path.name}: {'saved' if saved else 'there already'}")
            self._tell(draft)

    def _tell(self, draft: Draft) -> None:
        for name in ("kicker", "title", "byline", "date", "language", "series"):
            self.stdout.write(f"  {name}: {getattr(draft, name) or 'not known'}")
        for segment in draft.segments:
            self.stdout.write(f"  {segment.kind}: {segment.text[:60]}")
        for caption in draft.captions:
            credit = caption.credit or "no credit"
            self.stdout.write(f"  caption: {caption.text[:50]} [{credit}]")
        for note in draft.notes:
            self.stdout.write(f"  note: {note}")
