"""The query tree that every engine evaluates: plain nodes, no engine's classes.

Scores: a term, phrase or prefix scores BM25 in its field times `boost`; `And` and `Or`
add what their parts score, `Best` takes the highest; all other nodes score nothing.
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
    `MOST_EXPANSIONS` terms, and says so by `Answer.is_cut`."""

    field: str
    prefix: str
    boost: float = 1.0


@dataclass(frozen=True)
class And:
    """Documents that every part matches; all documents where there is no part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """Documents that at least `least` of the parts match."""

    parts: tuple[Node, ...]
    least: int = 1


@dataclass(frozen=True)
class Best:
    """Documents that any part matches; the highest score counts, the others add
    `share` of theirs."""

    parts: tuple[Node, ...]
    share: float = 0.0


@dataclass(frozen=True)
class Not:
    """Documents that the part does not match."""

    part: Node


@dataclass(frozen=True)
class Among:
    """Documents whose column holds one of the values."""

    column: str
    values: tuple[int | str, ...]


@dataclass(frozen=True)
class Between:
    """Documents whose column of one number lies in `low`..`high`, both included;
    None is open. A document without the number does not match."""

    column: str
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Missing:
    """Documents without a number in the column."""

    column: str


@dataclass(frozen=True)
class Everything:
    """All documents."""


@dataclass(frozen=True)
class Nothing:
    """No document."""


Node = (
    Term
    | Phrase
    | Near
    | Prefix
    | And
    | Or
    | Best
    | Not
    | Among
    | Between
    | Missing
    | Everything
    | Nothing
)
MOST_EXPANSIONS = 1_024  # terms that a prefix stands for


def beginnings(node: Node) -> int:
    """How many prefixes stand in a tree."""
    if isinstance(node, And | Or | Best):
        return sum(beginnings(part) for part in node.parts)
    if isinstance(node, Not):
        return beginnings(node.part)
    return int(isinstance(node, Prefix))


def leaves(node: Node) -> Iterator[Term | Phrase | Near | Prefix]:
    """What a tree asks of the postings, under `Not` too."""
    if isinstance(node, And | Or | Best):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Not):
        yield from leaves(node.part)
    elif isinstance(node, Term | Phrase | Near | Prefix):
        yield node
