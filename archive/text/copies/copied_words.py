"""Words that a retold text has in common with its original, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from archive.text.folding import fold_text

MOST_WORDS = 6.0  # running; a Chinese word has two characters on average
WEIGHT_OF_HAN = 0.5
SEED_LENGTH = 5  # words or characters that begin every run that is too long
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
_TOKEN = re.compile(
    rf"[{_HAN}]|(?:(?![{_HAN}])[^\W_])+(?:['’\-](?:(?![{_HAN}])[^\W_])+)*"
)
_HAN_TOKEN = re.compile(f"[{_HAN}]")
# Words in quotation marks are somebody's, and the marks say so.
_QUOTED = re.compile(
    "“[^“”]{0,2000}”|„[^„“”]{0,2000}[“”]|«[^«»]{0,2000}»|»[^«»]{0,2000}«|‹[^‹›]{0,2000}›"
    '|「[^「」]{0,2000}」|『[^『』]{0,2000}』|《[^《》]{0,200}》|"[^"]{0,2000}"'
)


@dataclass(frozen=True)
class _Token:
    folded: str
    begins: int
    ends: int

    @property
    def weight(self) -> float:
        return WEIGHT_OF_HAN if _HAN_TOKEN.match(self.folded) else 1.0


def find_copied_words(text: str, originals: Iterable[str]) -> list[str]:
    """Each run of more than six words that stands in the text, outside quotation marks,
    and in one of the originals; as the text has it, longest runs first.

    Capitals, accents, Chinese scripts, signs and line breaks make no difference.
    """
    tokens = [_read_tokens(part) for part in _split_unquoted(text)]
    if not any(sum(t.weight for t in part) > MOST_WORDS for part in tokens):
        return []
    found: dict[tuple[int, int], None] = {}
    for original in originals:
        theirs = [token.folded for token in _read_tokens((0, original))]
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
        *(place for quoted in _QUOTED.finditer(text) for place in quoted.span()),
        len(text),
    ]
    for number, (begin, end) in enumerate(pairwise(ends)):
        if number % 2 == 0:
            yield begin, text[begin:end]


def _read_tokens(part: tuple[int, str]) -> list[_Token]:
    place, text = part
    return [
        _Token(fold_text(found[0]), place + found.start(), place + found.end())
        for found in _TOKEN.finditer(text)
    ]


def _index_seeds(words: list[str]) -> dict[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(words) - SEED_LENGTH + 1):
        places.setdefault(tuple(words[place : place + SEED_LENGTH]), []).append(place)
    return places


def _find_runs(
    tokens: list[_Token], theirs: list[str], places: dict[tuple[str, ...], list[int]]
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
