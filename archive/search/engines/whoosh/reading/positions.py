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
    found: PositionKeys | None = None
    for keys, place in lists:
        found = (
            keys - place
            if found is None
            else found[_contains_keys(keys, found + place)]
        )
        if not len(found):
            break
    return _count_per_document(NO_KEYS if found is None else found)


def find_near(groups: Sequence[PositionKeys], distance: int) -> Postings:
    """Documents in which a place of each group lies within `distance` words after
    another, and at how many places."""
    found = np.unique(np.concatenate(groups)) if all(map(len, groups)) else NO_KEYS
    for group in groups:
        following = np.searchsorted(group, found)
        inside = following < len(group)
        following[~inside] = 0
        found = found[inside & (group[following] - found <= distance)]
        if not len(found):
            break
    return _count_per_document(found)


def _contains_keys(
    sorted_keys: PositionKeys, wanted: PositionKeys
) -> npt.NDArray[np.bool_]:
    places = np.searchsorted(sorted_keys, wanted)
    places[places == len(sorted_keys)] = 0
    if not len(sorted_keys):
        return np.zeros(len(wanted), bool)
    found: npt.NDArray[np.bool_] = sorted_keys[places] == wanted
    return found


def _count_per_document(found: PositionKeys) -> Postings:
    numbers, frequencies = np.unique(found >> POSITION_BITS, return_counts=True)
    return Postings(numbers.astype(np.int32), frequencies.astype(np.float32))
