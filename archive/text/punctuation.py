"""The marks between words, as the readers of a language write them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class PunctuationMarks:
    """What stands between the items of a list, between clauses, behind a heading word,
    at the end of a sentence and between two of them; spaces included."""

    item: str = ", "
    comma: str = ", "
    colon: str = ": "
    stop: str = "."
    space: str = " "


WESTERN_MARKS = PunctuationMarks()
OTHER_MARKS = {
    "zh": PunctuationMarks("、", "，", "：", "。", ""),  # GB/T 15834
    "ar": PunctuationMarks("، ", "، "),
    "ug": PunctuationMarks("، ", "، "),
}


def punctuation_marks(language: str) -> PunctuationMarks:
    """Those of a language, a BCP 47 tag in any case: `zh-Hans` has 、 and 。."""
    return OTHER_MARKS.get(
        language.replace("_", "-").partition("-")[0].lower(), WESTERN_MARKS
    )


def join_enumeration(items: Iterable[object], language: str) -> str:
    """`["a", "b"]` as `a, b`; in Chinese as `a、b`."""
    return punctuation_marks(language).item.join(map(str, items))
