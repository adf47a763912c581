"""Finds the words of a query in texts, to mark them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.search.query.word_nodes import MATCH_VARIANTS, HighlightTarget
from archive.text.quantities.notations import Notation, find_notations
from archive.text.quantities.rounded_numbers import (
    find_large_numbers,
    list_roundings,
)
from archive.text.segmenting import (
    all_word_terms,
    exact_term,
    split_words,
    word_stems,
    written_term,
)

MOST_CHARACTERS_OF_TEXT = 50_000  # characters of one text that are looked through
MOST_CHARACTERS_OF_PAGE = 400_000  # characters of all texts of a page
WordMatches = tuple[tuple[HighlightTarget, str], ...]  # what a word may be of, and how


@dataclass(frozen=True)
class MatchSpan:
    """A matching stretch of a text: which word of the query it matches, and in which
    variant."""

    start: int
    end: int
    word: str
    variant: str


class Highlighter:
    """Finds the targets of a query in texts.

    There is a new one for each page, whose cost it bounds by the characters it reads.
    """

    def __init__(self, targets: Iterable[HighlightTarget]) -> None:
        self._runs: defaultdict[str, list[HighlightTarget]] = defaultdict(list)
        self._stems: dict[str, HighlightTarget] = {}
        self._prefixes: list[HighlightTarget] = []
        self._notations: dict[str, HighlightTarget] = {}
        self._numbers: dict[str, HighlightTarget] = {}  # and what it is rounded to
        self._matches: defaultdict[str, dict[str, WordMatches]] = defaultdict(dict)
        self._characters_left = MOST_CHARACTERS_OF_PAGE
        for target in targets:
            if target.run:
                self._runs[target.run[0]].append(target)
            elif target.stem:
                self._stems.setdefault(target.stem, target)
            elif target.prefix:
                self._prefixes.append(target)
            elif target.notation:
                self._notations.setdefault(target.notation, target)
            elif target.number:
                for value in (target.number, *list_roundings(target.number)):
                    self._numbers.setdefault(value, target)
        self._terms = frozenset((*self._runs, *self._stems))

    def find_spans(self, text: str, language: str) -> list[MatchSpan]:
        """All matches in order, the longest of those that overlap; of a very long text,
        only those of its beginning."""
        text = text[: min(MOST_CHARACTERS_OF_TEXT, self._characters_left)]
        self._characters_left -= len(text)
        if not text:
            return []
        spans = self._find_word_spans(text, language)
        if self._notations or self._numbers:
            spans += self._find_number_spans(text, find_notations(text))
        spans.sort(key=lambda s: (s.start, -s.end, MATCH_VARIANTS.index(s.variant)))
        apart: list[MatchSpan] = []
        for span in spans:
            if not apart or span.start >= apart[-1].end:
                apart.append(span)
        return apart

    def _find_number_spans(
        self, text: str, notations: list[Notation]
    ) -> Iterator[MatchSpan]:
        """Days, months and amounts in any notation; numbers that one of the query is
        rounded to, or that are rounded to one."""
        for notation in notations:
            for term in notation.terms:
                if target := self._notations.get(term):
                    yield MatchSpan(
                        notation.start, notation.end, target.word, "spelling"
                    )
        for number in find_large_numbers(text, notations) if self._numbers else ():
            if target := self._find_rounded(number.value):
                variant = "spelling" if target.number == number.value else "rounded"
                yield MatchSpan(number.start, number.end, target.word, variant)

    def _find_rounded(self, value: str) -> HighlightTarget | None:
        """The number of the query that this one meets."""
        if target := self._numbers.get(value):
            return target
        for rounded in list_roundings(value):
            target = self._numbers.get(rounded)
            if target and target.number == rounded:
                return target
        return None

    def _find_word_spans(self, text: str, language: str) -> list[MatchSpan]:
        """Words, runs of words and prefixes; each different word is analysed once."""
        words = split_words(text)
        matches = self._matches[language]
        for word in {word for word, _start, _end in words}.difference(matches):
            matches[word] = self._match_word(word, language)
        spans = []
        for place, (word, start, _end) in enumerate(words):
            for target, variant in matches[word]:
                run = words[place : place + max(len(target.run), 1)]
                if _is_run_of(target, [word for word, _start, _end in run]):
                    end = run[-1][2]
                    spans.append(self._make_span(text, start, end, target, variant))
        return spans

    def _match_word(self, word: str, language: str) -> WordMatches:
        """The targets that a word of a text is or begins, and in which variant."""
        if not self._prefixes and self._terms.isdisjoint(
            all_word_terms(word, language)
        ):
            return ()
        exact = exact_term(word)
        matches = [
            (target, target.variant)
            for target in self._runs.get(exact, ())
            if word == target.word or not target.is_acronym
        ]
        matches += [
            (target, "prefix")
            for target in self._prefixes
            if exact.startswith(target.prefix)
        ]
        if self._stems:
            matches += self._match_stems(word, language)
        return tuple(matches)

    def _match_stems(
        self, word: str, language: str
    ) -> Iterator[tuple[HighlightTarget, str]]:
        """By the stem of a word, and by those of the parts of a compound."""
        for stems in word_stems(word, language):
            for stem in (*stems.whole, *stems.related, *stems.parts):
                if stem in self._stems:
                    is_form = stem in stems.whole or stem in stems.related
                    yield self._stems[stem], "stem" if is_form else "part"

    def _make_span(
        self, text: str, start: int, end: int, target: HighlightTarget, variant: str
    ) -> MatchSpan:
        """Exact where the text spells the word as it was typed, but for capitals."""
        typed = target.word.casefold()
        if variant == "exact" and text[start:end].casefold() not in typed:
            variant = "spelling"
        return MatchSpan(start, end, target.word, variant)


def _is_run_of(target: HighlightTarget, words: list[str]) -> bool:
    """Whether these words, of which the first fits, are all of a target."""
    if target.written:
        return target.written == tuple(map(written_term, words))
    return len(target.run) < 2 or target.run == tuple(map(exact_term, words))
