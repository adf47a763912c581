"""Where a text says what was searched for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from archive.search.query.word_nodes import MATCH_VARIANTS, HighlightTarget
from archive.text.quantities.notations import find_notations
from archive.text.segmenting import all_word_terms, exact_term, split_words, word_stems

MOST_CHARACTERS_OF_TEXT = 50_000  # characters of one text that are looked through
MOST_CHARACTERS_OF_PAGE = 400_000  # characters of all texts of a page
WordMatches = tuple[tuple[HighlightTarget, str], ...]  # what a word may be of, and how


@dataclass(frozen=True)
class MatchSpan:
    """A stretch of a text, which word it says, and how."""

    start: int
    end: int
    word: str
    variant: str


class Highlighter:
    """Finds what is sought; made anew for each page, whose cost it bounds."""

    def __init__(self, sought: Iterable[HighlightTarget]) -> None:
        self._runs: defaultdict[str, list[HighlightTarget]] = defaultdict(list)
        self._stems: dict[str, HighlightTarget] = {}
        self._prefixes: list[HighlightTarget] = []
        self._notations: dict[str, HighlightTarget] = {}
        self._known: defaultdict[str, dict[str, WordMatches]] = defaultdict(dict)
        self._left = MOST_CHARACTERS_OF_PAGE
        for one in sought:
            if one.run:
                self._runs[one.run[0]].append(one)
            elif one.stem:
                self._stems.setdefault(one.stem, one)
            elif one.prefix:
                self._prefixes.append(one)
            elif one.notation:
                self._notations.setdefault(one.notation, one)
        self._terms = frozenset((*self._runs, *self._stems))

    def spans(self, text: str, language: str) -> list[MatchSpan]:
        """All that is said, in order, the longest of those that overlap; of a very
        long text, only of its beginning."""
        text = text[: min(MOST_CHARACTERS_OF_TEXT, self._left)]
        self._left -= len(text)
        if not text:
            return []
        found = self._said(text, language)
        for one in find_notations(text) if self._notations else ():
            for held in one.terms:
                if held in self._notations:
                    word = self._notations[held].word
                    found.append(MatchSpan(one.start, one.end, word, "spelling"))
        found.sort(key=lambda s: (s.start, -s.end, MATCH_VARIANTS.index(s.variant)))
        kept: list[MatchSpan] = []
        for span in found:
            if not kept or span.start >= kept[-1].end:
                kept.append(span)
        return kept

    def _said(self, text: str, language: str) -> list[MatchSpan]:
        """Words, runs of words and beginnings; each different word is understood
        once."""
        read = split_words(text)
        known = self._known[language]
        for word in {word for word, _start, _end in read}.difference(known):
            known[word] = self._meant(word, language)
        found = []
        for place, (word, start, end) in enumerate(read):
            for one, variant in known[word]:
                last = place + len(one.run) - 1 if one.run else place
                if last == place:
                    found.append(self._span(text, start, end, one, variant))
                elif last < len(read) and one.run == tuple(
                    exact_term(word) for word, _start, _end in read[place : last + 1]
                ):
                    found.append(self._span(text, start, read[last][2], one, variant))
        return found

    def _meant(self, word: str, language: str) -> WordMatches:
        """What a word of a text may begin or be of what is sought, and how."""
        if not self._prefixes and self._terms.isdisjoint(
            all_word_terms(word, language)
        ):
            return ()
        exact = exact_term(word)
        meant = [(one, one.variant) for one in self._runs.get(exact, ())]
        meant += [
            (one, "prefix") for one in self._prefixes if exact.startswith(one.prefix)
        ]
        for stems in word_stems(word, language) if self._stems else ():
            for place, stem in enumerate(stems):
                one = self._stems.get(stem)
                if one:
                    meant.append((one, "part" if place else "stem"))
        return tuple(meant)

    def _span(
        self, text: str, start: int, end: int, one: HighlightTarget, variant: str
    ) -> MatchSpan:
        """Exact where it stands as it was typed, but for capitals."""
        if variant == "exact" and text[start:end].casefold() not in one.word.casefold():
            variant = "spelling"
        return MatchSpan(start, end, one.word, variant)
