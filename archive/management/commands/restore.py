"""`manage.py restore FOLDER`: the whole archive from a backup."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.backups import BackupContents, BackupError, restore_backup
from archive.management.loading_stamps import replace_loading_stamps
from archive.management.preparation import Preparation
from archive.management.restore_mark import mark_restore
from archive.management.step_reports import StepReport
from archive.search import clear_whole_index, needs_rebuild


class Command(BaseCommand):
    help = (
        "Restore the database and all files from a backup, then rebuild index and "
        "counts. The command first compares every hash, and restores everything or "
        "nothing. Stop `serve` before you run it. Example: manage.py restore "
        "/backups/2026-11-26. Exit code 1: the backup was changed or does not fit; "
        "nothing was restored."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where from."""
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="replace the entries and accounts of this archive",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, rebuild the index, and say what comes next."""
        Preparation(self.stdout).migrate_database()
        with mark_restore(options["folder"]):
            self._restore(**options)

    def _restore(self, **options: Any) -> None:
        try:
            contents = restore_backup(
                options["folder"], StepReport(self.stdout), replace=options["replace"]
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError(
                "You stopped the command: nothing was restored."
            ) from None
        replace_loading_stamps(contents.loaded)
        if not needs_rebuild():  # it is of what was here before
            clear_whole_index()
        call_command("reindex", stdout=self.stdout)
        self._say_next(contents)

    def _say_next(self, contents: BackupContents) -> None:
        rows = sum(contents.rows.values())
        self.stdout.write(
            f"Restored: {rows} rows and {contents.files} files of {contents.made_at}."
        )
        for name, why in contents.damaged_files.items():
            self.stdout.write(f"  {name} was damaged when the backup was made: {why}")
        self.stdout.write(
            "Next, put the keys back (docs/backup.md), then run python3 manage.py "
            "verify and python3 manage.py serve. Everybody must log in again. "
            "Anyone who had a one-time password needs a new one."
        )
