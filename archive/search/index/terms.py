"""The terms of a text, in one pass; each word is analysed once and cached."""

from __future__ import annotations

from functools import lru_cache

from archive.text import segmenting
from archive.text.quantities.notations import find_notations

TEXT_GAP = "|"  # between texts, so that no phrase crosses from one to the next
PART_MARK = "~"  # before a compound's part in a field of its own
_MOST_CACHED_WORDS = 100_000  # words, some 30 MB
_MOST_CACHED_NAMES = 10_000  # labels and synonyms
_WordTerms = tuple[list[str], list[str], list[str], list[str]]


class FieldTerms:
    """The terms of one field of text: words, pairs, stems and parts."""

    def __init__(self) -> None:
        self.exact: list[str] = []
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
        for notation in find_notations(text):
            for term in notation.terms:
                self.exact += [term, TEXT_GAP]
        if len(self.pairs) > before:
            self.pairs.append(TEXT_GAP)

    def append_terms(self, text: str, language: str) -> None:
        """Append a text; a gap stands between pairs that are not neighbours."""
        exact, stems, parts = self.exact, self.stems, self.parts
        is_first, here, following = True, 0, 0
        for run in segmenting.split_runs(text):
            chinese = segmenting.fold_chinese_run(run) if run[0] >= "\u3400" else None
            if chinese is None:
                analyse = (
                    _analyse_word_cached
                    if len(run) <= segmenting.MAX_TOKEN_LENGTH
                    else _analyse_word
                )
                words, pairs, whole, inner = analyse(run, language)
                exact += words
                stems += whole
                parts += inner
                width = 1
            else:
                exact += chinese
                width = len(chinese)
                pairs = [chinese[i : i + 2] for i in range(width - 1)]
            if pairs:
                if here != following and not is_first:
                    self.pairs.append(TEXT_GAP)
                self.pairs += pairs
                is_first, following = False, here + len(pairs)
            here += width

    def join_all(self) -> list[str]:
        """All of them, in runs of their own."""
        parts = (PART_MARK + part for part in self.parts)
        return [*self.exact, *self.pairs, *self.stems, *parts]


def extract_terms(text: str) -> tuple[list[str], list[str]]:
    """Words with single characters, and Chinese pairs; each in order."""
    terms = FieldTerms()
    terms.append_terms(text, "")
    return terms.exact, terms.pairs


def extract_stems(text: str, language: str) -> tuple[list[str], list[str]]:
    """Stems of the words, and stems of the parts of German compounds."""
    terms = FieldTerms()
    terms.append_terms(text, language)
    return terms.stems, terms.parts


@lru_cache(maxsize=_MOST_CACHED_NAMES)
def extract_name_terms(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """As `extract_terms`, with a gap after each. Names of tags and regions come
    often."""
    exact, pairs = extract_terms(name)
    return (*exact, TEXT_GAP), (*pairs, TEXT_GAP) if pairs else ()


def _analyse_word(word: str, language: str) -> _WordTerms:
    """Exact terms, terms that stand among the pairs, stems and parts of a word."""
    exact = segmenting.exact_term(word)
    is_pair = len(exact) == 2 and "\u3400" <= exact[0] <= "\ufaff"
    analyses = segmenting.word_stems(word, language) if language else ()
    whole = [stems[0] for stems in analyses]
    inner = [part for stems in analyses for part in stems[1:]]
    return ([], [exact], whole, inner) if is_pair else ([exact], [], whole, inner)


_analyse_word_cached = lru_cache(maxsize=_MOST_CACHED_WORDS)(_analyse_word)
