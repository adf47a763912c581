"""`manage.py verify`: files, revisions, kinds, dates and index, checked."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.editorial import (
    INTEGRITY_CHECKS,
    IntegrityFinding,
    check_kept_files,
    describe_erasures,
)
from archive.monitoring import FIXITY_DAYS, describe_fixity, record_run
from archive.transparency import (
    NoteError,
    check_kept_checkpoint,
    parse_checkpoint,
)
from archive.versions import is_in_chain


class Command(BaseCommand):
    help = (
        "Compare files with their hashes, check the chains of revisions, types and "
        "dates, and compare the index with the database. The command changes no "
        "entry. Example: manage.py verify --checkpoint checkpoint.txt. Exit code "
        "1: something differs; the command lists it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What was kept: a checkpoint, or a head from before there were any."""
        parser.add_argument(
            "--checkpoint",
            metavar="FILE",
            type=Path,
            help="a checkpoint that you kept; check that the log continues it",
        )
        parser.add_argument(
            "--most-files",
            metavar="N",
            type=int,
            help="compare at most N files, starting with those compared longest ago",
        )
        parser.add_argument(
            "--head",
            metavar="SHA256",
            default="",
            help=(
                "a head of the former chain that you kept; check that the chain still "
                "has it"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every check, list what differs, and note the run for `status`."""
        if options["most_files"] is not None and options["most_files"] < 1:
            raise CommandError("--most-files: write 1 or a larger number", returncode=2)
        with record_run("verify") as outcome:
            number = self._run_checks(**options)
            if number:
                outcome.text = f"{number} findings"
                self.stderr.write(outcome.text)
                sys.exit(1)

    def _run_checks(self, **options: Any) -> int:
        """The number of findings."""
        number = 0
        checks: dict[str, Callable[[], Iterator[IntegrityFinding]]] = {
            **INTEGRITY_CHECKS,
            "files": partial(check_kept_files, options["most_files"]),
        }
        for name, check in checks.items():
            problems = 0
            for finding in check():
                problems += 1
                self.stdout.write(f"  {finding.where}: {finding.message}")
            self.stdout.write(
                f"{name}: {f'{problems} differ' if problems else 'right'}"
            )
            number += problems
        self._describe_fixity()
        for line in describe_erasures():
            self.stdout.write(line)
        if options["head"] and not is_in_chain(options["head"]):
            self.stdout.write("head: not in the chain of publications")
            number += 1
        if options["checkpoint"] and not self._is_continued(options["checkpoint"]):
            self.stdout.write("checkpoint: the log does not continue it")
            number += 1
        return number

    def _describe_fixity(self) -> None:
        fixity = describe_fixity()
        line = f"{fixity.files} files, {fixity.overdue} not compared within "
        line += f"{FIXITY_DAYS} days"
        if fixity.oldest:
            line += f"; the oldest comparison is of {fixity.oldest:%Y-%m-%d}"
        self.stdout.write(f"fixity: {line}")

    def _is_continued(self, path: Path) -> bool:
        try:
            check = check_kept_checkpoint(parse_checkpoint(path.read_text("utf-8")))
        except (OSError, NoteError, UnicodeDecodeError) as error:
            raise CommandError(f"{path}: {error}", returncode=2) from error
        return check is not None and check.is_continued and check.is_ours
