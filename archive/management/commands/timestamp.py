"""`manage.py timestamp`: has an authority sign the latest checkpoint."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.importers.timestamps import TimestampError, stamp_checkpoint


class Command(BaseCommand):
    help = (
        "Have the time-stamp authority at ARCHIVE_TIMESTAMP_URL sign the latest "
        "checkpoint of the public log (RFC 3161). /about/integrity/ shows the time "
        "stamp. The command sends only a hash. Example: manage.py timestamp. Exit "
        "code 2: no time stamp was made."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, check, keep."""
        try:
            timestamp = stamp_checkpoint()
        except TimestampError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(
            f"{timestamp.size} {timestamp.head} {timestamp.at:%Y-%m-%dT%H:%M:%SZ}"
        )
