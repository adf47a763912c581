"""The two sides of a comparison, as its address has them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import QueryDict

from archive.filters import ParameterProblem, SearchFilters, parse_filters

SIDES = ("a", "b")


@dataclass(frozen=True)
class ComparedSide:
    """A side: its letter, its filters with those of both sides, and its own alone."""

    letter: str
    filters: SearchFilters
    own_filters: SearchFilters

    @property
    def own(self) -> list[tuple[str, str]]:
        """The parameters that are of this side alone, as the address has them."""
        pairs = self.own_filters.parameters()
        return [(f"{self.letter}.{name}", value) for name, value in pairs]

    @property
    def is_chosen(self) -> bool:
        """Whether the address says what to compare on this side."""
        return self.own_filters != SearchFilters()


def parse_sides(query: QueryDict) -> tuple[ComparedSide, ComparedSide]:
    """The sides A and B: `a.region=CN-XJ` is of A alone, `kind=article` of both.

    A parameter of a side replaces that of both. Problems keep the names of the address.
    Two queries at most, more where a region code is not in use.
    """
    first, second = (_parse_side(query, letter) for letter in SIDES)
    return first, second


def _parse_side(query: QueryDict, letter: str) -> ComparedSide:
    own = _read_own_parameters(query, f"{letter}.")
    both = QueryDict(mutable=True)
    for name, values in query.lists():
        if "." not in name:
            both.setlist(name, values)
    for name, values in own.lists():
        both.setlist(name, values)
    for name in ("page", "basket"):
        both.pop(name, None)
    filters = parse_filters(both).without_view()
    problems = tuple(
        replace(p, parameter=f"{letter}.{p.parameter}") if p.parameter in own else p
        for p in filters.problems
    )
    return ComparedSide(
        letter,
        replace(filters, problems=problems),
        parse_filters(own).without_view(),
    )


def _read_own_parameters(query: QueryDict, prefix: str) -> QueryDict:
    """The parameters of one side that are not empty, without the prefix."""
    own = QueryDict(mutable=True)
    for name, values in query.lists():
        texts = [value for value in values if value.strip()]
        if name.startswith(prefix) and texts:
            own.setlist(name.removeprefix(prefix), texts)
    return own


def list_problems(
    sides: tuple[ComparedSide, ComparedSide],
) -> tuple[ParameterProblem, ...]:
    """What is wrong on either side, each once."""
    return tuple(dict.fromkeys(p for side in sides for p in side.filters.problems))
