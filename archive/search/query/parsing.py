"""The tokens of a query as clauses. Nothing is an error: what cannot be read as syntax
is read as words, and a notice says so."""

from __future__ import annotations

import re
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

_SPACE = re.compile(r"\s+")
MOST_QUERY_WORDS, MOST_BRACKET_DEPTH, MOST_DISTANCE = 32, 8, 50
MOST_PREFIXES = 4  # each stands for up to 1,024 words in three fields
MOST_QUERY_TOKENS = 200  # words and operators together
LEAST_PREFIX_LETTERS = 2


def parse_syntax(
    text: str, most: int = MOST_QUERY_WORDS
) -> tuple[AndClause, list[str]]:
    """What the first `most` words of a query say, and what the reader should be told of
    it.

    Grammar, the loosest first: parts side by side (all of them, AND between them or
    not); OR; NEAR/n; - or NOT; field:; words, "quotations", beginnings*, (groups).
    """
    notices = []
    text = unify_punctuation(text)
    if text.count('"') % 2:
        place = text.rindex('"')
        text = f"{text[:place]} {text[place + 1 :]}"
        notices.append(_("We left out a quotation mark that has no partner."))
    parser = _SyntaxParser(_limit_tokens(tokenize_query(text), most, notices))
    clause = parser.parse_all_of()
    return clause, notices + parser.notices


def require_all_words(text: str) -> str:
    """The same query with AND between two of its words, so that only entries with all
    of them are found; one word in quotation marks. "" where it has a sign of the syntax
    that does not allow it."""
    clause, _notices = parse_syntax(text)
    if len(clause.parts) == 1 and isinstance(clause.parts[0], WordClause):
        return f'"{clause.parts[0].text}"'
    for space in list(_SPACE.finditer(text))[:MOST_QUERY_WORDS]:
        query = f"{text[: space.start()]} AND {text[space.end() :]}"
        if parse_syntax(query)[0] == AndClause(clause.parts, is_strict=True):
            return query
    return ""


def count_words(text: str) -> int:
    """How many words and quotations a query has."""
    kinds = [token.kind for token in tokenize_query(unify_punctuation(text))]
    return kinds.count("word") + kinds.count("quoted")


def _limit_tokens(
    tokens: Iterable[QueryToken], most: int, notices: list[str]
) -> list[QueryToken]:
    """The tokens up to the limits of words and of brackets within brackets."""
    limited: list[QueryToken] = []
    words, brackets = 0, _BracketPairs()
    for token in tokens:
        words += token.kind in ("word", "quoted")
        if words > most or len(limited) == MOST_QUERY_TOKENS:
            notices.append(
                _("Your search was too long: we used its first %(n)s words.")
                % {"n": words - 1}
            )
            break
        if brackets.accept(token.kind):
            limited.append(token)
    notices += brackets.list_notices()
    return limited


class _BracketPairs:
    """Counts the brackets of a query from left to right."""

    def __init__(self) -> None:
        self._depth = 0
        self._is_too_deep = self._has_single = False

    def accept(self, kind: str) -> bool:
        """Whether a token stays: all but a bracket that is too deep or was not
        opened."""
        if kind == "open":
            self._depth += 1
            is_deep = self._depth > MOST_BRACKET_DEPTH
            self._is_too_deep |= is_deep
            return not is_deep
        if kind == "close":
            return self._close()
        return True

    def _close(self) -> bool:
        if not self._depth:
            self._has_single = True
            return False
        self._depth -= 1
        return self._depth < MOST_BRACKET_DEPTH

    def list_notices(self) -> list[str]:
        """What the reader should be told of them; after the last token."""
        notices = []
        if self._is_too_deep:
            notices.append(
                _(
                    "We followed brackets within brackets %(n)s levels deep and left "
                    "out the rest."
                )
                % {"n": MOST_BRACKET_DEPTH}
            )
        if self._has_single or self._depth:
            notices.append(_("We left out a bracket that has no partner."))
        return notices


class _SyntaxParser:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[QueryToken]) -> None:
        self.tokens = tokens
        self.at = 0
        self.notices: list[str] = []
        self.prefixes = 0

    def _peek_kind(self) -> str:
        """The kind of the next token, "" at the end."""
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def _take_token(self) -> QueryToken:
        self.at += 1
        return self.tokens[self.at - 1]

    def parse_all_of(self) -> AndClause:
        """Parts side by side, up to the end or the closing bracket: `_BracketPairs`
        left no bracket that closes nothing."""
        parts: list[Clause] = []
        is_strict = False
        while self._peek_kind() not in ("", "close"):
            if self._peek_kind() == "and" and parts and self._is_followed():
                self.at += 1
                is_strict = True
                continue
            part = self._parse_or()
            if part:
                parts.append(part)
        return AndClause(tuple(parts), is_strict)

    def _is_followed(self) -> bool:
        """Whether something to search for comes after the next token."""
        after = self.tokens[self.at + 1 : self.at + 2]
        return bool(after) and after[0].kind in (
            "word",
            "quoted",
            "open",
            "not",
            "field",
        )

    def _parse_or(self) -> Clause | None:
        parts = [self._parse_near()]
        while self._peek_kind() == "or" and parts[0] and self._is_followed():
            self.at += 1
            parts.append(self._parse_near())
        parsed = tuple(part for part in parts if part)
        return OrClause(parsed) if len(parsed) > 1 else (parsed or (None,))[0]

    def _parse_near(self) -> Clause | None:
        parts = [self._parse_unary()]
        distances = []
        while self._peek_kind() == "near" and parts[0] and self._is_followed():
            distances.append(min(self._take_token().distance, MOST_DISTANCE))
            parts.append(self._parse_unary())
        parsed = tuple(part for part in parts if part)
        if len(parsed) < 2:
            return (parsed or (None,))[0]
        return self._join_near(parsed, max(1, *distances))

    def _join_near(self, parsed: tuple[Clause, ...], distance: int) -> Clause:
        """Words and quotations near one another; of anything else, all of it."""
        words = tuple(
            part for part in parsed if isinstance(part, WordClause | PhraseClause)
        )
        if len(words) < len(parsed):
            self.notices.append(
                _(
                    "NEAR works only between words or quotations, so we searched for "
                    "all of the words."
                )
            )
            return AndClause(parsed, is_strict=True)
        return NearClause(words, distance)

    def _parse_unary(self) -> Clause | None:
        kind = self._peek_kind()
        if kind == "not" and self._is_followed():
            self.at += 1
            part = self._parse_unary()
            return NotClause(part) if part else None
        if kind == "field" and self._is_followed():
            field = self._take_token().text
            part = self._parse_unary()
            return FieldClause(field, part) if part else None
        if kind == "open":
            self.at += 1
            group = self.parse_all_of()
            self.at += self._peek_kind() == "close"
            if len(group.parts) == 1:
                return group.parts[0]
            return group if group.parts else None
        return self._parse_word(self._take_token())

    def _parse_word(self, token: QueryToken) -> Clause | None:
        """A word or phrase; an operator without what belongs to it is a word too."""
        if token.kind == "quoted":
            return PhraseClause(token.text) if token.text.strip() else None
        if token.kind == "word":
            return self._parse_prefix(token.text)
        if not token.text.strip("-|&"):
            return None
        self.notices.append(
            _("“%(sign)s” has nothing to join here, so we searched for it as a word.")
            % {"sign": token.text}
        )
        return WordClause(token.text)

    def _parse_prefix(self, word: str) -> Clause:
        """A word, or a prefix where it ends with an asterisk."""
        stem = word.rstrip("*")
        if word.endswith(":") and word[:-1].lower() in QUERY_FIELDS:
            self.notices.append(
                _("“%(field)s” has no value after it, so we searched for it as a word.")
                % {"field": word}
            )
        elif word.endswith("*") and len(stem) >= LEAST_PREFIX_LETTERS:
            self.prefixes += 1
            if self.prefixes <= MOST_PREFIXES:
                return PrefixClause(stem)
            self.notices.append(
                _(
                    "We searched for all endings of %(n)s words with *, and for the "
                    "others as typed."
                )
                % {"n": MOST_PREFIXES}
            )
            return WordClause(stem)
        elif "*" in word and word.strip("*"):
            self.notices.append(
                _(
                    "Put * after two letters or more: we searched for %(word)s as a "
                    "word."
                )
                % {"word": word}
            )
        return WordClause(word)
