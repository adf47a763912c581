"""CPU time of calls, first and repeated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time

REPEATED = 3
Call = Callable[[], object]
Clock = Callable[[], float]


@dataclass(frozen=True)
class Times:
    """Milliseconds of CPU: the first call of each question, and those after it; of
    what can be done once only, all are the first."""

    cold: float
    warm: float
    slow: float

    def said(self) -> str:
        """As `2.1 (p95 3.0, cold 8.4)`."""
        return f"{self.warm:.1f} (p95 {self.slow:.1f}, cold {self.cold:.1f})"


def timed(
    calls: list[Call], clock: Clock = process_time, *, repeated: int = REPEATED
) -> Times:
    """Median of the first calls; median and 95th percentile of the others."""
    first = [_cost(call, clock) for call in calls]
    again = [_cost(call, clock) for call in calls for _again in range(repeated)]
    others = sorted(again or first)
    return Times(median(first), median(others), others[int(len(others) * 0.95)])


def _cost(call: Call, clock: Clock) -> float:
    began = clock()
    call()
    return (clock() - began) * 1000
