"""Words of a text: the one token stream of index and query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from ._compounds import parts
from .folding import fold, german
from .languages import LANGUAGES, base
from .quantities.grouped_numbers import figures

MOST = 64  # characters of a token; a longer word is cut, at both times alike
_LEAST_PLURAL = 5  # letters of a German word whose -s after a vowel is a plural's
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# A letter may stand as two characters, with its accent after it (NFD).
_LETTERS = rf"[^\W_{_HAN}]+(?:[\u0300-\u036f]+[^\W_{_HAN}]*)*"
_CHINESE = re.compile(rf"[{_HAN}]")
_WORD = re.compile(rf"[{_HAN}]+|{_LETTERS}(?:['’ʼ]{_LETTERS})*")
_GENITIVE = re.compile(r"'s?$")
_PLURAL = re.compile(r"(?<=[aioy])s$")  # Kameras, Fotos, Handys
_PERSON = re.compile(r"(\w*(?:ik|bank)er)(?:n|s)?")  # whom Snowball takes for the thing
_UNINFLECTED = {  # words that join others are not one another's forms: it, its
    code: frozenset(map(fold, language.common)) for code, language in LANGUAGES.items()
}
_STEMMERS = {
    code: Stemmer.Stemmer(language.stemmer)
    for code, language in LANGUAGES.items()
    if language.stemmer
}


@dataclass(frozen=True)
class Token:
    """A term, its position among the words, and where it stands in the text."""

    term: str
    position: int
    start: int
    end: int


@dataclass(frozen=True)
class Alternatives:
    """What a word of a query is looked up as."""

    exact: tuple[str, ...]
    stemmed: tuple[str, ...]


def _pieces(text: str) -> Iterator[tuple[str, int, int, bool]]:
    """(piece, start, end, is Chinese), grouped numbers as one piece of digits."""
    grouped = {figure.start: figure for figure in figures(text)}
    after = 0
    for found in _WORD.finditer(text):
        if found.start() < after:
            continue
        figure = grouped.get(found.start())
        if figure:
            after = figure.end
            yield figure.value, figure.start, figure.end, False
        else:
            word = found.group()
            yield word, found.start(), found.end(), "\u3400" <= word[0] <= "\ufaff"


def words(text: str) -> list[tuple[str, int, int]]:
    """(word, start, end) in order, each Chinese character alone: what `tokens` gives
    without its pairs, unfolded and without positions, for who reads a text once and
    remembers each word's terms. See `term` and `roots`."""
    if not _CHINESE.search(text) and not figures(text):
        return [(found.group(), *found.span()) for found in _WORD.finditer(text)]
    read: list[tuple[str, int, int]] = []
    for piece, start, end, is_chinese in _pieces(text):
        if not is_chinese or _not_han(piece):
            read.append((piece, start, end))
        else:
            each = enumerate(piece, start)
            read += [(character, at, at + 1) for at, character in each]
    return read


def runs(text: str) -> list[str]:
    """What `tokens` and `stems` make terms of, in order: words, grouped numbers as
    their digits, and Chinese up to the next sign or word."""
    if figures(text):
        return [piece for piece, _start, _end, _is_chinese in _pieces(text)]
    return _WORD.findall(text)


def characters(run: str) -> str | None:
    """The folded characters of one of `runs` that is Chinese; None of any other."""
    return None if _not_han(run) else fold(run)


def term(word: str) -> str:
    """The exact term of one of `words`."""
    return fold(word)[:MOST]


@lru_cache(maxsize=50_000)
def said(word: str, language: str) -> frozenset[str]:
    """All terms of one of `words`, to be looked for at once."""
    return frozenset((term(word), *(s for held in roots(word, language) for s in held)))


def roots(word: str, language: str) -> tuple[tuple[str, ...], ...]:
    """For each stemmer that speaks, the stem of one of `words` and then its parts'."""
    if "\u3400" <= word[0] <= "\ufaff" or word.isdigit():
        return ()
    return tuple(_stems(word[:MOST], code) for code in _speaking(language))


def _speaking(language: str) -> tuple[str, ...]:
    own = base(language)
    return (own,) if own in _STEMMERS else tuple(_STEMMERS)


def tokens(text: str, language: str) -> Iterator[Token]:
    """Exact terms: folded words, digits, Chinese pairs and single characters.

    A Chinese character and the pair that begins with it share a position, so that a
    word of two or more is a phrase of pairs. `language` does not matter here.
    """
    position = 0
    for piece, start, end, is_chinese in _pieces(text):
        if not is_chinese or _not_han(piece):
            yield Token(fold(piece)[:MOST], position, start, end)
            position += 1
            continue
        folded = fold(piece)
        for i, character in enumerate(folded):
            yield Token(character, position, start + i, start + i + 1)
            if i + 1 < len(folded):
                pair = folded[i : i + 2]
                yield Token(pair, position, start + i, start + i + 2)
            position += 1
    del language


def stems(text: str, language: str) -> Iterator[Token]:
    """Stems of the words in the text's own language, and of German compounds' parts.

    In a language without a stemmer, and where none is known, all stemmers speak.
    """
    chosen = _speaking(language)
    for position, (piece, start, end, is_chinese) in enumerate(_pieces(text)):
        if is_chinese or piece.isdigit():
            continue
        for code in chosen:
            for term in _stems(piece[:MOST], code):
                yield Token(term, position, start, end)


def alternatives(word: str) -> Alternatives:
    """What a query's word matches: itself, and its stem in every language held.

    A Chinese word of several characters is its pairs, to be read as a phrase.
    """
    exact = [token.term for token in tokens(word, "und")]
    has_han = any("\u3400" <= c <= "\ufaff" for c in word)
    if has_han and len(exact) > 1:
        exact = [term for term in exact if len(term) > 1] or exact
    stemmed = () if has_han else _query_stems(word[:MOST])
    return Alternatives(tuple(dict.fromkeys(exact)), stemmed)


@lru_cache(maxsize=10_000)
def _query_stems(word: str) -> tuple[str, ...]:
    pieces = [piece for piece, _start, _end, _han in _pieces(word)]
    if len(pieces) != 1 or pieces[0].isdigit():
        return ()
    return tuple(dict.fromkeys(stem(pieces[0], code) for code in _STEMMERS))


@lru_cache(maxsize=200_000)
def _stems(word: str, code: str) -> tuple[str, ...]:
    found = [stem(word, code)]
    if code == "de":
        found += [stem(part, code) for part in parts(german(word))]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=200_000)
def stem(word: str, code: str) -> str:
    """The stem of one word in one language, marked with it: `de:massnahm`."""
    plain = german(word) if code == "de" else fold(word)
    plain = _GENITIVE.sub("", plain)
    if plain in _UNINFLECTED[code]:
        return f"{code}:{plain}"
    if code == "de" and len(plain) >= _LEAST_PLURAL:
        plain = _PLURAL.sub("", plain)
        person = _PERSON.fullmatch(plain)
        if person:
            return f"{code}:{person[1]}"
    return f"{code}:{fold(_STEMMERS[code].stemWord(plain))}"


def spellings(word: str) -> tuple[str, ...]:
    """The folded word, and the one with umlauts where it spells them ae, oe, ue.

    `Ueberwachung` → `ueberwachung`, `uberwachung`: what *Überwachung* is folded to.
    """
    return tuple(dict.fromkeys((fold(word)[:MOST], german(word)[:MOST])))


def _not_han(piece: str) -> bool:
    return not "\u3400" <= piece[0] <= "\u9fff" and not "\uf900" <= piece[0] <= "\ufaff"
