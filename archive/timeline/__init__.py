"""Entries on a line: bars by decade, year, month or day, and rows with tracks."""

from ._bins import Scale
from ._buckets import Bar, Bars
from ._layout import Row, Track
from ._timeline import Span, Timeline, timeline

__all__ = ["Bar", "Bars", "Row", "Scale", "Span", "Timeline", "Track", "timeline"]
