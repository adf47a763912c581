"""`manage.py update_index`: write into the live index what was changed."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from archive.management.haystack_options import (
    add_ignored_options,
    add_using_option,
    check_tables,
    check_using,
    report_ignored_options,
)
from archive.models import Entry
from archive.search import (
    IndexUnwritable,
    count_updates,
    list_indexed_models,
    needs_rebuild,
    reindex,
    remove_stale,
    update_model,
)


class Command(BaseCommand):
    help = (
        "Index public entries again, all of them or those that changed, one type "
        "after the other. Example: manage.py update_index archive.Photo --age 24 "
        "--remove"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Haystack's options."""
        parser.add_argument("app_label", nargs="*", help="archive, or archive.Photo")
        parser.add_argument(
            "-m", "--minutes", type=int, help="Changed in this many minutes."
        )
        parser.add_argument("-a", "--age", type=int, help="Changed in this many hours.")
        moments = "2026-11-26 or 2026-11-26T08:00:00"
        parser.add_argument(
            "-s", "--start", dest="start_date", help=f"Changed since: {moments}"
        )
        parser.add_argument("-e", "--end", dest="end_date", help="Changed until.")
        parser.add_argument("-b", "--batch-size", type=int, help="Entries per commit.")
        parser.add_argument(
            "-r",
            "--remove",
            action="store_true",
            help="Remove entries that are not public.",
        )
        add_using_option(parser)
        add_ignored_options(parser, "workers", "max_retries")

    def handle(self, *args: Any, **options: Any) -> None:
        """Update, and say for each kind what was done."""
        check_tables()
        check_using(options)
        report_ignored_options(options, self.stdout)
        begin, end = _read_begin(options), _read_moment(options["end_date"])
        try:
            models = list_indexed_models(options["app_label"])
        except (LookupError, ImproperlyConfigured) as error:
            raise CommandError(str(error)) from error
        try:
            if needs_rebuild():
                self._say(options, "There is no index: all entries are indexed.")
                self._say(options, f"{reindex()} documents indexed.")
                return
            for model in models:
                self._update(model, begin, end, options)
        except BlockingIOError:
            raise CommandError(
                "another rebuild is running: wait until it ends"
            ) from None
        except IndexUnwritable as error:
            raise CommandError(f"{error}. What was committed before stays") from error

    def _update(
        self,
        model: type[Entry],
        begin: datetime | None,
        end: datetime | None,
        options: dict[str, Any],
    ) -> None:
        name = model._meta.verbose_name_plural
        self._say(options, f"Indexing {count_updates(model, begin, end)} {name}")
        written = update_model(model, begin, end, options["batch_size"])
        if options["verbosity"] > 1:
            self.stdout.write(f"  {written} documents written.")
        if options["remove"]:
            self._say(options, f"  {remove_stale(model)} stale documents removed.")

    def _say(self, options: dict[str, Any], line: str) -> None:
        if options["verbosity"]:
            self.stdout.write(line)


def _read_begin(options: dict[str, Any]) -> datetime | None:
    """Since when; of the three ways to say it one at most."""
    begins = [options["minutes"], options["age"], options["start_date"]]
    if sum(one is not None for one in begins) > 1:
        raise CommandError("give only one of --minutes, --age and --start")
    if options["minutes"] is not None:
        return timezone.now() - timedelta(minutes=options["minutes"])
    if options["age"] is not None:
        return timezone.now() - timedelta(hours=options["age"])
    return _read_moment(options["start_date"])


def _read_moment(text: str | None) -> datetime | None:
    """A moment, or the beginning of a day; UTC where it names no zone."""
    if text is None:
        return None
    try:
        day = parse_date(text)
        moment = datetime(day.year, day.month, day.day) if day else parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"{text!r} isn't a moment: write 2026-11-26T08:00:00")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
