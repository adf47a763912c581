"""The variables of an item for a style: texts, numbers, dates and the locator."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_NUMERIC_VALUE = re.compile(
    r"[^\W\d_]{0,2}\d+[^\W\d_]{0,2}(?:\s*[-–&,]\s*[^\W\d_]{0,2}\d+[^\W\d_]{0,2})*"
)
_SHORT_VARIABLES = {"title": "title-short", "container-title": "container-title-short"}


@dataclass
class ItemValues:
    """An item with its locator, its `number` in a list, and the variables that a
    substitution has used up.
    """

    item: Mapping[str, Any]
    locator: str = ""
    label: str = "page"
    area: str = "bibliography"
    number: int = 1
    used: set[str] = field(default_factory=set)

    def has_value(self, name: str) -> bool:
        """Whether a variable has a value, used up or not."""
        return bool(self._value(name))

    def value(self, name: str) -> Any:
        """The value of a variable; None where it is used up."""
        return None if name in self.used else self._value(name)

    def _value(self, name: str) -> Any:
        if name == "locator":
            return self.locator if self.area == "citation" else None
        if name == "citation-number":
            return str(self.number)
        return self.item.get(name)

    def text(self, name: str, form: str = "") -> str:
        """A variable as text, its short form where there is one."""
        short = self.value(_SHORT_VARIABLES.get(name, "")) if form == "short" else None
        return str(short or self.value(name) or "")

    def is_numeric(self, name: str) -> bool:
        """Whether a variable is a number, or several."""
        return bool(_NUMERIC_VALUE.fullmatch(self.text(name).strip()))

    def is_plural(self, name: str) -> bool:
        """Whether a variable is a range or several numbers."""
        return bool(re.search(r"\d\s*[-–&,]\s*\d", self.text(name)))

    def is_uncertain(self, name: str) -> bool:
        """Whether a date is approximate or uncertain."""
        return bool((self.value(name) or {}).get("circa"))
