"""Dates that a style lays out in English order, in German order.

A style may name year, month and day one by one; CSL then keeps their order in every
locale: *Februar 20*. German has *20. Februar*.
"""

from __future__ import annotations

from dataclasses import replace

from .element import Element

DAY_AND_MONTH = {"day", "month"}


def order_german_dates(element: Element) -> Element:
    """The element with the dates below it in German order."""
    children = tuple(order_german_dates(child) for child in element.children)
    if element.tag == "date" and not element.get("form"):
        children = _order_german(children)
    return replace(element, children=children)


def _is_text_date(parts: tuple[Element, ...]) -> bool:
    """Whether the parts are a month in letters and a day."""
    forms = {part.get("name"): part.get("form", "long") for part in parts}
    return forms.keys() >= DAY_AND_MONTH and not forms["month"].startswith("numeric")


def _order_german(parts: tuple[Element, ...]) -> tuple[Element, ...]:
    """Day before month, with a full stop; affixes stay where they are."""
    if not _is_text_date(parts):
        return parts
    days = iter(sorted(parts, key=_rank_german))
    return tuple(
        _put_at(next(days), part) if part.get("name") in DAY_AND_MONTH else part
        for part in parts
    )


def _rank_german(part: Element) -> int:
    return {"day": 0, "month": 1}.get(part.get("name"), 2)


def _put_at(part: Element, place: Element) -> Element:
    """A part with the affixes of the place that it gets."""
    own = {
        key: value
        for key, value in part.attributes.items()
        if key not in ("prefix", "suffix")
    }
    affixes = {key: place.get(key) for key in ("prefix", "suffix") if place.get(key)}
    if part.get("name") == "day":
        own |= {"form": "numeric", "pattern": "{}."}
    return replace(part, attributes={**own, **affixes})
