"""How long after the events of a search the first reports came."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_low

from archive.models import Evidence
from archive.models.entries.entry import EntryQuerySet
from archive.models.visibility import public_column
from archive.text.dates import parse_edtf

from ._event_reports import compute_delay

MOST_MEASURED_EVENTS = 2_000


@dataclass(frozen=True)
class DelaySummary:
    """Days from events to their first public, dated reports.

    `events` are those that were looked at, `reported` those with a report. Of the
    reports whose two dates are known to the day, `measured` is how many there are, and
    `median`, `shortest` and `longest` are days, None where there are none; negative
    where a report came before its event, as of a plan.
    """

    events: int
    reported: int
    measured: int
    median: int | None
    shortest: int | None
    longest: int | None


def measure_delays(events: EntryQuerySet) -> DelaySummary | None:
    """The delays of these public events; None where there are more than 2,000. Two
    queries.

    Visibility is read as a column: as a condition, SQLite would read all public entries
    first.
    """
    dated = events.filter(kind="event").dated().order_by()
    dates = dict(dated.values_list("pk", "date")[: MOST_MEASURED_EVENTS + 1])
    if len(dates) > MOST_MEASURED_EVENTS:
        return None
    ties = Evidence.objects.exclude(relation="disputes").filter(
        event__in=list(dates), entry__kind="article", entry__counts_from__isnull=False
    )
    rows = ties.annotate(is_public=public_column("entry__")).order_by(
        "entry__counts_from", "entry__date_latest", "entry_id"
    )
    first: dict[int, str] = {}
    for event, date, is_public in rows.values_list(
        "event_id", "entry__date", "is_public"
    ):
        if is_public:
            first.setdefault(event, date)
    delays = [
        compute_delay(parse_edtf(dates[event]), parse_edtf(date))
        for event, date in first.items()
    ]
    days = [d.least for d in delays if d.is_exact and d.least is not None]
    return DelaySummary(
        len(dates),
        len(first),
        len(days),
        median_low(days) if days else None,
        min(days, default=None),
        max(days, default=None),
    )
