"""A query, piece by piece: words, quotations, signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.text.quantities.grouped_numbers import find_grouped_numbers
from archive.text.quantities.notations import find_notations

FIELDS = ("title", "caption", "byline", "credit", "source", "region", "tag", "date",
          "kind", "language")  # fmt: skip
GERMAN = {"titel": "title", "legende": "caption", "autor": "byline", "bild": "credit",
          "quelle": "source", "ort": "region", "schlagwort": "tag", "datum": "date",
          "art": "kind", "sprache": "language"}  # fmt: skip
NEAR = 10  # words, where no number is given
_NAMES = "|".join((*FIELDS, *GERMAN))
_END = r"(?=[\s()]|$)"
_PIECE = re.compile(
    rf"""\s+
    |"(?P<quoted>[^"]*)"
    |(?P<open>\()|(?P<close>\))
    |(?P<near>(?:NEAR|near)/(?P<distance>\d{{1,3}}){_END}|NEAR{_END})
    |(?P<or>OR{_END}|\|+)
    |(?P<and>AND{_END}|&&{_END})
    |(?P<not>NOT{_END}|(?<![^\s(:])-(?=[^\s)-]))
    |-+(?=[\s)]|$)
    |(?P<field>(?:{_NAMES}):)\s*(?=[^\s:/)])
    |(?P<word>[^\s"()|]+)
    |.""",
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = ("or", "and", "not")
# What other keyboards write for the signs of the syntax.
_PLAIN = str.maketrans("（）：＊－｜　“”„‟«»＂「」『』", "():*-| " + '"' * 11)


@dataclass(frozen=True)
class Lexeme:
    """A piece of a query. `kind`: quoted, open, close, near, or, and, not, field,
    word. `distance` is that of near."""

    kind: str
    text: str
    distance: int = 0


def plain(text: str) -> str:
    """The query with quotation marks, brackets and signs of other scripts as ours."""
    return text.translate(_PLAIN)


def lexemes(text: str) -> Iterator[Lexeme]:
    """The pieces of a plain query. Numbers in groups, amounts, days and months are
    one word each."""
    whole = {figure.start: figure.end for figure in find_grouped_numbers(text)}
    whole |= {one.start: one.end for one in find_notations(text)}
    at = 0
    while at < len(text):
        if at in whole:
            yield Lexeme("word", text[at : whole[at]])
            at = whole[at]
            continue
        found = _PIECE.match(text, at)
        if found is None:
            break
        lexeme = _lexeme(found)
        if lexeme:
            yield lexeme
        at = found.end()


def is_sign(text: str) -> bool:
    """Whether a query has no word: `AND`, in small letters too, or a bracket."""
    kinds = {lexeme.kind for lexeme in lexemes(plain(text).upper())}
    return kinds.isdisjoint(("word", "quoted", "field"))


def _lexeme(found: re.Match[str]) -> Lexeme | None:
    kind, piece = found.lastgroup or "", found.group()
    if found["near"]:
        is_ours = found["distance"] or piece == "NEAR"
        distance = int(found["distance"] or NEAR)
        return Lexeme("near", piece, distance) if is_ours else Lexeme("word", piece)
    if kind in _SIGNS and piece.isalpha() and not piece.isupper():
        return Lexeme("word", piece)
    if kind == "field":
        name = found["field"].rstrip(":").lower()
        return Lexeme("field", GERMAN.get(name, name))
    if kind == "quoted":
        return Lexeme("quoted", found["quoted"])
    return Lexeme(kind, piece) if kind else None
