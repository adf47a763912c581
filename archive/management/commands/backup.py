"""`manage.py backup FOLDER`: the whole archive in a folder, while editors write."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.backups import BackupError, DamagedMediaError, write_backup
from archive.editorial import record_staff_event
from archive.management.loading_stamps import read_loading_stamps
from archive.management.step_reports import StepReport
from archive.monitoring import record_run


class Command(BaseCommand):
    help = (
        "Write the database and all files into a folder, with a manifest of "
        "SHA-256 hashes. Editors can keep writing. If a step fails, no backup is "
        "written. Example: manage.py backup /backups/2026-11-26. Exit code 1: "
        "files of the archive are damaged. Exit code 2: the folder can't be used."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument(
            "--replace", action="store_true", help="replace the backup in that folder"
        )
        parser.add_argument(
            "--leave-out-damaged",
            action="store_true",
            help="leave out missing and altered files, and list them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, say what it holds, and note the run for `status`."""
        with record_run("backup"):
            self._write(**options)

    def _write(self, **options: Any) -> None:
        folder = options["folder"]
        try:
            contents = write_backup(
                folder,
                read_loading_stamps(),
                StepReport(self.stdout),
                replace=options["replace"],
                leave_out_damaged=options["leave_out_damaged"],
            )
        except DamagedMediaError as error:
            raise CommandError(str(error), returncode=1) from error
        except BackupError as error:
            raise CommandError(str(error), returncode=2) from error
        except KeyboardInterrupt:
            raise CommandError(
                "You stopped the command: no backup was written."
            ) from None
        record_staff_event("backup", None)
        rows = sum(contents.rows.values())
        self.stdout.write(f"{folder}: {rows} rows and {contents.files} files.")
        if contents.damaged_files:
            lines = [f"  {n}: {why}" for n, why in contents.damaged_files.items()]
            message = "\n".join(["Left out because they are damaged:", *lines])
            raise CommandError(message, returncode=1)
