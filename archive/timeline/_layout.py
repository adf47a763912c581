"""One row per entry: its date in words and notation, and a small track."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from archive.models import Entry
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST, Edtf

WIDTH = 1200  # of a track's drawing, in its own units


@dataclass(frozen=True)
class Track:
    """Where the date lies in the window: 0 to 1200 from left to right.

    `shape` is day, span (month, year ...), interval or approximate; arrows say that
    it begins before, or ends after, what the window shows.
    """

    shape: str
    x: int
    width: int
    arrow_left: bool
    arrow_right: bool

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.x + self.width


@dataclass(frozen=True)
class Row:
    """An entry on the timeline."""

    entry: Entry
    words: str
    edtf: str
    track: Track


def row(entry: Entry, earliest: int, latest: int) -> Row:
    """The row of a dated entry in the window from `earliest` to `latest`."""
    edtf = entry.edtf
    if edtf is None:
        raise ValueError("an undated entry has no row")
    words = edtf.display(get_language() or "en")
    return Row(entry, words, entry.date, _track(edtf, earliest, latest))


def _track(edtf: Edtf, earliest: int, latest: int) -> Track:
    begin = edtf.earliest if edtf.earliest is not None else OPEN_EARLIEST
    end = edtf.latest if edtf.latest is not None else OPEN_LATEST
    days = latest - earliest + 1
    left = max(0, (max(begin, earliest) - earliest) * WIDTH // days)
    right = min(WIDTH, (min(end, latest) - earliest + 1) * WIDTH // days)
    shape = {"day": "day", "interval": "interval"}.get(edtf.precision, "span")
    if edtf.open_start or edtf.open_end:
        shape = "interval"
    if edtf.approximate or edtf.uncertain:
        shape = "approximate"
    width = max(12, right - left)
    return Track(
        shape,
        min(left, WIDTH - width),
        width,
        arrow_left=begin < earliest,
        arrow_right=end > latest,
    )
