"""`manage.py cosign FILE KEY`: adds a witness's signature to our checkpoint."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.transparency import NoteError, add_cosignatures


class Command(BaseCommand):
    help = (
        "Add a witness's cosignature to the checkpoint that the witness signed. "
        "FILE is the checkpoint as the witness returned it; KEY is the verifier "
        "key of the witness. Example: manage.py cosign checkpoint.txt "
        "witness.example+1a2b3c4d+BM…. Exit code 2: the signature is not valid, or "
        "the checkpoint is not ours."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The signed file and the key that it is checked against."""
        parser.add_argument("file", type=Path)
        parser.add_argument("key")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the line, then keep it."""
        try:
            checkpoint = add_cosignatures(
                options["file"].read_text("utf-8"), options["key"]
            )
        except (NoteError, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"{checkpoint.size}: {len(checkpoint.signatures)} signatures")
