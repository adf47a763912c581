"""The timeline: bars by decade, year, month or day, and rows with drawn dates."""

from ._bar_strips import BarStrip, TimelineBar
from ._delay_summary import MOST_MEASURED_EVENTS, DelaySummary, measure_delays
from ._event_reports import EventReports, ReportingDelay
from ._time_bins import TimeScale
from ._timeline import Timeline, build_lane, build_timeline
from ._timeline_rows import DateTrack, TimelineRow, make_timeline_row
from ._windows import TimeSpan, round_to_months

__all__ = [
    "MOST_MEASURED_EVENTS",
    "BarStrip",
    "DateTrack",
    "DelaySummary",
    "EventReports",
    "ReportingDelay",
    "TimeScale",
    "TimeSpan",
    "Timeline",
    "TimelineBar",
    "TimelineRow",
    "build_lane",
    "build_timeline",
    "make_timeline_row",
    "measure_delays",
    "round_to_months",
]
