"""The query tree that every engine evaluates: plain nodes, no engine's classes.

Scores: a term, phrase or prefix scores BM25 in its field times `boost`; `And` and `Or`
add what their parts score, `DisjunctionMax` takes the highest; all other nodes score
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """Documents whose field holds the term."""

    field: str
    term: str
    boost: float = 1.0


@dataclass(frozen=True)
class Phrase:
    """Documents whose field holds the terms one after another."""

    field: str
    terms: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True)
class Near:
    """Documents whose field holds one term of each group, in any order, where the
    first and the last stand at most `distance` words apart (1 = neighbours)."""

    field: str
    groups: tuple[tuple[str, ...], ...]
    distance: int
    boost: float = 1.0


@dataclass(frozen=True)
class Prefix:
    """Documents whose field holds a term that begins so. An engine may stop at
    `MOST_PREFIX_TERMS` terms, and says so by `SearchAnswer.is_cut`."""

    field: str
    prefix: str
    boost: float = 1.0


@dataclass(frozen=True)
class And:
    """Documents that every part matches; all documents where there is no part."""

    parts: tuple[QueryNode, ...]


@dataclass(frozen=True)
class Or:
    """Documents that at least `minimum_match` of the parts match."""

    parts: tuple[QueryNode, ...]
    minimum_match: int = 1


@dataclass(frozen=True)
class DisjunctionMax:
    """Documents that any part matches; the highest score counts, the others add
    `tie_breaker` of theirs."""

    parts: tuple[QueryNode, ...]
    tie_breaker: float = 0.0


@dataclass(frozen=True)
class Not:
    """Documents that the part does not match."""

    part: QueryNode


@dataclass(frozen=True)
class ColumnIn:
    """Documents whose column holds one of the values."""

    column: str
    values: tuple[int | str, ...]


@dataclass(frozen=True)
class ColumnBetween:
    """Documents whose column of one number lies in `low`..`high`, both included;
    None is open. A document without the number does not match."""

    column: str
    low: int | None
    high: int | None


@dataclass(frozen=True)
class DocumentIn:
    """The documents of these entry ids."""

    ids: frozenset[int]


@dataclass(frozen=True)
class ColumnMissing:
    """Documents without a number in the column."""

    column: str


@dataclass(frozen=True)
class MatchAll:
    """All documents."""


@dataclass(frozen=True)
class MatchNone:
    """No document."""


QueryNode = (
    Term
    | Phrase
    | Near
    | Prefix
    | And
    | Or
    | DisjunctionMax
    | Not
    | ColumnIn
    | ColumnBetween
    | DocumentIn
    | ColumnMissing
    | MatchAll
    | MatchNone
)
MOST_PREFIX_TERMS = 1_024  # terms that a prefix stands for


def count_prefixes(node: QueryNode) -> int:
    """How many prefixes stand in a tree."""
    if isinstance(node, And | Or | DisjunctionMax):
        return sum(count_prefixes(part) for part in node.parts)
    if isinstance(node, Not):
        return count_prefixes(node.part)
    return int(isinstance(node, Prefix))


def iter_leaves(node: QueryNode) -> Iterator[Term | Phrase | Near | Prefix]:
    """What a tree asks of the postings, under `Not` too."""
    if isinstance(node, And | Or | DisjunctionMax):
        for part in node.parts:
            yield from iter_leaves(part)
    elif isinstance(node, Not):
        yield from iter_leaves(node.part)
    elif isinstance(node, Term | Phrase | Near | Prefix):
        yield node
