"""Punctuation marks of each language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class PunctuationMarks:
    """The marks between the items of a list, between clauses, after a heading word, at
    the end of a sentence, between two sentences, and around what is added in brackets;
    spaces included.
    """

    item: str = ", "
    comma: str = ", "
    colon: str = ": "
    stop: str = "."
    space: str = " "
    opening: str = " ("
    closing: str = ")"
    semicolon: str = "; "


WESTERN_MARKS = PunctuationMarks()
OTHER_MARKS = {
    "zh": PunctuationMarks("、", "，", "：", "。", "", "（", "）", "；"),  # GB/T 15834
    "ar": PunctuationMarks("، ", "، "),
    "ug": PunctuationMarks("، ", "، "),
}

# Embeddings, overrides and isolates with their ends (UAX #9). One that stays open in a
# title would turn what a page says after it. The marks (U+200E, U+200F, U+061C) turn
# nothing that follows, and Arabic and Uyghur texts need them.
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def punctuation_marks(language: str) -> PunctuationMarks:
    """The marks of a language, a BCP 47 tag in any case: `zh-Hans` has 、 and 。."""
    return OTHER_MARKS.get(
        language.replace("_", "-").partition("-")[0].lower(), WESTERN_MARKS
    )


def bracket_text(text: object, language: str) -> str:
    """` (text)`, with the space before it; in Chinese `（text）`."""
    marks = punctuation_marks(language)
    return f"{marks.opening}{text}{marks.closing}"


def join_enumeration(items: Iterable[object], language: str) -> str:
    """`["a", "b"]` as `a, b`; in Chinese as `a、b`."""
    return punctuation_marks(language).item.join(map(str, items))


def show_bidi_controls(text: str) -> str:
    """The text with each control as `[U+202E]`."""
    return _BIDI_CONTROLS.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def escape_bidi_controls(json_text: str) -> str:
    r"""JSON with each control as `\u202e`: the same value, harmless to look at."""
    return _BIDI_CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", json_text)
