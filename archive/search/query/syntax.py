"""The syntax tree of a query: what was typed, before it becomes a search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WordClause:
    """One word, in any inflection."""

    text: str


@dataclass(frozen=True)
class PhraseClause:
    """Words side by side, as spelt."""

    text: str


@dataclass(frozen=True)
class PrefixClause:
    """Words that begin with these letters."""

    text: str


@dataclass(frozen=True)
class NearClause:
    """Words at most `distance` words apart, in any order."""

    parts: tuple[WordClause | PhraseClause, ...]
    distance: int


@dataclass(frozen=True)
class OrClause:
    """At least one of the parts."""

    parts: tuple[Clause, ...]


@dataclass(frozen=True)
class AndClause:
    """All parts; `is_strict` where AND was typed."""

    parts: tuple[Clause, ...]
    is_strict: bool = False


@dataclass(frozen=True)
class NotClause:
    """Texts without the part."""

    part: Clause


@dataclass(frozen=True)
class FieldClause:
    """The part, in one field."""

    field: str
    part: Clause


Clause = (
    WordClause
    | PhraseClause
    | PrefixClause
    | NearClause
    | OrClause
    | AndClause
    | NotClause
    | FieldClause
)
