"""How many entries touch each bin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST

from ._bins import Bin, Scale


@dataclass(frozen=True)
class Bar:
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
class Bars:
    """A strip of bars on one scale."""

    scale: Scale
    bars: tuple[Bar, ...]

    @property
    def most(self) -> Bar | None:
        """The tallest bar, or None where nothing is counted."""
        tallest = max(self.bars, key=lambda bar: bar.count, default=None)
        return tallest if tallest and tallest.count else None


def counts(found: Iterable[tuple[int, int]], bins: list[Bin]) -> list[int]:
    """Entries per bin, from (earliest, latest) pairs; one pass over them.

    A closed span counts in every bin it touches, an open one in that of its known
    end; so the counts need not sum to the number of entries.
    """
    steps = [0] * (len(bins) + 1)
    begins, ends = [b.earliest for b in bins], [b.latest for b in bins]
    for span in found:
        earliest, latest = known(*span)
        first = bisect_left(ends, earliest)
        after = bisect_right(begins, latest)
        if first < after:
            steps[first] += 1
            steps[after] -= 1
    return list(accumulate(steps))[:-1]


def known(earliest: int, latest: int) -> tuple[int, int]:
    """The span in which an entry counts: an open end shrinks to the known one."""
    if earliest == OPEN_EARLIEST:
        return latest, latest
    if latest == OPEN_LATEST:
        return earliest, earliest
    return earliest, latest


def strip(
    scale: Scale,
    bins: list[Bin],
    found: Iterable[tuple[int, int]],
    window: tuple[int, int] | None,
) -> Bars:
    """The bars of `bins`; those inside `window` are current."""
    numbers = counts(found, bins)
    tallest = max(numbers, default=0) or 1
    every = max(1, -(-len(bins) // 12))
    return Bars(
        scale,
        tuple(
            Bar(
                label=b.label,
                words=b.words,
                count=n,
                height=max(1, round(100 * n / tallest)) if n else 0,
                date_from=b.date_from,
                date_to=b.date_to,
                is_current=bool(
                    window and b.earliest <= window[1] and b.latest >= window[0]
                ),
                is_minor=bool(i % every),
            )
            for i, (b, n) in enumerate(zip(bins, numbers, strict=True))
        ),
    )
