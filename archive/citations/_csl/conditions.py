"""`cs:if` and `cs:else-if`."""

from __future__ import annotations

from collections.abc import Callable

from .element import Element
from .item_values import ItemValues

_CONDITION_TESTS: dict[str, Callable[[ItemValues, str], bool]] = {
    "type": lambda values, asked: values.item["type"] == asked,
    "variable": lambda values, asked: values.has(asked),
    "is-numeric": lambda values, asked: values.is_numeric(asked),
    "is-uncertain-date": lambda values, asked: values.is_uncertain(asked),
    "locator": lambda values, asked: (
        values.has("locator") and values.label.replace(" ", "-") == asked
    ),
    "position": lambda values, asked: values.area == "citation" and asked == "first",
    "disambiguate": lambda values, asked: asked == "false",
}
_MATCH_RULES: dict[str, Callable[[list[bool]], bool]] = {
    "all": all,
    "any": any,
    "none": lambda found: not any(found),
}


def choose_branch(choose: Element, values: ItemValues) -> Element | None:
    """The branch of a `cs:choose` whose condition holds, if one does."""
    for branch in choose.children:
        if branch.tag == "else" or _condition_holds(branch, values):
            return branch
    return None


def _condition_holds(branch: Element, values: ItemValues) -> bool:
    found = [
        test(values, asked)
        for name, test in _CONDITION_TESTS.items()
        for asked in branch.get(name).split()
    ]
    return _MATCH_RULES[branch.get("match", "all")](found)
