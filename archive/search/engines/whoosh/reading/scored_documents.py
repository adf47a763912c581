"""Documents of one segment with their scores, and how sets of them are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .columns import Mask
from .postings import DocumentNumbers, FloatArray

# A set this many times smaller than the segment is joined by sorting
SPARSE_FACTOR = 16


@dataclass(frozen=True)
class SegmentHits:
    """Document numbers, ascending, each once, and the score of each."""

    numbers: DocumentNumbers
    scores: FloatArray

    def intersect_mask(self, mask: Mask) -> SegmentHits:
        """Those whose place in `mask` is true."""
        chosen = mask[self.numbers]
        return SegmentHits(self.numbers[chosen], self.scores[chosen])


NO_HITS = SegmentHits(np.empty(0, np.int32), np.empty(0, np.float32))


def hits_of_mask(mask: Mask) -> SegmentHits:
    """The documents of a mask."""
    numbers = np.flatnonzero(mask).astype(np.int32)
    return SegmentHits(numbers, np.zeros(len(numbers), np.float32))


def mask_of_hits(hits: SegmentHits, size: int) -> Mask:
    """A mask over all documents of the segment."""
    mask = np.zeros(size, bool)
    mask[hits.numbers] = True
    return mask


def intersect_hits(sets: Sequence[SegmentHits]) -> SegmentHits:
    """Documents in every set, with the sum of their scores."""
    rest = sorted(sets, key=lambda hits: len(hits.numbers))
    numbers, scores = rest[0].numbers, rest[0].scores
    for other in rest[1:]:
        if not len(numbers):
            return NO_HITS
        places = np.searchsorted(other.numbers, numbers)
        places[places == len(other.numbers)] = 0
        shared = (
            other.numbers[places] == numbers
            if len(other.numbers)
            else np.zeros(len(numbers), bool)
        )
        numbers = numbers[shared]
        scores = scores[shared] + other.scores[places[shared]]
    return SegmentHits(numbers, scores)


def unite_hits(sets: Sequence[SegmentHits], size: int, least: int = 1) -> SegmentHits:
    """Documents in at least `least` of the sets, with the sum of their scores."""
    filled = [hits for hits in sets if len(hits.numbers)]
    if len(filled) < least:
        return NO_HITS
    if len(filled) == 1:
        return filled[0]
    if sum(len(hits.numbers) for hits in filled) * SPARSE_FACTOR < size:
        numbers = np.concatenate([hits.numbers for hits in filled])
        unique, places = np.unique(numbers, return_inverse=True)
        scores = np.bincount(places, np.concatenate([h.scores for h in filled]))
        enough = np.bincount(places) >= least
        return SegmentHits(unique[enough], scores[enough].astype(np.float32))
    totals = np.zeros(size, np.float32)
    counts = np.zeros(size, np.uint16)
    for hits in filled:
        totals[hits.numbers] += hits.scores
        counts[hits.numbers] += 1
    chosen = np.flatnonzero(counts >= least).astype(np.int32)
    return SegmentHits(chosen, totals[chosen])


def take_best_scores(
    sets: Sequence[SegmentHits], size: int, share: float
) -> SegmentHits:
    """Documents in any set: the highest score, and `share` of the others."""
    total = unite_hits(sets, size)
    if len(sets) == 1 or not len(total.numbers):
        return total
    highest = np.zeros(len(total.numbers), np.float32)
    for hits in sets:
        places = np.searchsorted(total.numbers, hits.numbers)
        highest[places] = np.maximum(highest[places], hits.scores)
    return SegmentHits(total.numbers, highest + share * (total.scores - highest))
