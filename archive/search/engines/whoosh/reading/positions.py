"""Phrases and neighbourhood, by the places of terms (document × 2³² + position)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from .postings import NO_KEYS, POSITION_BITS, PositionKeys, Postings


def find_phrases(lists: Iterable[tuple[PositionKeys, int]]) -> Postings:
    """Documents in which the terms follow one another, and how often they do.

    Each item of `lists` has the keys of a term with its place in the phrase; give the
    rarest term first, because reading stops once nothing is left.
    """
    starts: PositionKeys | None = None
    for keys, place in lists:
        starts = (
            keys - place
            if starts is None
            else starts[_contains_keys(keys, starts + place)]
        )
        if not len(starts):
            break
    return _count_per_document(NO_KEYS if starts is None else starts)


def find_near(groups: Sequence[PositionKeys], distance: int) -> Postings:
    """Documents in which a place of each group lies within `distance` words after
    another, and at how many places."""
    keys = np.unique(np.concatenate(groups)) if all(map(len, groups)) else NO_KEYS
    for group in groups:
        following = np.searchsorted(group, keys)
        inside = following < len(group)
        following[~inside] = 0
        keys = keys[inside & (group[following] - keys <= distance)]
        if not len(keys):
            break
    return _count_per_document(keys)


def _contains_keys(
    sorted_keys: PositionKeys, other_keys: PositionKeys
) -> npt.NDArray[np.bool_]:
    places = np.searchsorted(sorted_keys, other_keys)
    places[places == len(sorted_keys)] = 0
    if not len(sorted_keys):
        return np.zeros(len(other_keys), bool)
    is_contained: npt.NDArray[np.bool_] = sorted_keys[places] == other_keys
    return is_contained


def _count_per_document(keys: PositionKeys) -> Postings:
    numbers, frequencies = np.unique(keys >> POSITION_BITS, return_counts=True)
    return Postings(numbers.astype(np.int32), frequencies.astype(np.float32))
