"""`manage.py capture ENTRY URL|FILE`: keeps a copy of an entry's original."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_datetime

from archive.editorial import EditorialError
from archive.importers import captures
from archive.importers.originals import OriginalsError
from archive.models import Article, Capture, Entry, Source, User
from archive.text import idcodes


class Command(BaseCommand):
    help = (
        "Save a copy of an entry's original, with its hash, size, date and method. "
        "The command fetches a web page, or reads a saved one, and stores it as a "
        "WARC file. It stores WARC, WACZ, PDF and image files unchanged. Only "
        "editors see the copy until one of them releases it. The command never "
        "opens addresses inside a network. Example: manage.py capture 4F7K-9Q2T "
        "page.html --at 2024-08-21T10:00Z. Exit code 2: the copy can't be saved."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The entry, what to keep, and what is known of it."""
        parser.add_argument(
            "entry", metavar="ENTRY", help="id of the entry, for example 4F7K-9Q2T"
        )
        parser.add_argument("what", metavar="URL|FILE")
        parser.add_argument(
            "--url", default="", help="address of the page that was saved in the file"
        )
        parser.add_argument(
            "--at", default="", help="time of the copy, for example 2024-08-21T10:00Z"
        )
        parser.add_argument("--method", default="", help="how the copy was made")
        parser.add_argument(
            "--by", metavar="NAME", help="account that signs the change"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Store the capture and print its hash."""
        entry, by = self._entry(options["entry"]), self._account(options["by"])
        about = Capture(
            url=options["url"] or _get_original_url(entry),
            method=options["method"],
            captured_at=self._moment(options["at"]),
        )
        what = options["what"]
        try:
            if "://" in what:
                capture = captures.store_url_capture(entry, by, what, about)
            else:
                path = Path(what)
                content = self._content(path)
                capture = captures.store_page_capture(
                    entry, by, path.name, content, about
                )
        except (captures.CaptureError, EditorialError, OriginalsError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(
            f"{entry.id_code_display}: {capture.media_type}, {capture.size} bytes\n"
            f"sha256 {capture.sha256}"
        )

    def _entry(self, text: str) -> Entry:
        try:
            code = idcodes.parse_id_code(text)
        except idcodes.IdCodeError as error:
            raise CommandError(str(error), returncode=2) from error
        entry = Entry.objects.filter(id_code=code).first()
        if entry is None:
            raise CommandError(f"There is no entry {text}.", returncode=2)
        return entry

    def _account(self, name: str | None) -> User:
        if not name:
            return User.objects.get_system_account("import")
        account = User.objects.filter(username=name, is_active=True).first()
        if account is None:
            raise CommandError(f"There is no account “{name}”.", returncode=2)
        return account

    def _moment(self, text: str) -> Any:
        if not text:
            return None
        try:
            moment = parse_datetime(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise CommandError(
                "--at: write a time like 2024-08-21T10:00Z.", returncode=2
            )
        return moment

    def _content(self, path: Path) -> bytes:
        try:
            if path.stat().st_size > captures.MAX_CAPTURE_BYTES:
                raise CommandError(
                    f"{path} is larger than {captures.MAX_CAPTURE_BYTES:,} bytes.",
                    returncode=2,
                )
            return path.read_bytes()
        except OSError as error:
            raise CommandError(
                f"We can't open {path}: {error.strerror}", returncode=2
            ) from error


def _get_original_url(entry: Entry) -> str:
    """The address of what the entry records, where it has one."""
    for model in (Article, Source):
        record = model.objects.filter(pk=entry.pk).first()
        if record:
            return record.original_url
    return ""
