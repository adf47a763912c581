"""`manage.py verify`: files, revisions, kinds, dates and index, checked."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.editorial import INTEGRITY_CHECKS, describe_erasures
from archive.transparency import (
    NoteError,
    check_kept_checkpoint,
    parse_checkpoint,
)
from archive.versions import is_in_chain


class Command(BaseCommand):
    help = (
        "Check files against hashes, chains of revisions, kinds, dates, and the index "
        "against the database; change nothing. "
        "Example: manage.py verify --checkpoint checkpoint.txt. "
        "Exit code 1, and a list, where anything differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What was kept: a checkpoint, or a head from before there were any."""
        parser.add_argument(
            "--checkpoint",
            metavar="FILE",
            type=Path,
            help="a checkpoint that was kept: does the log still continue it?",
        )
        parser.add_argument(
            "--head",
            metavar="SHA256",
            default="",
            help="a head of the former chain that was kept: is it in the chain still?",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every check, and list what differs."""
        number = 0
        for name, check in INTEGRITY_CHECKS.items():
            problems = 0
            for finding in check():
                problems += 1
                self.stdout.write(f"  {finding.where}: {finding.message}")
            self.stdout.write(
                f"{name}: {f'{problems} differ' if problems else 'right'}"
            )
            number += problems
        for line in describe_erasures():
            self.stdout.write(line)
        if options["head"] and not is_in_chain(options["head"]):
            self.stdout.write("head: not in the chain of publications")
            number += 1
        if options["checkpoint"] and not self._is_continued(options["checkpoint"]):
            self.stdout.write("checkpoint: the log does not continue it")
            number += 1
        if number:
            self.stderr.write(f"{number} findings")
            sys.exit(1)

    def _is_continued(self, path: Path) -> bool:
        try:
            check = check_kept_checkpoint(parse_checkpoint(path.read_text("utf-8")))
        except (OSError, NoteError, UnicodeDecodeError) as error:
            raise CommandError(f"{path}: {error}", returncode=2) from error
        return check is not None and check.is_continued and check.is_ours
