"""CPU time of calls in this process, first and repeated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time

REPEATED = 3
Call = Callable[[], object]


@dataclass(frozen=True)
class Times:
    """Milliseconds of CPU: the first call of each question, and those after it."""

    cold: float
    warm: float
    slow: float

    def said(self) -> str:
        """As `2.1 (p95 3.0, cold 8.4)`."""
        return f"{self.warm:.1f} (p95 {self.slow:.1f}, cold {self.cold:.1f})"


def timed(calls: list[Call]) -> Times:
    """Median of the first calls; median and 95th percentile of the others."""
    first = [_cost(call) for call in calls]
    others = sorted(_cost(call) for call in calls for _again in range(REPEATED))
    return Times(median(first), median(others), others[int(len(others) * 0.95)])


def _cost(call: Call) -> float:
    began = process_time()
    call()
    return (process_time() - began) * 1000
