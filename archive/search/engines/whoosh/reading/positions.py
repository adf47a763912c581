"""Phrases and neighbourhood, by the places of terms (document × 2³² + position)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from .postings import NO_KEYS, STRIDE, Keys, Postings


def in_a_row(lists: Iterable[tuple[Keys, int]]) -> Postings:
    """Documents where terms follow one another, and how often they do. Each term's keys
    come with its place in the row, best the rarest first; once nothing is left, no more
    are asked for."""
    found: Keys | None = None
    for keys, place in lists:
        found = keys - place if found is None else found[_holds(keys, found + place)]
        if not len(found):
            break
    return _counted(NO_KEYS if found is None else found)


def near(groups: Sequence[Keys], distance: int) -> Postings:
    """Documents where one place of each group lies within `distance` words after
    another of them, and from how many places that is so."""
    found = np.unique(np.concatenate(groups)) if all(map(len, groups)) else NO_KEYS
    for group in groups:
        following = np.searchsorted(group, found)
        inside = following < len(group)
        following[~inside] = 0
        found = found[inside & (group[following] - found <= distance)]
        if not len(found):
            break
    return _counted(found)


def _holds(sorted_keys: Keys, wanted: Keys) -> npt.NDArray[np.bool_]:
    places = np.searchsorted(sorted_keys, wanted)
    places[places == len(sorted_keys)] = 0
    if not len(sorted_keys):
        return np.zeros(len(wanted), bool)
    found: npt.NDArray[np.bool_] = sorted_keys[places] == wanted
    return found


def _counted(found: Keys) -> Postings:
    numbers, often = np.unique(found >> STRIDE, return_counts=True)
    return Postings(numbers.astype(np.int32), often.astype(np.float32))
