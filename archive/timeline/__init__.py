"""Entries on a line: bars by decade, year, month or day, and rows with tracks."""

from ._bins import Scale
from ._buckets import Bar, Bars
from ._lanes import Delay, Reported
from ._layout import Row, Track, row
from ._timeline import Timeline, lane, timeline
from ._window import Span, around

__all__ = [
    "Bar",
    "Bars",
    "Delay",
    "Reported",
    "Row",
    "Scale",
    "Span",
    "Timeline",
    "Track",
    "around",
    "lane",
    "row",
    "timeline",
]
