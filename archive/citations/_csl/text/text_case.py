"""Letter case, as CSL's `text-case` asks for it."""

from __future__ import annotations

import re

# Words that CSL 1.0.2 keeps in lower case in titles.
_SMALL_WORDS = frozenset(
    "a about above across afore after against al along alongside amid amidst among "
    "amongst an and anenst apropos apud around as aside astride at athwart atop "
    "barring before behind below beneath beside besides between beyond but by c ca "
    "circa d' de despite down during et except for forenenst from given in inside "
    "into lest like modulo near next nor notwithstanding of off on onto or out over "
    "per plus pro qua sans since so than the through throughout thru thruout till "
    "to toward towards under underneath until unto up upon v v. van versus via "
    "vis-à-vis von vs vs. with within without yet".split()
)
_WORD_BREAK = re.compile(r"([‘’“”\"'/.,;?!:\[\]()\-–—]|[\s\u200b]+)")


def change_case(text: str, case: str, language: str) -> str:
    """The text in another case. Other languages than English have no title case."""
    if case == "lowercase":
        return text.lower()
    if case == "uppercase":
        is_turkic = language.startswith(("tr", "az"))
        return (text.replace("i", "İ") if is_turkic else text).upper()
    if case == "capitalize-first":
        return _capitalize_first(text)
    if case == "capitalize-all":
        return " ".join(_capitalize_word(word) for word in text.split(" "))
    if case == "sentence":
        return _capitalize_first(text.lower())
    if case == "title" and language.startswith("en"):
        return _title_case(text)
    return text


def _capitalize_word(word: str) -> str:
    return word[:1].upper() + word[1:] if word == word.lower() else word


def _capitalize_first(text: str) -> str:
    """The first word with a capital, unless it has one inside."""
    match = re.search(r"[^\s‘’“”\"'/.,;?!:\[\]()\-–—]+", text)
    if not match:
        return text
    return text[: match.start()] + _capitalize_word(match[0]) + text[match.end() :]


def _title_case(text: str) -> str:
    parts = _WORD_BREAK.split(text)  # words at even positions, breaks between them
    words = [n for n in range(0, len(parts), 2) if parts[n]]
    begins_phrase, last = True, -1
    for n in words:
        between = "".join(parts[last + 1 : n])
        begins_phrase = begins_phrase or not set("?!:").isdisjoint(between)
        is_major = begins_phrase or _is_major_word(parts[n], is_last=n == words[-1])
        if is_major and not between.endswith(("'", "’")):
            parts[n] = _capitalize_word(parts[n])
        begins_phrase, last = False, n
    return "".join(parts)


def _is_major_word(word: str, *, is_last: bool) -> bool:
    return len(word) > 1 and (is_last or word.lower() not in _SMALL_WORDS)
