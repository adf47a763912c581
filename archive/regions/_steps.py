"""Steps of shade by quantile."""

from __future__ import annotations

SHADE_STEPS = 5


def find_quantile_ranges(values: list[int]) -> list[tuple[int, int]]:
    """Up to five ranges that hold about as many regions each. What is equal is in one;
    where that fills a range with more than its share, the others share what is left."""
    ranges: list[tuple[int, int]] = []
    left = sorted(values)
    while left:
        share = max(1, len(left) // (SHADE_STEPS - len(ranges)))
        high = left[share - 1] if len(ranges) < SHADE_STEPS - 1 else left[-1]
        ranges.append((left[0], high))
        left = [value for value in left if value > high]
    return ranges


def make_legend(bounds: list[tuple[int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Step, least and most of each range."""
    return tuple((step, low, high) for step, (low, high) in enumerate(bounds, start=1))


def find_shade_step(count: int, bounds: list[tuple[int, int]]) -> int:
    """The step of a count, from 1; 0 for one in no range."""
    return next((i for i, (a, b) in enumerate(bounds, 1) if a <= count <= b), 0)
