"""`cs:choose`: the branch whose conditions an item meets."""

from __future__ import annotations

from collections.abc import Callable

from ..data.item_values import ItemValues
from ..style.element import Element


def _is_at(values: ItemValues, position: str) -> bool:
    """Whether the cite is at a position; see *Choose* in CSL 1.0.2."""
    if values.area != "citation":
        return False
    own = values.position
    if position == "near-note":
        return values.is_near and own != "first"
    if position == "subsequent":
        return own != "first"
    if position == "ibid":
        return own.startswith("ibid")
    return own == position


def _has_locator(values: ItemValues, label: str) -> bool:
    own = values.label.replace(" ", "-")
    return values.has_value("locator") and own == label.replace(" ", "-")


_CONDITION_TESTS: dict[str, Callable[[ItemValues, str], bool]] = {
    "type": lambda values, value: values.item.get("type") == value,
    "variable": lambda values, value: values.has_value(value),
    "is-numeric": lambda values, value: values.is_numeric(value),
    "is-uncertain-date": lambda values, value: values.is_uncertain(value),
    "locator": _has_locator,
    "position": _is_at,
    "disambiguate": lambda values, value: (
        values.distinction.meets_condition == (value == "true")
    ),
}
_MATCH_RULES: dict[str, Callable[[list[bool]], bool]] = {
    "all": all,
    "any": any,
    "none": lambda results: not any(results),
}


def choose_branch(choose: Element, values: ItemValues) -> Element | None:
    """The first branch of a `cs:choose` whose condition holds, if any."""
    for branch in choose.children:
        if branch.tag == "else" or _condition_holds(branch, values):
            return branch
    return None


def _condition_holds(branch: Element, values: ItemValues) -> bool:
    # Asked half a million times for a few hundred references: over what the branch
    # has, one or two attributes, not over all that it might have.
    results = [
        _CONDITION_TESTS[name](values, value)
        for name, values_text in branch.attributes.items()
        if name in _CONDITION_TESTS
        for value in values_text.split()
    ]
    return _MATCH_RULES[branch.get("match", "all")](results)
