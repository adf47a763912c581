"""What a query says, as it was typed: the tree between reading and searching."""

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
    """Words that begin so."""

    text: str


@dataclass(frozen=True)
class NearClause:
    """Words at most `distance` words apart, in any order."""

    parts: tuple[WordClause | PhraseClause, ...]
    distance: int


@dataclass(frozen=True)
class OrClause:
    """One of the parts, or more."""

    parts: tuple[Clause, ...]


@dataclass(frozen=True)
class AndClause:
    """All parts. `is_strict`: AND was written."""

    parts: tuple[Clause, ...]
    is_strict: bool = False


@dataclass(frozen=True)
class NotClause:
    """What the part does not say."""

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
