"""Words of a text: the same tokens for index and query."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import Stemmer

from .folding import fold_capitals, fold_german, fold_text
from .german import compound_parts, find_base_forms, find_verb_of_action
from .languages import (
    ARCHIVE_LANGUAGES,
    base_language,
    find_separate_stem,
    is_stop_word,
)
from .quantities.grouped_numbers import find_grouped_numbers
from .word_forms import HAN, LINE_BREAK, find_han_offsets, list_words, locate_words

MAX_TOKEN_LENGTH = 64  # characters; index and query cut longer words alike
_LONGEST_ACRONYM = 6  # letters
_LONGEST_NAME = 3  # letters of a name that is another word in small letters
_MIN_PLURAL_LENGTH = 5  # letters; in shorter words, -s after a vowel is no plural
_CHINESE = re.compile(rf"[{HAN}]")
# Both genders in one word, and what it is called in the masculine: *BürgerInnen*.
_GENDERED = re.compile(
    r"([A-ZÄÖÜ]\w*[a-zäöüß])(?:Innen(\w*)|(?<=er|or|nt|st|in|ge|ng|at)In)"
)
_GENITIVE_S = re.compile(r"'s?$")
_GERMAN_PLURAL_S = re.compile(r"(?<=[aioy])s$")  # Kameras, Fotos, Handys
_GERMAN_PERSON = re.compile(
    r"(\w*(?:ik|bank)er)(?:n|s)?"
)  # whom Snowball takes for the thing
_UNINFLECTED = {  # words that join others are not one another's forms: it, its
    code: frozenset(map(fold_text, language.stop_words))
    for code, language in ARCHIVE_LANGUAGES.items()
}
_STEMMERS = {
    code: Stemmer.Stemmer(language.stemmer)
    for code, language in ARCHIVE_LANGUAGES.items()
    if language.stemmer
}


@dataclass(frozen=True)
class Token:
    """A term, its position among the words, and its start and end in the text."""

    term: str
    position: int
    start: int
    end: int


@dataclass(frozen=True)
class WordAlternatives:
    """The terms that a word of a query is looked up as."""

    exact: tuple[str, ...]
    stemmed: tuple[str, ...]
    related: tuple[str, ...] = ()  # of the verb of a noun in -ung


@dataclass(frozen=True)
class WordStems:
    """The stems of a word, with that of its base; those of a compound's parts; and
    that of the verb of a noun in -ung, where it has another."""

    whole: tuple[str, ...]
    parts: tuple[str, ...]
    related: tuple[str, ...] = ()


def _split_pieces(text: str) -> Iterator[tuple[str, int, int, bool]]:
    """(piece, start, end, is Chinese), grouped numbers as one piece of digits."""
    grouped = {figure.start: figure for figure in find_grouped_numbers(text)}
    position = 0
    for word, start, end in locate_words(text):
        if start < position:
            continue
        figure = grouped.get(start)
        if figure:
            position = figure.end
            yield figure.value, figure.start, figure.end, False
        else:
            yield word, start, end, "\u3400" <= word[0] <= "\ufaff"


def split_words(text: str) -> list[tuple[str, int, int]]:
    """(word, start, end) in order; each Chinese character is a word.

    The same words as the tokens of `exact_tokens`, without its pairs, unfolded and
    without positions. For callers that cache the terms of each word: see `exact_term`
    and `word_stems`.
    """
    if not _CHINESE.search(text) and not find_grouped_numbers(text):
        return locate_words(text)
    spans: list[tuple[str, int, int]] = []
    for piece, start, end, is_chinese in _split_pieces(text):
        if not is_chinese or _is_not_chinese(piece):
            spans.append((piece, start, end))
        else:
            places = _find_character_places(text, piece, start, end)
            spans += [
                (character, place, place + 1)
                for character, place in zip(piece, places, strict=True)
            ]
    return spans


def _find_character_places(
    text: str, piece: str, start: int, end: int
) -> Sequence[int]:
    """Where each character of a Chinese piece is; spaces may part them."""
    if end - start == len(piece):
        return range(start, end)
    return find_han_offsets(text, start, end)


def split_runs(text: str) -> list[str]:
    """The stretches that `exact_tokens` and `stem_tokens` make terms of, in order:
    words, grouped numbers as their digits, and unbroken Chinese text."""
    if find_grouped_numbers(text):
        return [piece for piece, _start, _end, _is_chinese in _split_pieces(text)]
    return list_words(text)


def fold_chinese_run(run: str) -> str | None:
    """The folded characters of a Chinese run of `split_runs`; None for other runs."""
    return None if _is_not_chinese(run) else fold_text(run)


def exact_term(word: str) -> str:
    """The exact term of a word of `split_words`."""
    return fold_text(word)[:MAX_TOKEN_LENGTH]


def written_term(word: str) -> str:
    """A word of `split_words` as it is written, but for capitals."""
    return fold_capitals(word)[:MAX_TOKEN_LENGTH]


def is_acronym(word: str) -> bool:
    """Whether a word of `split_words` is of two to six capital letters: *WHO*."""
    return word.isupper() and word.isalpha() and 1 < len(word) <= _LONGEST_ACRONYM


def is_name_in_capitals(word: str) -> bool:
    """Whether a word joins others in small letters, and is a name in capitals: *WHO*,
    *IT*."""
    return len(word) <= _LONGEST_NAME and is_acronym(word) and is_stop_word(word)


@lru_cache(maxsize=50_000)
def all_word_terms(word: str, language: str) -> frozenset[str]:
    """The exact term and the stems of a word of `split_words`."""
    stems = (
        (*own.whole, *own.parts, *own.related) for own in word_stems(word, language)
    )
    return frozenset((exact_term(word), *chain.from_iterable(stems)))


def word_stems(word: str, language: str) -> tuple[WordStems, ...]:
    """The stems of a word of `split_words` by each stemmer of the language."""
    if "\u3400" <= word[0] <= "\ufaff" or word.isdigit():
        return ()
    return tuple(
        _stems_with_parts(word[:MAX_TOKEN_LENGTH], code)
        for code in _stemmer_codes(language)
    )


def _stemmer_codes(language: str) -> tuple[str, ...]:
    own = base_language(language)
    return (own,) if own in _STEMMERS else tuple(_STEMMERS)


def exact_tokens(text: str, language: str) -> Iterator[Token]:
    """Exact terms: folded words, digits, Chinese pairs and single characters.

    A Chinese character and the pair that begins with it share a position, so that a
    word of two or more is a phrase of pairs. `language` does not matter here.
    """
    position = 0
    for piece, start, end, is_chinese in _split_pieces(text):
        if not is_chinese or _is_not_chinese(piece):
            yield Token(fold_text(piece)[:MAX_TOKEN_LENGTH], position, start, end)
            position += 1
            continue
        folded = fold_text(piece)
        places = _find_character_places(text, piece, start, end)
        for i, character in enumerate(folded):
            yield Token(character, position, places[i], places[i] + 1)
            if i + 1 < len(folded):
                pair = folded[i : i + 2]
                yield Token(pair, position, places[i], places[i + 1] + 1)
            position += 1
    del language


def stem_tokens(text: str, language: str) -> Iterator[Token]:
    """Stems of the words in the text's own language, and of German compounds' parts.

    A text in a language without a stemmer, or in an unknown one, goes through all
    stemmers.
    """
    chosen = _stemmer_codes(language)
    for position, (piece, start, end, is_chinese) in enumerate(_split_pieces(text)):
        if is_chinese or piece.isdigit():
            continue
        for code in chosen:
            stems = _stems_with_parts(piece[:MAX_TOKEN_LENGTH], code)
            for term in (*stems.whole, *stems.parts, *stems.related):
                yield Token(term, position, start, end)


def query_alternatives(word: str) -> WordAlternatives:
    """The terms that a word of a query matches: its exact terms, and its stem in every
    language of the archive.

    A Chinese word of several characters is its pairs, to be read as a phrase.
    """
    exact = [token.term for token in exact_tokens(word, "und")]
    has_han = any("\u3400" <= c <= "\ufaff" for c in word)
    if has_han and len(exact) > 1:
        exact = [term for term in exact if len(term) > 1] or exact
    different = tuple(dict.fromkeys(exact))
    if has_han:
        return WordAlternatives(different, ())
    return WordAlternatives(different, *_query_stems(word[:MAX_TOKEN_LENGTH]))


@lru_cache(maxsize=10_000)
def _query_stems(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stems in every language, and that of the verb of a noun in -ung."""
    pieces = [piece for piece, _start, _end, _han in _split_pieces(word)]
    if len(pieces) != 1 or pieces[0].isdigit():
        return (), ()
    stems = (stem for code in _STEMMERS for stem in stem_with_base(pieces[0], code))
    return tuple(dict.fromkeys(stems)), _find_related_stem(pieces[0])


@lru_cache(maxsize=200_000)
def _stems_with_parts(word: str, code: str) -> WordStems:
    whole = stem_with_base(word, code)
    if LINE_BREAK in word and code != "de":
        # A hyphen at the end of a line: most often of the word in English.
        halves = (stem_word(half, code) for half in word.split(LINE_BREAK))
        return WordStems(whole, tuple(dict.fromkeys(halves)))
    if code != "de":
        return WordStems(whole, ())
    parts = compound_parts(fold_german(word))
    stems = dict.fromkeys(stem for part in parts for stem in stem_with_base(part, code))
    return WordStems(
        whole,
        tuple(stem for stem in stems if stem not in whole),
        _find_related_stem(word),
    )


def _find_related_stem(word: str) -> tuple[str, ...]:
    """The German stem of the verb of a noun in -ung, where it isn't the noun's own:
    *Störung*. Beside the stems and not among them: the noun isn't a form of the verb,
    and paragraphs ranked worse when it counted as one."""
    verb = find_verb_of_action(fold_german(word))
    if not verb or _find_separate_stem(word, fold_text(word), "de"):
        return ()
    stem = stem_word(verb, "de")
    return () if stem == stem_word(word, "de") else (stem,)


def stem_with_base(word: str, code: str) -> tuple[str, ...]:
    """The stem of a word, and those of its bases where they differ: *gespeichert*."""
    own, folded = stem_word(word, code), fold_text(word)
    if code != "de" or folded in _UNINFLECTED[code]:
        return (own,)
    if _find_separate_stem(word, folded, code):
        return (own,)
    bases = find_base_forms(fold_german(word))
    if both := _GENDERED.fullmatch(word):
        bases = (*bases, both[1] + (both[2] or ""))
    return tuple(dict.fromkeys((own, *(stem_word(base, code) for base in bases))))


def _find_separate_stem(word: str, folded: str, code: str) -> str | None:
    """With ß it is another word: *Maße* is of *Maß*."""
    return None if "ß" in word else find_separate_stem(folded, code)


@lru_cache(maxsize=200_000)
def stem_word(word: str, code: str) -> str:
    """The stem of one word in one language, marked with it: `de:massnahm`."""
    folded = fold_german(word) if code == "de" else fold_text(word)
    folded = _GENITIVE_S.sub("", folded)
    if folded in _UNINFLECTED[code]:
        return f"{code}:{folded}"
    if separate := _find_separate_stem(word, folded, code):
        return f"{code}:{separate}"
    if code == "de" and len(folded) >= _MIN_PLURAL_LENGTH:
        folded = _GERMAN_PLURAL_S.sub("", folded)
        person = _GERMAN_PERSON.fullmatch(folded)
        if person:
            return f"{code}:{person[1]}"
    return f"{code}:{fold_text(_STEMMERS[code].stemWord(folded))}"


def folded_spellings(word: str) -> tuple[str, ...]:
    """The folded word, and the one with umlauts where it spells them ae, oe, ue.

    `Ueberwachung` → `ueberwachung`, `uberwachung`: what *Überwachung* is folded to.
    """
    return tuple(
        dict.fromkeys(
            (fold_text(word)[:MAX_TOKEN_LENGTH], fold_german(word)[:MAX_TOKEN_LENGTH])
        )
    )


def _is_not_chinese(piece: str) -> bool:
    return not "\u3400" <= piece[0] <= "\u9fff" and not "\uf900" <= piece[0] <= "\ufaff"
