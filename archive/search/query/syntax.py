"""What a query says, as it was typed: the tree between reading and searching."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """One word, in any inflection."""

    text: str


@dataclass(frozen=True)
class Quoted:
    """Words side by side, as spelt."""

    text: str


@dataclass(frozen=True)
class Beginning:
    """Words that begin so."""

    text: str


@dataclass(frozen=True)
class Close:
    """Words at most `distance` words apart, in any order."""

    parts: tuple[Word | Quoted, ...]
    distance: int


@dataclass(frozen=True)
class Either:
    """One of the parts, or more."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Every:
    """All parts. `is_strict`: AND was written."""

    parts: tuple[Part, ...]
    is_strict: bool = False


@dataclass(frozen=True)
class Without:
    """What the part does not say."""

    part: Part


@dataclass(frozen=True)
class Fielded:
    """The part, in one field."""

    field: str
    part: Part


Part = Word | Quoted | Beginning | Close | Either | Every | Without | Fielded
