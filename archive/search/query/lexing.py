"""A query as tokens: words, quotations, operators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.text.quantities.grouped_numbers import find_grouped_numbers
from archive.text.quantities.notations import find_notations
from archive.text.word_forms import clean_words

QUERY_FIELDS = (
    "title",
    "caption",
    "byline",
    "credit",
    "source",
    "region",
    "tag",
    "date",
    "kind",
    "language",
)
GERMAN_FIELD_NAMES = {
    "titel": "title",
    "legende": "caption",
    "autor": "byline",
    "bild": "credit",
    "quelle": "source",
    "ort": "region",
    "schlagwort": "tag",
    "datum": "date",
    "art": "kind",
    "sprache": "language",
}
DEFAULT_DISTANCE = 10  # words, where no number is given
_FIELD_NAMES = "|".join((*QUERY_FIELDS, *GERMAN_FIELD_NAMES))
_WORD_END = r"(?=[\s()]|$)"
_TOKEN = re.compile(
    rf"""\s+
    |"(?P<quoted>[^"]*)"
    |(?P<open>\()|(?P<close>\))
    |(?P<near>(?:NEAR|near)/(?P<distance>\d{{1,3}}){_WORD_END}|NEAR{_WORD_END})
    |(?P<or>OR{_WORD_END}|\|+)
    |(?P<and>AND{_WORD_END}|&&{_WORD_END})
    |(?P<not>NOT{_WORD_END}|(?<![^\s(:])-(?=[^\s)-]))
    |-+(?=[\s)]|$)
    |(?P<field>(?:{_FIELD_NAMES}):)\s*(?=[^\s:/)])
    |(?P<word>[^\s"()|]+)
    |.""",
    re.VERBOSE | re.IGNORECASE,
)
_OPERATORS = ("or", "and", "not")
# What other keyboards write for the signs of the syntax.
_PUNCTUATION = str.maketrans("（）：＊－｜　“”„‟«»＂「」『』", "():*-| " + '"' * 11)


@dataclass(frozen=True)
class QueryToken:
    """A token of a query. `kind`: quoted, open, close, near, or, and, not, field,
    word. `distance` is that of near."""

    kind: str
    text: str
    distance: int = 0


def unify_punctuation(text: str) -> str:
    """The query with quotation marks, brackets and signs of other scripts as ours, and
    its words as the index has them: *U.S.* is `US`, no sign is invisible."""
    return clean_words(text.translate(_PUNCTUATION))


def tokenize_query(text: str) -> Iterator[QueryToken]:
    """The tokens of a query with unified punctuation. Numbers in groups, amounts, days
    and months are one word each."""
    whole = {figure.start: figure.end for figure in find_grouped_numbers(text)}
    whole |= {one.start: one.end for one in find_notations(text)}
    at = 0
    while at < len(text):
        if at in whole:
            yield QueryToken("word", text[at : whole[at]])
            at = whole[at]
            continue
        match = _TOKEN.match(text, at)
        if match is None:
            break
        token = _make_token(match)
        if token:
            yield token
        at = match.end()


def is_only_operators(text: str) -> bool:
    """Whether a query has no word: `AND`, in small letters too, or a bracket."""
    kinds = {token.kind for token in tokenize_query(unify_punctuation(text).upper())}
    return kinds.isdisjoint(("word", "quoted", "field"))


def _make_token(match: re.Match[str]) -> QueryToken | None:
    kind, piece = match.lastgroup or "", match.group()
    if match["near"]:
        return _make_near_token(piece, match["distance"])
    if kind in _OPERATORS and piece.isalpha() and not piece.isupper():
        return QueryToken("word", piece)
    if kind == "field":
        name = match["field"].rstrip(":").lower()
        return QueryToken("field", GERMAN_FIELD_NAMES.get(name, name))
    if kind == "quoted":
        return QueryToken("quoted", match["quoted"])
    return QueryToken(kind, piece) if kind else None


def _make_near_token(piece: str, distance: str | None) -> QueryToken:
    """The operator, or the word "near" in small letters."""
    if distance is None and piece != "NEAR":
        return QueryToken("word", piece)
    return QueryToken("near", piece, int(distance or DEFAULT_DISTANCE))
