"""A quotation beside a text: word for word, in the same words, or nearly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from archive.text.differences import DiffPiece, compare_texts
from archive.text.segmenting import exact_term, split_words

MIN_SHARE_OF_WORDS = 0.6  # share of the quotation's words, in order, that is nearly
MAX_EXTRA_WORDS = 3  # words that may stand in between at either end
MAX_TEXT_LENGTH_COMPARED = 50_000  # characters of one text that are looked through
# Pairs of equal words, of the quotation and of a text, that are looked at: in all, and
# in the stretch that is compared over and over. A thousand times one frequent Chinese
# word beside a long text would take minutes.
MAX_WORD_PAIRS = 2_000_000
MAX_PAIRS_IN_STRETCH = 20_000
MATCH_KINDS = ("exact", "words", "nearly")
_SPACES = re.compile(r"\s+")
_QUOTATION_MARKS = str.maketrans(
    dict.fromkeys("“”„«»‹›「」『』", '"') | dict.fromkeys("‘’‚ʼ", "'")
)


@dataclass(frozen=True)
class QuotationMatch:
    """How a text says a quotation.

    `how` is `exact` (to the sign, apart from spaces and the shape of quotation marks),
    `words` (the same words) or `nearly` (`share` of its words). `pieces` are the
    differences from the quotation to the text.
    """

    how: str
    share: float
    start: int
    end: int
    pieces: tuple[DiffPiece, ...]


class Quotation:
    """A quotation read once, to be compared with many texts; `is_spent` once texts
    were only looked through word for word, since its words stand in them too often."""

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        self._plain = _normalize_marks(self.text)
        own = list(split_words(self.text))
        self.terms = [exact_term(word) for word, _start, _end in own]
        # Signs at its ends are not compared: the text may go on behind them, or not.
        self._from_word_to_word = self.text[own[0][1] : own[-1][2]] if own else ""
        self.is_spent = False
        self._counts = Counter(self.terms)
        self._left = MAX_WORD_PAIRS

    def within(self, text: str) -> QuotationMatch | None:
        """Where a text says it best; None where it does not."""
        text = text[:MAX_TEXT_LENGTH_COMPARED]
        read = list(split_words(text))
        terms = [exact_term(word) for word, _start, _end in read]
        found = self._whole(terms) or self._nearly(terms)
        if not found:
            return None
        first, last, share = found
        start, end = read[first][1], read[last - 1][2]
        said = text[start:end]
        if share == 1 and self._plain in _normalize_marks(text):
            return QuotationMatch(
                "exact", 1, start, end, (DiffPiece("same", self.text),)
            )
        pieces = compare_texts(self._from_word_to_word, said)
        return QuotationMatch(
            "words" if share == 1 else "nearly", share, start, end, pieces
        )

    def _whole(self, terms: Sequence[str]) -> tuple[int, int, float] | None:
        """Where all its words stand side by side."""
        size = len(self.terms)
        first = self.terms[0]
        for place in range(len(terms) - size + 1):
            if terms[place] == first and terms[place : place + size] == self.terms:
                return place, place + size, 1.0
        return None

    def _nearly(self, terms: Sequence[str]) -> tuple[int, int, float] | None:
        """The stretch around the longest run that both say, where it says enough."""
        size = len(self.terms)
        pairs = self._pairs(terms)
        if pairs > self._left:
            self.is_spent = True
            return None
        self._left -= pairs
        matcher = SequenceMatcher(None, self.terms, terms, autojunk=False)
        run = matcher.find_longest_match()
        if run.size == 0:
            return None
        low = max(0, run.b - run.a - MAX_EXTRA_WORDS)
        high = min(len(terms), run.b - run.a + size + MAX_EXTRA_WORDS)
        if self._pairs(terms[low:high]) > MAX_PAIRS_IN_STRETCH:
            self.is_spent = True
            return None
        matcher = SequenceMatcher(None, self.terms, terms[low:high], autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        share = sum(block.size for block in blocks) / size
        if share < MIN_SHARE_OF_WORDS:
            return None
        first, last = blocks[0].b, blocks[-1].b + blocks[-1].size
        return low + first, low + last, min(share, 0.99)

    def _pairs(self, terms: Sequence[str]) -> int:
        """How often a word of the quotation meets itself in the text."""
        there = Counter(terms)
        return sum(number * there[word] for word, number in self._counts.items())


def _normalize_marks(text: str) -> str:
    return _SPACES.sub(" ", text).translate(_QUOTATION_MARKS)
