"""Pieces of a query → what it says. Nothing is an error: what cannot be read as
syntax is read as words, and a notice says so."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from .lexing import QUERY_FIELDS, QueryToken, tokenize_query, unify_punctuation
from .syntax import (
    AndClause,
    Clause,
    FieldClause,
    NearClause,
    NotClause,
    OrClause,
    PhraseClause,
    PrefixClause,
    WordClause,
)

MOST_QUERY_WORDS, MOST_BRACKET_DEPTH, MOST_DISTANCE = 32, 8, 50
MOST_PREFIXES = 4  # each stands for up to 1,024 words in three fields
MOST_QUERY_TOKENS = 200  # words and signs together
LEAST_PREFIX_LETTERS = 2  # letters


def parse_syntax(
    text: str, most: int = MOST_QUERY_WORDS
) -> tuple[AndClause, list[str]]:
    """What the first `most` words of a query say, and what the reader should be told of
    its reading.

    Grammar, the loosest first: parts side by side (all of them, AND between them or
    not); OR; NEAR/n; - or NOT; field:; words, "quotations", beginnings*, (groups).
    """
    notices = []
    text = unify_punctuation(text)
    if text.count('"') % 2:
        place = text.rindex('"')
        text = f"{text[:place]} {text[place + 1 :]}"
        notices.append(_("A quotation mark without its partner was left out."))
    reader = _SyntaxParser(_limit_tokens(tokenize_query(text), most, notices))
    said = reader.every(is_group=False)
    return said, notices + reader.notices


def _limit_tokens(
    found: Iterable[QueryToken], most: int, notices: list[str]
) -> list[QueryToken]:
    """The pieces up to the limits of words and of brackets within brackets."""
    kept: list[QueryToken] = []
    words = depth = left_out = 0
    is_flat = False
    for lexeme in found:
        words += lexeme.kind in ("word", "quoted")
        if words > most or len(kept) == MOST_QUERY_TOKENS:
            notices.append(_("The query was cut after %(n)s words.") % {"n": words - 1})
            break
        if lexeme.kind == "open":
            depth += 1
        if lexeme.kind in ("open", "close") and depth > MOST_BRACKET_DEPTH:
            is_flat = True
        elif lexeme.kind == "close" and not depth:
            left_out += 1
        else:
            kept.append(lexeme)
        if lexeme.kind == "close":
            depth = max(0, depth - 1)
    if is_flat:
        notices.append(
            _("Brackets were read %(n)s deep, not deeper.") % {"n": MOST_BRACKET_DEPTH}
        )
    if left_out or depth:
        notices.append(_("A bracket without its partner was left out."))
    return kept


class _SyntaxParser:
    """Reads pieces from left to right."""

    def __init__(self, pieces: list[QueryToken]) -> None:
        self.pieces = pieces
        self.at = 0
        self.notices: list[str] = []
        self.beginnings = 0

    def _next(self) -> str:
        """The kind of the next piece, "" at the end."""
        return self.pieces[self.at].kind if self.at < len(self.pieces) else ""

    def _take(self) -> QueryToken:
        self.at += 1
        return self.pieces[self.at - 1]

    def every(self, *, is_group: bool) -> AndClause:
        """Parts side by side, up to the end or the closing bracket."""
        parts: list[Clause] = []
        is_strict = False
        while self._next() and not (is_group and self._next() == "close"):
            if self._next() == "close":
                self.at += 1
                continue
            if self._next() == "and" and parts and self._is_followed():
                self.at += 1
                is_strict = True
                continue
            part = self._either()
            if part:
                parts.append(part)
        return AndClause(tuple(parts), is_strict)

    def _is_followed(self) -> bool:
        """Whether something to search for stands behind the next piece."""
        after = self.pieces[self.at + 1 : self.at + 2]
        return bool(after) and after[0].kind in (
            "word",
            "quoted",
            "open",
            "not",
            "field",
        )

    def _either(self) -> Clause | None:
        parts = [self._close()]
        while self._next() == "or" and parts[0] and self._is_followed():
            self.at += 1
            parts.append(self._close())
        found = tuple(part for part in parts if part)
        return OrClause(found) if len(found) > 1 else (found or (None,))[0]

    def _close(self) -> Clause | None:
        parts = [self._unary()]
        distances = []
        while self._next() == "near" and parts[0] and self._is_followed():
            distances.append(min(self._take().distance, MOST_DISTANCE))
            parts.append(self._unary())
        found = tuple(part for part in parts if part)
        if len(found) < 2:
            return (found or (None,))[0]
        words = tuple(
            part for part in found if isinstance(part, WordClause | PhraseClause)
        )
        if len(words) < len(found):
            self.notices.append(
                _("NEAR stands between words or quotations only: all were searched.")
            )
            return AndClause(found, is_strict=True)
        return NearClause(words, max(1, *distances))

    def _unary(self) -> Clause | None:
        kind = self._next()
        if kind == "not" and self._is_followed():
            self.at += 1
            part = self._unary()
            return NotClause(part) if part else None
        if kind == "field" and self._is_followed():
            field = self._take().text
            part = self._unary()
            return FieldClause(field, part) if part else None
        if kind == "open":
            self.at += 1
            group = self.every(is_group=True)
            self.at += self._next() == "close"
            if len(group.parts) == 1:
                return group.parts[0]
            return group if group.parts else None
        return self._plain(self._take())

    def _plain(self, lexeme: QueryToken) -> Clause | None:
        """A word or quotation; a sign without what belongs to it is a word too."""
        if lexeme.kind == "quoted":
            return PhraseClause(lexeme.text) if lexeme.text.strip() else None
        if lexeme.kind != "word":
            if not lexeme.text.strip("-|&"):
                return None
            self.notices.append(
                _("“%(sign)s” joins nothing here: it was read as a word.")
                % {"sign": lexeme.text}
            )
            return WordClause(lexeme.text)
        word = lexeme.text
        if word.endswith(":") and word[:-1].lower() in QUERY_FIELDS:
            self.notices.append(
                _("Nothing stands behind “%(field)s”: it was read as a word.")
                % {"field": word}
            )
            return WordClause(word)
        if word.endswith("*") and len(word.rstrip("*")) >= LEAST_PREFIX_LETTERS:
            self.beginnings += 1
            if self.beginnings <= MOST_PREFIXES:
                return PrefixClause(word.rstrip("*"))
            self.notices.append(
                _(
                    "Of the words with *, %(n)s were searched as beginnings, "
                    "the others as words."
                )
                % {"n": MOST_PREFIXES}
            )
            return WordClause(word.rstrip("*"))
        if "*" in word and word.strip("*"):
            self.notices.append(
                _(
                    "A * stands at the end of two letters or more: %(word)s was "
                    "read as a word."
                )
                % {"word": word}
            )
        return WordClause(word)
