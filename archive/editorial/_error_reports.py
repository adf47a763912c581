"""Error reports of readers: received, answered, or taken up as a correction."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import Entry, ErrorReport, User

from ._rights import EditorialError, require_right
from ._workflow import correct

LONGEST_REPORT = 4_000  # characters of a report
# By all readers together: the archive does not know one from another.
REPORTS_AN_HOUR = 300
MOST_WAITING_REPORTS = 500


class TooManyReports(Exception):
    """The desk cannot read more reports now; `seconds` until it is worth trying
    again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"full for {seconds} s")
        self.seconds = seconds


def report_error(entry: Entry, text: str, stamp: str, anchor: str = "") -> ErrorReport:
    """Store a report about the public version of an entry.

    The caller has checked that the entry is public. A `stamp` counts once, however
    often it is sent. Raises `TooManyReports`, whoever is sending.
    """
    with transaction.atomic():
        earlier = ErrorReport.objects.filter(stamp=stamp).first()
        if earlier is not None:
            return earlier
        _refuse_too_many_reports()
        # Sent twice at once, the second waits here and is given the first.
        report, _is_new = ErrorReport.objects.get_or_create(
            stamp=stamp,
            defaults={
                "entry_id": entry.pk,
                "version": entry.version,
                "anchor": anchor,
                "text": text[:LONGEST_REPORT],
            },
        )
        return report


def _refuse_too_many_reports() -> None:
    hour = timedelta(hours=1)
    recent = ErrorReport.objects.filter(created_at__gt=timezone.now() - hour)
    if recent.count() >= REPORTS_AN_HOUR:
        rest = recent.order_by("created_at")[0].created_at + hour - timezone.now()
        raise TooManyReports(max(60, int(rest.total_seconds())))
    if ErrorReport.objects.waiting().count() >= MOST_WAITING_REPORTS:
        raise TooManyReports(24 * 3600)


def answer_report(report: ErrorReport, by: User | None, text: str) -> None:
    """Answer a report; the reader sees the answer. Raises `EditorialError`."""
    require_right(by, "answer_report")
    if not text.strip():
        raise EditorialError(_("Write an answer to the reader before you send it."))
    with transaction.atomic():
        row = ErrorReport.objects.select_for_update().get(pk=report.pk)
        row.answer, row.answered_by = text.strip(), by
        row.answered_at = row.answered_at or timezone.now()
        row.state = "corrected" if row.state == "corrected" else "answered"
        row.save()


def take_up_report(report: ErrorReport, by: User | None) -> Entry:
    """Begin a correction because of a report; returns the working copy.

    When it is published, the reader learns the version. Raises `EditorialError`.
    """
    require_right(by, "answer_report")
    with transaction.atomic():
        copy = correct(report.entry, by)
        rows = ErrorReport.objects.filter(pk=report.pk, state="new")
        rows.update(state="taken_up")
        return copy
