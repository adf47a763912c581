"""The terms of a text, in one pass; each word is analysed once and cached."""

from __future__ import annotations

from functools import lru_cache

from archive.search.engines.document_fields import WRITTEN_MARK
from archive.text import segmenting
from archive.text.quantities.notations import find_notations
from archive.text.quantities.rounded_numbers import (
    find_large_numbers,
    list_roundings,
)

TEXT_GAP = "|"  # between texts, so that no phrase crosses from one to the next
PART_MARK = "~"  # before a compound's part in a field of its own
ACRONYM_MARK = "^"  # before a word in capitals, among the stems
ROUNDED_MARK = "≈"  # before what a number is rounded to, among the stems
_MOST_CACHED_WORDS = 100_000  # words, some 30 MB
_MOST_CACHED_NAMES = 10_000  # labels and synonyms
_WordTerms = tuple[list[str], list[str], list[str], list[str], str]


class FieldTerms:
    """The terms of one field of text: folded words, pairs, stems and parts, and words
    as written, with a gap where they are Chinese; and what large numbers are rounded
    to."""

    def __init__(self) -> None:
        self.exact: list[str] = []
        self.written: list[str] = []
        self.acronyms: list[str] = []
        self.roundings: list[str] = []
        self.pairs: list[str] = []
        self.stems: list[str] = []
        self.parts: list[str] = []

    def add_text(self, text: str, language: str) -> None:
        """Append a text, with a gap behind it."""
        if not text:
            return
        before = len(self.pairs)
        self.append_terms(text, language)
        self.exact.append(TEXT_GAP)
        self.written.append(TEXT_GAP)
        notations = find_notations(text)
        for notation in notations:
            for term in notation.terms:
                self.exact += [term, TEXT_GAP]
        for number in find_large_numbers(text, notations):
            rounded = list_roundings(number.value)
            self.roundings += (ROUNDED_MARK + one for one in rounded)
        if len(self.pairs) > before:
            self.pairs.append(TEXT_GAP)

    def append_terms(self, text: str, language: str) -> None:
        """Append a text; a gap stands between pairs that are not neighbours."""
        exact, stems, parts = self.exact, self.stems, self.parts
        is_in_capitals = text.isupper()
        is_first, here, following = True, 0, 0
        for run in segmenting.split_runs(text):
            chinese = segmenting.fold_chinese_run(run) if run[0] >= "\u3400" else None
            if chinese is None:
                analyse = (
                    _analyse_word_cached
                    if len(run) <= segmenting.MAX_TOKEN_LENGTH
                    else _analyse_word
                )
                words, pairs, whole, inner, written = analyse(run, language)
                self._append_written(run, written, is_in_capitals=is_in_capitals)
                exact += words
                stems += whole
                parts += inner
                width = 1
            else:
                exact += chinese
                self.written.append(TEXT_GAP)
                width = len(chinese)
                pairs = [chinese[i : i + 2] for i in range(width - 1)]
            if pairs:
                if here != following and not is_first:
                    self.pairs.append(TEXT_GAP)
                self.pairs += pairs
                is_first, following = False, here + len(pairs)
            here += width

    def _append_written(self, word: str, written: str, *, is_in_capitals: bool) -> None:
        """The word as written, and as an acronym unless all of its text is in
        capitals."""
        self.written.append(written)
        if not is_in_capitals and segmenting.is_acronym(word):
            self.acronyms.append(ACRONYM_MARK + word)

    def join_all(self) -> list[str]:
        """All of them, in runs of their own."""
        parts = (PART_MARK + part for part in self.parts)
        stems = (*self.stems, *self.acronyms, *self.roundings)
        return [*self.exact, *self.pairs, *stems, *parts, *self.mark_written()]

    def mark_written(self) -> list[str]:
        """The words as written for a field that holds others too, with a gap at each
        end."""
        marked = (
            word if word == TEXT_GAP else WRITTEN_MARK + word for word in self.written
        )
        return [TEXT_GAP, *marked, TEXT_GAP]


def extract_terms(text: str) -> tuple[list[str], list[str]]:
    """Words with single characters, and Chinese pairs; each in order."""
    terms = FieldTerms()
    terms.append_terms(text, "")
    return terms.exact, terms.pairs


def extract_written(text: str) -> list[str]:
    """Words as they are written, but for capitals; in order."""
    terms = FieldTerms()
    terms.append_terms(text, "")
    return terms.written


def extract_stems(text: str, language: str) -> tuple[list[str], list[str]]:
    """Stems of the words, and stems of the parts of German compounds."""
    terms = FieldTerms()
    terms.append_terms(text, language)
    return terms.stems, terms.parts


@lru_cache(maxsize=_MOST_CACHED_NAMES)
def extract_name_terms(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """As `extract_terms`, with a gap after each, and the words as written behind the
    others. Names of tags and regions come often."""
    terms = FieldTerms()
    terms.append_terms(name, "")
    pairs = (*terms.pairs, TEXT_GAP) if terms.pairs else ()
    return (*terms.exact, *terms.mark_written()), pairs


def _analyse_word(word: str, language: str) -> _WordTerms:
    """Exact terms, terms that stand among the pairs, stems and parts of a word, and
    the word as written."""
    exact = segmenting.exact_term(word)
    is_pair = len(exact) == 2 and "\u3400" <= exact[0] <= "\ufaff"
    analyses = segmenting.word_stems(word, language) if language else ()
    whole = [stem for stems in analyses for stem in stems.whole]
    inner = [part for stems in analyses for part in (*stems.parts, *stems.related)]
    terms = ([], [exact]) if is_pair else ([exact], [])
    return *terms, whole, inner, segmenting.written_term(word)


_analyse_word_cached = lru_cache(maxsize=_MOST_CACHED_WORDS)(_analyse_word)
