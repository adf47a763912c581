"""CPU time of calls, first and repeated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import process_time

DEFAULT_REPEATS = 3
TimedCall = Callable[[], object]
CpuClock = Callable[[], float]


@dataclass(frozen=True)
class CallTimes:
    """Milliseconds of CPU, median and 95th percentile: `cold` of the first call of each
    question, `warm` of those after it; of what can be done once only, `warm` is of all.
    """

    warm: float
    warm_slow: float
    cold: float
    cold_slow: float

    def said(self) -> str:
        """As `2.1 / 3.0 · 8.4 / 9.9`: warm, then cold, each p50 / p95."""
        return (
            f"{self.warm:.1f} / {self.warm_slow:.1f} · "
            f"{self.cold:.1f} / {self.cold_slow:.1f}"
        )


def time_calls(
    calls: list[TimedCall],
    clock: CpuClock = process_time,
    *,
    repeated: int = DEFAULT_REPEATS,
) -> CallTimes:
    """Each call once, then each `repeated` times more, but no more times than there are
    calls: a try of few is quick."""
    times = min(repeated, len(calls))
    first = [time_call(call, clock) for call in calls]
    again = [time_call(call, clock) for call in calls for _again in range(times)]
    return CallTimes(*_median_and_p95(again or first), *_median_and_p95(first))


def time_call(call: TimedCall, clock: CpuClock = process_time) -> float:
    """Milliseconds of one call."""
    began = clock()
    call()
    return (clock() - began) * 1000


def _median_and_p95(times: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(times)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
