"""One value of a filter: chosen, or excluded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Choice:
    """A value that a reader chose, or excluded. An address says the second by a `-` in
    front of the value."""

    value: str
    excluded: bool = False

    @classmethod
    def parse(cls, text: str) -> Choice:
        """Read a choice as an address writes it: `CN`, or `-CN` where it is
        excluded."""
        return cls(text.removeprefix("-"), text.startswith("-"))

    def __str__(self) -> str:
        """The choice as an address writes it."""
        return f"-{self.value}" if self.excluded else self.value


Choices = tuple[Choice, ...]


def make_choices(*values: str) -> Choices:
    """Choices of these values, none excluded."""
    return tuple(Choice(value) for value in values)


def list_chosen(choices: Iterable[Choice]) -> list[str]:
    """The values that are chosen."""
    return [choice.value for choice in choices if not choice.excluded]


def list_excluded(choices: Iterable[Choice]) -> list[str]:
    """The values that are excluded."""
    return [choice.value for choice in choices if choice.excluded]
