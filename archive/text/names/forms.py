"""Forms by which words of a query meet a name of the vocabulary.

The vocabulary keeps the forms of each of its names, and a query asks for the forms of
its words. A form has no spaces and hyphens. It is marked with a language where it is
without its endings, and with `ROMANISED` where it is the sound of another script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.text.folding import fold_german, fold_text

from .endings import INFLECTED_LANGUAGES, remove_endings
from .pinyin import list_pinyin
from .uyghur import drop_kind_of_place, list_uyghur_spellings

LONGEST_FORM = 120  # characters; longer forms are cut
LEAST_LETTERS = 3  # of a form in ASCII: shorter ones stand for nothing
LEAST_ROMANISED_LETTERS = 4
LEAST_GENITIVE_LETTERS = 5
LETTERS_IN_CAPITALS = 2  # of a name that counts only in capitals: US, AI
ROMANISED = "roman:"
_JOINTS = re.compile(r"[\s\-‐‑‒–—_'.,·・•/“”„\"«»]+")
_WHAT_IS_MEANT = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")  # Skynet (China)
_CHINA_BEFORE_NAME = re.compile("^中国(?=.{2,}特别行政区$)")
_TONE_NUMBERS = re.compile(r"(?:[a-z]+[1-5])+")
_OTHER_SCRIPTS = re.compile(r"[\u0590-\u08ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True)
class QueryForms:
    """The forms of words of a query: as they are typed, and those that count where
    nothing is called exactly so."""

    exact: tuple[str, ...]
    other: tuple[str, ...]


def list_name_forms(name: str, language: str, *, is_place: bool) -> set[str]:
    """The forms of a name of the vocabulary. A place of one word keeps its endings."""
    forms = set()
    for spelling in _list_spellings(name, language):
        words = fold_name_words(spelling)
        forms.add("".join(words))
        if language in INFLECTED_LANGUAGES and not (is_place and len(words) == 1):
            forms |= _list_without_endings(words, language)
        forms |= {
            ROMANISED + roman
            for roman in _list_romanised(spelling, language)
            if len(roman) >= LEAST_ROMANISED_LETTERS
        }
    return {
        *(form[:LONGEST_FORM] for form in forms if _is_long_enough(form)),
        *_list_capitals(name),
    }


@lru_cache(maxsize=10_000)
def _list_query_forms(words: tuple[str, ...]) -> QueryForms:
    folded = tuple(part for word in words for part in fold_name_words(word))
    german = tuple(map(fold_german, folded))
    exact = {form for form in map("".join, (folded, german)) if _is_long_enough(form)}
    exact.update(_list_capitals("".join(words)))
    if not exact or any(map(_OTHER_SCRIPTS.search, exact)):
        return QueryForms(tuple(sorted(exact)), ())
    other = {
        *_list_romanised_forms("".join(folded)),
        *_list_without_endings(folded, "en"),
        *_list_without_endings(folded, "de"),
        *_list_without_endings(german, "de"),
    }
    return QueryForms(tuple(sorted(exact)), tuple(sorted(other - exact)))


def list_query_forms(words: Sequence[str]) -> QueryForms:
    """The forms of words of a query that stand side by side; none where they are too
    short to be a name."""
    return _list_query_forms(tuple(words))


@lru_cache(maxsize=10_000)
def fold_name_words(text: str) -> tuple[str, ...]:
    """The folded words between spaces, hyphens and the like."""
    return tuple(part for part in _JOINTS.split(fold_text(text)) if part)


def _list_spellings(name: str, language: str) -> set[str]:
    """The name, and the name without what only tells it from another."""
    spellings = {name, _WHAT_IS_MEANT.sub("", name), _CHINA_BEFORE_NAME.sub("", name)}
    if language == "ug":
        spellings.add(drop_kind_of_place(name))
    return spellings


def _list_without_endings(words: Sequence[str], language: str) -> set[str]:
    """The words without the endings of a language: each without its own, and all
    spelt together without the last one's."""
    joined = remove_endings("".join(words), language)
    each = "".join(remove_endings(word, language) for word in words)
    return {f"{language}:{joined}", f"{language}:{each}"}


def _list_romanised(name: str, language: str) -> Iterator[str]:
    """What the name sounds like in Latin letters, of Uyghur in Cyrillic ones too."""
    spellings = list_uyghur_spellings(name) if language == "ug" else list_pinyin(name)
    for spelling in spellings:
        yield "".join(fold_name_words(spelling)).replace("v", "u")


def _list_romanised_forms(form: str) -> Iterator[str]:
    """The form as a sound, and without the s of a genitive: *Chinas*. *Lü* and *lv*
    are one sound, and numbers of tones are dropped."""
    sound = re.sub("[1-5]", "", form) if _TONE_NUMBERS.fullmatch(form) else form
    yield ROMANISED + sound.replace("v", "u")
    if len(form) >= LEAST_GENITIVE_LETTERS:
        yield form.removesuffix("s")


def _list_capitals(text: str) -> list[str]:
    """A name of two letters as it is, if they are capitals."""
    letters = _JOINTS.sub("", text)
    is_name = letters.isascii() and letters.isalpha() and letters.isupper()
    return [letters] if is_name and len(letters) == LETTERS_IN_CAPITALS else []


def _is_long_enough(form: str) -> bool:
    return len(form) >= LEAST_LETTERS or bool(form and not form.isascii())
