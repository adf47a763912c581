"""How many entries touch each bin."""

from __future__ import annotations

from dataclasses import dataclass

from ._span_counts import SpanCounts
from ._time_bins import TimeBin, TimeScale
from ._windows import TimeSpan


@dataclass(frozen=True)
class TimelineBar:
    """One bar; `height` is 0-100 of the tallest and at least 1 where counted."""

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
    """A strip of bars on one scale."""

    scale: TimeScale
    bars: tuple[TimelineBar, ...]
    span: tuple[int, int]

    @property
    def most(self) -> TimelineBar | None:
        """The tallest bar, or None where nothing is counted."""
        bar = max(self.bars, key=lambda bar: bar.count, default=None)
        return bar if bar and bar.count else None


def make_bar_strip(
    scale: TimeScale, bins: list[TimeBin], counts: SpanCounts, window: TimeSpan | None
) -> BarStrip:
    """The bars of `bins`, counted by `counts`; those inside `window` are current.

    An entry counts in every bin it touches, so bars need not sum to the total.
    """
    numbers = [counts.count_touching(b.earliest, b.latest) for b in bins]
    tallest = max(numbers, default=0) or 1
    every = max(1, -(-len(bins) // 12))
    return BarStrip(
        scale,
        span=(bins[0].earliest, bins[-1].latest) if bins else (0, 0),
        bars=tuple(
            TimelineBar(
                label=b.label,
                words=b.words,
                count=n,
                height=max(1, round(100 * n / tallest)) if n else 0,
                date_from=b.date_from,
                date_to=b.date_to,
                is_current=bool(
                    window
                    and b.earliest <= window.latest
                    and b.latest >= window.earliest
                ),
                is_minor=bool(i % every),
            )
            for i, (b, n) in enumerate(zip(bins, numbers, strict=True))
        ),
    )
