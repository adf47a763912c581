"""Where a text says what was searched for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from archive.text.calendar_days import days
from archive.text.segmenting import Token, stems, tokens

from ._indexes import is_pair
from ._words import VARIANTS, Sought

MOST_OF_TEXT = 50_000  # characters of one text that are looked through
MOST_OF_PAGE = 400_000  # characters of all texts of a page


@dataclass(frozen=True)
class Span:
    """A stretch of a text, which word it says, and how."""

    start: int
    end: int
    word: str
    variant: str


class Marker:
    """Finds what is sought; made anew for each page, whose cost it bounds."""

    def __init__(self, sought: Iterable[Sought]) -> None:
        self._runs: defaultdict[str, list[Sought]] = defaultdict(list)
        self._stems: dict[str, Sought] = {}
        self._prefixes: list[Sought] = []
        self._days: dict[str, Sought] = {}
        self._left = MOST_OF_PAGE
        for one in sought:
            if one.run:
                self._runs[one.run[0]].append(one)
            elif one.stem:
                self._stems.setdefault(one.stem, one)
            elif one.prefix:
                self._prefixes.append(one)
            elif one.day:
                self._days.setdefault(one.day, one)

    def spans(self, text: str, language: str) -> list[Span]:
        """All that is said, in order, the longest of those that overlap; of a very
        long text, only of its beginning."""
        text = text[: min(MOST_OF_TEXT, self._left)]
        self._left -= len(text)
        if not text:
            return []
        found = self._exact(text) if self._runs or self._prefixes else []
        found += self._stemmed(text, language) if self._stems else []
        for day in days(text) if self._days else ():
            if day.term in self._days:
                word = self._days[day.term].word
                found.append(Span(day.start, day.end, word, "spelling"))
        found.sort(key=lambda s: (s.start, -s.end, VARIANTS.index(s.variant)))
        kept: list[Span] = []
        for span in found:
            if not kept or span.start >= kept[-1].end:
                kept.append(span)
        return kept

    def _exact(self, text: str) -> list[Span]:
        said = [token for token in tokens(text, "und") if not is_pair(token.term)]
        found = []
        for place, token in enumerate(said):
            for one in self._runs.get(token.term, ()):
                run = said[place : place + len(one.run)]
                if tuple(t.term for t in run) == one.run:
                    found.append(self._span(text, token, run[-1], one))
            for one in self._prefixes:
                if token.term.startswith(one.prefix):
                    found.append(Span(token.start, token.end, one.word, "prefix"))
        return found

    def _span(self, text: str, first: Token, last: Token, one: Sought) -> Span:
        """Exact where it stands as it was typed, but for capitals."""
        printed = text[first.start : last.end].casefold()
        is_other = one.variant == "exact" and printed not in one.word.casefold()
        variant = "spelling" if is_other else one.variant
        return Span(first.start, last.end, one.word, variant)

    def _stemmed(self, text: str, language: str) -> list[Span]:
        found = []
        last = (-1, "")
        for token in stems(text, language):
            here = (token.position, token.term.partition(":")[0])
            one = self._stems.get(token.term)
            if one:
                variant = "stem" if here != last else "part"
                found.append(Span(token.start, token.end, one.word, variant))
            last = here
        return found
