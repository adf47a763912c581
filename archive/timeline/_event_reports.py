"""Publications that report an event, and how many days later they came."""

from __future__ import annotations

from dataclasses import dataclass

from archive.models import Entry, Evidence
from archive.models.visibility import public_column
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST, Edtf

from ._timeline_rows import TimelineRow, make_timeline_row
from ._windows import TimeSpan

MOST_PUBLICATIONS = 3  # publications of one event; the others are counted


@dataclass(frozen=True)
class ReportingDelay:
    """Days from an event to a publication, at least and at most, as the two dates
    allow; None where a date is open on that side."""

    least: int | None
    most: int | None

    @property
    def is_exact(self) -> bool:
        """Whether both dates are known to the day."""
        return self.least is not None and self.least == self.most


@dataclass(frozen=True)
class EventReports:
    """The earliest publications of an event, the number of others, and the delay of the
    first."""

    rows: tuple[TimelineRow, ...]
    further_reports: int
    delay: ReportingDelay | None


def find_event_reports(
    events: tuple[TimelineRow, ...], span: TimeSpan
) -> dict[int, EventReports]:
    """Public, dated articles that report each event, by the event's id; one query.

    `span` is the span that tracks are drawn in. Visibility is read as a column: as a
    condition, SQLite would read all public entries first.
    """
    ties = (
        Evidence.objects.exclude(relation="disputes")
        .filter(
            event__in=[row.entry.pk for row in events],
            entry__kind="article",
            entry__counts_from__isnull=False,
        )
        .select_related("entry")
    )
    marked = ties.annotate(is_public=public_column("entry__"))
    by_event: dict[int, dict[int, Entry]] = {}
    for tie in marked.order_by("entry__counts_from", "entry__date_latest", "entry_id"):
        if not tie.is_public:
            continue
        by_event.setdefault(tie.event_id, {})[tie.entry_id] = tie.entry
    event_dates = {row.entry.pk: row.entry.edtf for row in events}
    return {
        pk: _make_event_reports(event_dates[pk], list(entries.values()), span)
        for pk, entries in by_event.items()
    }


def _make_event_reports(
    event: Edtf | None, entries: list[Entry], span: TimeSpan
) -> EventReports:
    first = entries[0].edtf
    return EventReports(
        tuple(
            make_timeline_row(e, span.earliest, span.latest)
            for e in entries[:MOST_PUBLICATIONS]
        ),
        max(0, len(entries) - MOST_PUBLICATIONS),
        compute_delay(event, first) if event and first else None,
    )


def compute_delay(event: Edtf, publication: Edtf) -> ReportingDelay:
    """The delay from an event to a publication, as far as the two dates tell."""
    least = most = None
    if event.latest != OPEN_LATEST and publication.earliest != OPEN_EARLIEST:
        least = publication.earliest - event.latest
    if event.earliest != OPEN_EARLIEST and publication.latest != OPEN_LATEST:
        most = publication.latest - event.earliest
    return ReportingDelay(least, most)
