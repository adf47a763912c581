"""What is asked: words of the texts themselves, drawn by how many records hold them."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from archive.text.folding import fold_text
from benchmarks.archives.corpus import RANDOM_SEED, make_records

RECORDS_SAMPLED = 1_000  # records that are counted
MANY, FEW = 0.15, 0.004  # share of records that hold a common and a rare word
_LONG_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{4,}")
_WORD_PAIR = re.compile(r"\b([a-zäöüß]{4,}) ([a-zäöüß]{4,})\b")
REGION_AND_YEARS = (("regions", ("CN-00",)), ("date_from", "2010"), ("date_to", "2015"))
FIRST_MONTH, LAST_MONTH = "2010-01", "2015-12"
SORTED_BY_DATE = (("sort", "date"),)


@dataclass(frozen=True)
class BenchmarkQuestion:
    """A query as a reader types it. Where peers are asked too, `form` says how the
    folded `words` stand together: word, phrase, and, or, prefix. `filters` are fields
    of a selection."""

    typed: str
    form: str = ""
    words: tuple[str, ...] = ()
    filters: tuple[tuple[str, object], ...] = ()

    @property
    def is_placed(self) -> bool:
        """Whether a region and a time are asked for."""
        return self.filters == REGION_AND_YEARS

    @property
    def is_by_date(self) -> bool:
        """Whether the oldest come first."""
        return self.filters == SORTED_BY_DATE


def _count_words(
    documents: int,
) -> tuple[list[str], Counter[str], list[tuple[str, str]]]:
    """Words of a sample, the most frequent first, in how many records each is, and
    pairs that stand side by side."""
    held: Counter[str] = Counter()
    pairs: set[tuple[str, str]] = set()
    for record in islice(make_records(documents), min(RECORDS_SAMPLED, documents)):
        held.update({word.lower() for word in _LONG_WORD.findall(record.text)})
        pairs.update(_WORD_PAIR.findall(record.text))
    ranked = [word for word, _n in sorted(held.items(), key=lambda p: (-p[1], p[0]))]
    return ranked, held, sorted(pairs)


def draw_questions(number: int, documents: int) -> dict[str, list[BenchmarkQuestion]]:
    """`number` questions of each class, the same at each call."""
    chance = random.Random(RANDOM_SEED)
    ranked, held, pairs = _count_words(documents)
    sample = min(RECORDS_SAMPLED, documents)
    common = [w for w in ranked if held[w] >= MANY * sample] or ranked[:9]
    rare = [w for w in ranked if held[w] <= max(2, FEW * sample)] or ranked[-9:]
    middle = [w for w in ranked if held[w] < MANY * sample] or ranked

    def draw(pool: list[str], size: int) -> list[list[str]]:
        return [chance.choices(pool, k=size) for _each in range(number)]

    def said(form: str, sign: str, rows: list[list[str]]) -> list[BenchmarkQuestion]:
        return [
            BenchmarkQuestion(sign.join(row), form, tuple(map(fold_text, row)))
            for row in rows
        ]

    def one(*filters: tuple[str, object]) -> list[BenchmarkQuestion]:
        return [
            BenchmarkQuestion(a, "word", (fold_text(a),), filters)
            for (a,) in draw(common, 1)
        ]

    middle = middle[: len(ranked) // 10 + 9]
    begun = [a[:4] for (a,) in draw(middle, 1)]
    return {
        "common word": said("word", "", draw(common, 1)),
        "rare word": said("word", "", draw(rare, 1)),
        "phrase": [
            BenchmarkQuestion(f'"{a} {b}"', "phrase", (fold_text(a), fold_text(b)))
            for a, b in chance.choices(pairs, k=number)
        ],
        "and of 2": said("and", " ", draw(middle, 2)),
        "or of 3": said("or", " OR ", draw(middle, 3)),
        "prefix": [
            BenchmarkQuestion(f"{a}*", "prefix", (fold_text(a),)) for a in begun
        ],
        "region + dates": one(*REGION_AND_YEARS),
        "three facets": one(),
        "sort by date": one(*SORTED_BY_DATE),
        "highlight 10": one(),
        "question": [
            BenchmarkQuestion(" ".join(words) + "?") for words in draw(middle, 8)
        ],
    }
