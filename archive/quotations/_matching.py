"""A quotation compared with a text: word for word, by its words, or nearly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from archive.text.differences import DiffPiece, compare_texts
from archive.text.folding import strip_invisible
from archive.text.segmenting import exact_term, split_words

MIN_SHARE_OF_WORDS = 0.6  # of the quotation's words, in order, for a near match
MAX_EXTRA_WORDS = 3  # that a near match may have at either end
MAX_TEXT_LENGTH_COMPARED = 50_000  # characters
# Pairs of equal words in the quotation and in texts: of all texts, and of the stretch
# that is compared in detail. A frequent Chinese word, a thousand times, would take
# minutes in a long text.
MAX_WORD_PAIRS = 2_000_000
MAX_PAIRS_IN_STRETCH = 20_000
MATCH_KINDS = ("exact", "words", "nearly")
_SPACES = re.compile(r"\s+")
_QUOTATION_MARKS = str.maketrans(
    dict.fromkeys("“”„«»‹›「」『』", '"') | dict.fromkeys("‘’‚ʼ", "'")
)


@dataclass(frozen=True)
class QuotationMatch:
    """A stretch of a text that has a quotation.

    `how` is `exact` (to the sign, apart from spaces,
    invisible characters and the shape of quotation marks),
    `words` (the same words) or `nearly` (`share` of its words). `pieces` are the
    differences from the quotation to the text.
    """

    how: str
    share: float
    start: int
    end: int
    pieces: tuple[DiffPiece, ...]


class Quotation:
    """A quotation, split once and compared with many texts.

    `is_spent` is set once a text was only searched word for word, because the words of
    the quotation are too frequent.
    """

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        self._normalized = _normalize_marks(self.text)
        own = list(split_words(self.text))
        self.terms = [exact_term(word) for word, _start, _end in own]
        # Punctuation at its ends is not compared, because the text may continue there.
        self._trimmed = self.text[own[0][1] : own[-1][2]] if own else ""
        self.is_spent = False
        self._counts = Counter(self.terms)
        self._pairs_left = MAX_WORD_PAIRS

    def find_in(self, text: str) -> QuotationMatch | None:
        """The best match in a text, or None."""
        text = text[:MAX_TEXT_LENGTH_COMPARED]
        read = list(split_words(text))
        terms = [exact_term(word) for word, _start, _end in read]
        matches = self._find_whole(terms) or self._find_nearly(terms)
        if not matches:
            return None
        first, last, share = matches
        start, end = read[first][1], read[last - 1][2]
        matched_text = text[start:end]
        if share == 1 and self._normalized in _normalize_marks(text):
            return QuotationMatch(
                "exact", 1, start, end, (DiffPiece("same", self.text),)
            )
        pieces = compare_texts(self._trimmed, matched_text)
        return QuotationMatch(
            "words" if share == 1 else "nearly", share, start, end, pieces
        )

    def _find_whole(self, terms: Sequence[str]) -> tuple[int, int, float] | None:
        """Where all its words are in sequence."""
        size = len(self.terms)
        first = self.terms[0]
        for place in range(len(terms) - size + 1):
            if terms[place] == first and terms[place : place + size] == self.terms:
                return place, place + size, 1.0
        return None

    def _find_nearly(self, terms: Sequence[str]) -> tuple[int, int, float] | None:
        """The stretch around the longest common run, where enough words match."""
        size = len(self.terms)
        pairs = self._count_pairs(terms)
        if pairs > self._pairs_left:
            self.is_spent = True
            return None
        self._pairs_left -= pairs
        matcher = SequenceMatcher(None, self.terms, terms, autojunk=False)
        run = matcher.find_longest_match()
        if run.size == 0:
            return None
        low = max(0, run.b - run.a - MAX_EXTRA_WORDS)
        high = min(len(terms), run.b - run.a + size + MAX_EXTRA_WORDS)
        if self._count_pairs(terms[low:high]) > MAX_PAIRS_IN_STRETCH:
            self.is_spent = True
            return None
        matcher = SequenceMatcher(None, self.terms, terms[low:high], autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        share = sum(block.size for block in blocks) / size
        if share < MIN_SHARE_OF_WORDS:
            return None
        first, last = blocks[0].b, blocks[-1].b + blocks[-1].size
        return low + first, low + last, min(share, 0.99)

    def _count_pairs(self, terms: Sequence[str]) -> int:
        """How many pairs of equal words the quotation and a text have."""
        there = Counter(terms)
        return sum(number * there[word] for word, number in self._counts.items())


def _normalize_marks(text: str) -> str:
    return _SPACES.sub(" ", strip_invisible(text)).translate(_QUOTATION_MARKS)
