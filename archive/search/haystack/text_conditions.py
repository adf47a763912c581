"""Words given to Haystack → our query tree, never through an engine's parser."""

from __future__ import annotations

from typing import Any

from haystack.inputs import AutoQuery

from archive.search.query.parsed_query import (
    ParsedQuery,
    cut_to_cost,
    parse_query,
    read_clauses,
)
from archive.search.query.parsing import parse_syntax
from archive.search.query.syntax import (
    AndClause,
    Clause,
    FieldClause,
    OrClause,
    PhraseClause,
    PrefixClause,
    WordClause,
)


def parse_text(field: str, lookup: str, value: Any) -> ParsedQuery:
    """What a condition on a text field asks for; `field` "" is all texts. Cut to what
    it may cost; the notices tell of it."""
    if isinstance(value, AutoQuery):
        return cut_to_cost(lambda most: _parse_typed(field, str(value), most))
    return cut_to_cost(lambda most: _read_in(field, _make_clauses(lookup, value, most)))


def parse_prefixes(field: str, value: Any, allowed: int) -> ParsedQuery:
    """Words that begin so, as `autocomplete` asks; beyond `allowed` of them, whole
    words."""

    def read(most: int) -> ParsedQuery:
        words = str(value).split()[:most]
        parts: list[Clause] = [PrefixClause(word) for word in words[:allowed]]
        parts += [WordClause(word) for word in words[allowed:]]
        return _read_in(field, AndClause(tuple(parts), is_strict=True))

    return cut_to_cost(read)


def _parse_typed(field: str, text: str, most: int) -> ParsedQuery:
    """A reader's words, with the signs of our own syntax."""
    if not field:
        return parse_query(text, most=most)
    clause, notices = parse_syntax(text, most)
    return read_clauses(AndClause((FieldClause(field, clause),)), notices=notices)


def _make_clauses(lookup: str, value: Any, most: int) -> AndClause:
    """Words as they are, without any sign of a syntax."""
    if lookup == "in":
        phrases = [PhraseClause(str(one)) for one in list(value)[:most]]
        parts: list[Clause] = [OrClause(tuple(phrases))] if phrases else []
    elif lookup == "exact":
        parts = [PhraseClause(str(value))]
    else:
        parts = [WordClause(word) for word in str(value).split()[:most]]
        if lookup == "startswith" and parts:
            parts[-1] = PrefixClause(str(value).split()[len(parts) - 1])
    return AndClause(tuple(parts), is_strict=True)


def _read_in(field: str, clause: AndClause) -> ParsedQuery:
    if field:
        clause = AndClause((FieldClause(field, clause),), is_strict=True)
    return read_clauses(clause)
