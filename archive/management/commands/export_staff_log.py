"""`manage.py export_staff_log FILE`: the staff log, to be kept elsewhere."""

import json
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.editorial import describe_staff_event, record_staff_event
from archive.models import StaffEvent


class Command(BaseCommand):
    help = (
        "Write the staff log as JSON Lines, oldest first, with salts and hashes. The "
        "export is a line of the log itself. "
        "Example: manage.py export_staff_log staff-log.jsonl"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it into a new file that only its owner reads."""
        path, number = options["file"], 0
        record_staff_event("log_exported", None)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            rows = StaffEvent.objects.select_related("by", "account")
            for row in rows.order_by("number").iterator():
                line = {
                    **describe_staff_event(row),
                    "by_name": row.by and row.by.get_username(),
                    "account_name": row.account and row.account.get_username(),
                    "salt": row.salt,
                    "previous_sha256": row.previous_sha256,
                    "sha256": row.sha256,
                }
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                number += 1
        self.stdout.write(f"{path}: {number} lines.")
