"""Pieces of a query → what it says. Nothing is an error: what cannot be read as
syntax is read as words, and a notice says so."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from .lexing import FIELDS, Lexeme, lexemes, plain
from .syntax import (
    Beginning,
    Close,
    Either,
    Every,
    Fielded,
    Part,
    Quoted,
    Without,
    Word,
)

MOST_WORDS, MOST_DEPTH, MOST_NEAR = 32, 8, 50
MOST_BEGINNINGS = 4  # each stands for up to 1,024 words in three fields
MOST_PIECES = 200  # words and signs together
LEAST_PREFIX = 2  # letters


def parse(text: str, most: int = MOST_WORDS) -> tuple[Every, list[str]]:
    """What the first `most` words of a query say, and what the reader should be told of
    its reading.

    Grammar, the loosest first: parts side by side (all of them, AND between them or
    not); OR; NEAR/n; - or NOT; field:; words, "quotations", beginnings*, (groups).
    """
    notices = []
    text = plain(text)
    if text.count('"') % 2:
        place = text.rindex('"')
        text = f"{text[:place]} {text[place + 1 :]}"
        notices.append(_("A quotation mark without its partner was left out."))
    reader = _Reader(_cut(lexemes(text), most, notices))
    said = reader.every(is_group=False)
    return said, notices + reader.notices


def _cut(found: Iterable[Lexeme], most: int, notices: list[str]) -> list[Lexeme]:
    """The pieces up to the limits of words and of brackets within brackets."""
    kept: list[Lexeme] = []
    words = depth = left_out = 0
    is_flat = False
    for lexeme in found:
        words += lexeme.kind in ("word", "quoted")
        if words > most or len(kept) == MOST_PIECES:
            notices.append(_("The query was cut after %(n)s words.") % {"n": words - 1})
            break
        if lexeme.kind == "open":
            depth += 1
        if lexeme.kind in ("open", "close") and depth > MOST_DEPTH:
            is_flat = True
        elif lexeme.kind == "close" and not depth:
            left_out += 1
        else:
            kept.append(lexeme)
        if lexeme.kind == "close":
            depth = max(0, depth - 1)
    if is_flat:
        notices.append(
            _("Brackets were read %(n)s deep, not deeper.") % {"n": MOST_DEPTH}
        )
    if left_out or depth:
        notices.append(_("A bracket without its partner was left out."))
    return kept


class _Reader:
    """Reads pieces from left to right."""

    def __init__(self, pieces: list[Lexeme]) -> None:
        self.pieces = pieces
        self.at = 0
        self.notices: list[str] = []
        self.beginnings = 0

    def _next(self) -> str:
        """The kind of the next piece, "" at the end."""
        return self.pieces[self.at].kind if self.at < len(self.pieces) else ""

    def _take(self) -> Lexeme:
        self.at += 1
        return self.pieces[self.at - 1]

    def every(self, *, is_group: bool) -> Every:
        """Parts side by side, up to the end or the closing bracket."""
        parts: list[Part] = []
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
        return Every(tuple(parts), is_strict)

    def _is_followed(self) -> bool:
        """Whether something to search for stands behind the next piece."""
        after = self.pieces[self.at + 1 : self.at + 2]
        return bool(after) and after[0].kind in (
            "word", "quoted", "open", "not", "field",
        )  # fmt: skip

    def _either(self) -> Part | None:
        parts = [self._close()]
        while self._next() == "or" and parts[0] and self._is_followed():
            self.at += 1
            parts.append(self._close())
        found = tuple(part for part in parts if part)
        return Either(found) if len(found) > 1 else (found or (None,))[0]

    def _close(self) -> Part | None:
        parts = [self._unary()]
        distances = []
        while self._next() == "near" and parts[0] and self._is_followed():
            distances.append(min(self._take().distance, MOST_NEAR))
            parts.append(self._unary())
        found = tuple(part for part in parts if part)
        if len(found) < 2:
            return (found or (None,))[0]
        words = tuple(part for part in found if isinstance(part, Word | Quoted))
        if len(words) < len(found):
            self.notices.append(
                _("NEAR stands between words or quotations only: all were searched.")
            )
            return Every(found, is_strict=True)
        return Close(words, max(1, *distances))

    def _unary(self) -> Part | None:
        kind = self._next()
        if kind == "not" and self._is_followed():
            self.at += 1
            part = self._unary()
            return Without(part) if part else None
        if kind == "field" and self._is_followed():
            field = self._take().text
            part = self._unary()
            return Fielded(field, part) if part else None
        if kind == "open":
            self.at += 1
            group = self.every(is_group=True)
            self.at += self._next() == "close"
            if len(group.parts) == 1:
                return group.parts[0]
            return group if group.parts else None
        return self._plain(self._take())

    def _plain(self, lexeme: Lexeme) -> Part | None:
        """A word or quotation; a sign without what belongs to it is a word too."""
        if lexeme.kind == "quoted":
            return Quoted(lexeme.text) if lexeme.text.strip() else None
        if lexeme.kind != "word":
            if not lexeme.text.strip("-|&"):
                return None
            self.notices.append(
                _("“%(sign)s” joins nothing here: it was read as a word.")
                % {"sign": lexeme.text}
            )
            return Word(lexeme.text)
        word = lexeme.text
        if word.endswith(":") and word[:-1].lower() in FIELDS:
            self.notices.append(
                _("Nothing stands behind “%(field)s”: it was read as a word.")
                % {"field": word}
            )
            return Word(word)
        if word.endswith("*") and len(word.rstrip("*")) >= LEAST_PREFIX:
            self.beginnings += 1
            if self.beginnings <= MOST_BEGINNINGS:
                return Beginning(word.rstrip("*"))
            self.notices.append(
                _("Of the words with *, %(n)s were searched as beginnings, the others "
                  "as words.") % {"n": MOST_BEGINNINGS}
            )  # fmt: skip
            return Word(word.rstrip("*"))
        if "*" in word and word.strip("*"):
            self.notices.append(
                _("A * stands at the end of two letters or more: %(word)s was read as "
                  "a word.") % {"word": word}
            )  # fmt: skip
        return Word(word)
