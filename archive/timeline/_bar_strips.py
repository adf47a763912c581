"""Bars of the timeline: how many entries touch each bin."""

from __future__ import annotations

from dataclasses import dataclass

from ._span_counts import SpanCounts
from ._time_bins import TimeBin, TimeScale
from ._windows import TimeSpan


@dataclass(frozen=True)
class TimelineBar:
    """One bar; `height` is per cent of the tallest, at least 1 where entries are
    counted.

    `is_current` where the bar lies in the chosen window, `is_minor` where its label may
    be left out.
    """

    label: str
    words: str
    count: int
    height: int
    date_from: str
    date_to: str
    is_current: bool
    is_minor: bool


@dataclass(frozen=True)
class BarStrip:
    """Bars on one scale; `span` are the first and last day that they cover."""

    scale: TimeScale
    bars: tuple[TimelineBar, ...]
    span: tuple[int, int]

    @property
    def tallest(self) -> TimelineBar | None:
        """The tallest bar, or None where no entry is counted."""
        bar = max(self.bars, key=lambda bar: bar.count, default=None)
        return bar if bar and bar.count else None


def make_bar_strip(
    scale: TimeScale, bins: list[TimeBin], counts: SpanCounts, window: TimeSpan | None
) -> BarStrip:
    """The bars of `bins`, with numbers from `counts`; those inside `window` are
    current.

    An entry counts in every bin it touches, so bars need not sum to the total.
    """
    numbers = [counts.count_touching(b.earliest, b.latest) for b in bins]
    highest = max(numbers, default=0) or 1
    label_step = max(1, -(-len(bins) // 12))
    return BarStrip(
        scale,
        span=(bins[0].earliest, bins[-1].latest) if bins else (0, 0),
        bars=tuple(
            TimelineBar(
                label=b.label,
                words=b.words,
                count=n,
                height=max(1, round(100 * n / highest)) if n else 0,
                date_from=b.date_from,
                date_to=b.date_to,
                is_current=bool(
                    window
                    and b.earliest <= window.latest
                    and b.latest >= window.earliest
                ),
                is_minor=bool(i % label_step),
            )
            for i, (b, n) in enumerate(zip(bins, numbers, strict=True))
        ),
    )
