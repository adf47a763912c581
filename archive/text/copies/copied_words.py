"""Words that a retold text has in common with its original, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from .running_words import QUOTED, RunningWord, read_running_words

MOST_WORDS = 6.0  # running; a Chinese word has two characters on average
SEED_LENGTH = 5  # words or characters that begin every run that is too long


def find_copied_words(text: str, originals: Iterable[str]) -> list[str]:
    """Each run of more than six words that stands in the text, outside quotation marks,
    and in one of the originals; as the text has it, longest runs first.

    Capitals, accents, Chinese scripts, signs and line breaks make no difference.
    """
    tokens = [read_running_words(p, begin) for begin, p in _split_unquoted(text)]
    if not any(sum(t.weight for t in part) > MOST_WORDS for part in tokens):
        return []
    found: dict[tuple[int, int], None] = {}
    for original in originals:
        theirs = [token.folded for token in read_running_words(original)]
        places = _index_seeds(theirs)
        for part in tokens:
            for run in _find_runs(part, theirs, places):
                found[run] = None
    runs = _drop_inner(found)
    return [
        text[begin:end] for begin, end in sorted(runs, key=lambda run: run[0] - run[1])
    ]


def _split_unquoted(text: str) -> Iterator[tuple[int, str]]:
    """Parts outside quotation marks, each with its place."""
    ends = [
        0,
        *(place for quoted in QUOTED.finditer(text) for place in quoted.span()),
        len(text),
    ]
    for number, (begin, end) in enumerate(pairwise(ends)):
        if number % 2 == 0:
            yield begin, text[begin:end]


def _index_seeds(words: list[str]) -> dict[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(words) - SEED_LENGTH + 1):
        places.setdefault(tuple(words[place : place + SEED_LENGTH]), []).append(place)
    return places


def _find_runs(
    tokens: list[RunningWord],
    theirs: list[str],
    places: dict[tuple[str, ...], list[int]],
) -> Iterator[tuple[int, int]]:
    """Begin and end in the text of each run that is too long."""
    folded = [token.folded for token in tokens]
    begin = 0
    while begin + SEED_LENGTH <= len(folded):
        seed = tuple(folded[begin : begin + SEED_LENGTH])
        length = max(
            (
                _count_common(folded, begin, theirs, place)
                for place in places.get(seed, ())
            ),
            default=0,
        )
        run = tokens[begin : begin + length]
        if sum(token.weight for token in run) > MOST_WORDS:
            yield run[0].begins, run[-1].ends
            begin += length
        else:
            begin += 1


def _count_common(ours: list[str], begin: int, theirs: list[str], place: int) -> int:
    length = 0
    while (
        begin + length < len(ours)
        and place + length < len(theirs)
        and ours[begin + length] == theirs[place + length]
    ):
        length += 1
    return length


def _drop_inner(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs that are not part of another one."""
    kept: list[tuple[int, int]] = []
    for begin, end in sorted(runs, key=lambda run: (run[0], -run[1])):
        if not kept or end > kept[-1][1]:
            kept.append((begin, end))
    return kept
