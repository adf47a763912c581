"""The variables of an item for a style: texts, numbers, dates and the locator."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .citation_label import write_citation_label
from .distinction import Distinction

_NUMERIC_VALUE = re.compile(
    r"[^\W\d_]{0,2}\d+[^\W\d_]{0,2}(?:\s*[-–&,]\s*[^\W\d_]{0,2}\d+[^\W\d_]{0,2})*"
)
_SHORT_VARIABLES = {
    "title": ("title-short", "shortTitle"),
    "container-title": ("container-title-short", "journalAbbreviation"),
}


@dataclass
class ItemValues:
    """An item as one cite or reference: its locator and position in a document, its
    `number` in a list, and the variables that a substitution has used up.
    """

    item: Mapping[str, Any]
    locator: str = ""
    label: str = "page"
    area: str = "bibliography"
    number: int = 1
    position: str = "first"
    is_near: bool = False
    first_note: str = ""
    hides_author: bool = False
    is_trial: bool = False  # to compare cites: only the date of issue counts
    continues_text: bool = False  # of a prefix that ends no sentence
    distinction: Distinction = field(default_factory=Distinction)
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
        if name in _DOCUMENT_VARIABLES:
            return _DOCUMENT_VARIABLES[name](self)
        if name in _DERIVED_VARIABLES and not self.item.get(name):
            return _DERIVED_VARIABLES[name](self.item)
        return self.item.get(name)

    def text(self, name: str, form: str = "") -> str:
        """A variable as text, its short form where there is one."""
        if form == "short":
            for short in _SHORT_VARIABLES.get(name, ()):
                if value := self.value(short):
                    return str(value)
        value = self.value(name)
        if name in ("title-short", "container-title-short") and not value:
            main = name.removesuffix("-short")
            value = self.value(_SHORT_VARIABLES[main][1])
        return str(value) if value or value == 0 else ""

    def is_numeric(self, name: str) -> bool:
        """Whether a variable is a number, or several."""
        return bool(_NUMERIC_VALUE.fullmatch(self.text(name).strip()))

    def is_plural(self, name: str) -> bool:
        """Whether a variable is a range or several numbers."""
        text = self.text(name)
        if name in ("number-of-pages", "number-of-volumes"):
            return text.strip().isdigit() and int(text) > 1
        return bool(re.search(r"\d[^\W\d_]{0,2}\s*[-–&,]\s*[^\W\d_]{0,2}\d", text))

    def is_uncertain(self, name: str) -> bool:
        """Whether a date is approximate or uncertain."""
        value = self.value(name)
        return bool(isinstance(value, Mapping) and value.get("circa"))


def _find_first_page(item: Mapping[str, Any]) -> str:
    first = re.match(r"\s*([^\s\-–,&]+)", str(item.get("page") or ""))
    return first[1] if first else ""


# Variables that the document gives to a work, and those that others replace.
_DOCUMENT_VARIABLES: dict[str, Callable[[ItemValues], str]] = {
    "citation-number": lambda values: str(values.number),
    "year-suffix": lambda values: values.distinction.year_suffix,
    "first-reference-note-number": lambda values: values.first_note,
}
_DERIVED_VARIABLES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "citation-label": write_citation_label,
    "page-first": _find_first_page,
}
