"""A row for each entry: its date in words and in EDTF, and a track that draws it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.models import Entry
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST, Edtf

TRACK_WIDTH = 1200  # of a track's drawing, in its own units
PRECISION_LABELS: dict[str, str | Promise] = {
    "day": _("Exact day"),
    "month": _("Month only"),
    "season": _("Season only"),
    "quarter": _("Quarter only"),
    "third": _("Four-month period only"),
    "half": _("Half-year only"),
    "year": _("Year only"),
    "decade": _("Decade only"),
    "century": _("Century only"),
    "millennium": _("Millennium only"),
    "ages": _("Very long period"),
    "interval": _("Period"),
    "choice": _("One of several dates"),
    "several": _("Several dates"),
}
TRACK_SHAPES = {"day": "day", "interval": "interval", "several": "interval"}


@dataclass(frozen=True)
class DateTrack:
    """Where the date lies in the window, from 0 (left) to 1200 (right).

    `shape` is day, span (a month, a year …) or interval. An arrow is `beyond` where the
    date continues outside the window, `open` where it has an open end, `unknown` where
    it does not tell when it began or ended.
    """

    shape: str
    x: int
    width: int
    arrow_left: str = ""
    arrow_right: str = ""
    is_approximate: bool = False
    is_uncertain: bool = False

    @property
    def right(self) -> int:
        """The right edge of the track."""
        return self.x + self.width


@dataclass(frozen=True)
class TimelineRow:
    """An entry on the timeline; `track_words` say what the track shows."""

    entry: Entry
    words: str
    edtf: str
    track: DateTrack
    track_words: tuple[str | Promise, ...]


def make_timeline_row(entry: Entry, earliest: int, latest: int) -> TimelineRow:
    """The row of a dated entry in the window from `earliest` to `latest`."""
    edtf = entry.edtf
    if edtf is None:
        raise ValueError("an undated entry has no row")
    words = edtf.display(get_language() or "en")
    track = _make_track(edtf, earliest, latest)
    return TimelineRow(
        entry, words, entry.date, track, tuple(_describe_track(edtf, track))
    )


def _make_track(edtf: Edtf, earliest: int, latest: int) -> DateTrack:
    days = latest - earliest + 1
    left = max(0, (max(edtf.earliest, earliest) - earliest) * TRACK_WIDTH // days)
    right = min(
        TRACK_WIDTH, (min(edtf.latest, latest) - earliest + 1) * TRACK_WIDTH // days
    )
    shape = TRACK_SHAPES.get(edtf.precision, "span")
    width = min(TRACK_WIDTH, max(12, right - left))
    return DateTrack(
        shape,
        max(0, min(left, TRACK_WIDTH - width)),
        width,
        arrow_left=_choose_arrow(edtf, "left", edtf.earliest < earliest),
        arrow_right=_choose_arrow(edtf, "right", edtf.latest > latest),
        is_approximate=edtf.approximate,
        is_uncertain=edtf.uncertain,
    )


def _choose_arrow(edtf: Edtf, side: str, is_beyond: bool) -> str:
    is_left = side == "left"
    end = edtf.earliest if is_left else edtf.latest
    if end in (OPEN_EARLIEST, OPEN_LATEST):
        return (
            "unknown" if (edtf.silent_start, edtf.silent_end)[not is_left] else "open"
        )
    return "beyond" if is_beyond else ""


def _describe_track(edtf: Edtf, track: DateTrack) -> list[str | Promise]:
    phrases = [PRECISION_LABELS.get(edtf.precision, PRECISION_LABELS["interval"])]
    phrases += [_("approximate")] if track.is_approximate else []
    phrases += [_("uncertain")] if track.is_uncertain else []
    left: dict[str, str | Promise] = {
        "beyond": _("began before this period"),
        "open": _("no fixed start"),
        "unknown": _("start unknown"),
    }
    right: dict[str, str | Promise] = {
        "beyond": _("continues after this period"),
        "open": _("no fixed end"),
        "unknown": _("end unknown"),
    }
    phrases += [left[track.arrow_left]] if track.arrow_left else []
    phrases += [right[track.arrow_right]] if track.arrow_right else []
    return phrases
