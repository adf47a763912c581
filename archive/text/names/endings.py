"""Endings of inflection, which a name may have or not: *Kameras*, *scores*, *scoring*.

A stemmer takes away more: Snowball makes *intern* of *internment* and *international*.
"""

from __future__ import annotations

import re

INFLECTED_LANGUAGES = ("de", "en")
_GERMAN = re.compile(
    r"(?<=\w{4})(?:ern|em|en|er|es|e|(?<=[lr])n|s)$|(?<=\w{2}[aiouy])s$"
)
_ENGLISH_PLURALS = (
    (re.compile(r"(\w{2})ies$"), r"\1y"),
    (re.compile(r"(\w(?:[sxz]|ch|sh))es$"), r"\1"),
    (re.compile(r"(\w{2}[^siu])s$"), r"\1"),
)
_ENGLISH_VERB = re.compile(r"(?<=[aeiouy])([a-z]+?)(?:ing|ed)$")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
LEAST_LETTERS_OF_VERB = 4  # that are left of it


def remove_endings(word: str, language: str) -> str:
    """A folded word without the ending of inflection in German or English, if any."""
    if language == "de":
        return _GERMAN.sub("", word)
    for plural, singular in _ENGLISH_PLURALS:
        word, number = plural.subn(singular, word)
        if number:
            break
    return _remove_english_verb_ending(word)


def _remove_english_verb_ending(word: str) -> str:
    """Without -ing, -ed or -e; a doubled letter before it is single again."""
    match = _ENGLISH_VERB.search(word)
    if match and match.end(1) >= LEAST_LETTERS_OF_VERB:
        return _DOUBLED.sub(r"\1", word[: match.end(1)])
    return word.removesuffix("e") if len(word) > LEAST_LETTERS_OF_VERB else word
