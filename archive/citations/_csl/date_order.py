"""Dates that a style lays out in English order, in the order of a locale.

A style may name year, month and day one by one; CSL then keeps their order in every
locale: *Februar 20*, *20 二月*. German has *20. Februar*, Chinese 2月20日.
"""

from __future__ import annotations

from dataclasses import replace

from .element import Element

DAY_AND_MONTH = {"day", "month"}
_CHINESE_PATTERNS = {"year": "{}年", "month": "{}月", "day": "{}日"}


def order_dates(element: Element, language: str) -> Element:
    """The element with the dates below it in the order of `language`: de, zh; a style
    is the same for others.
    """
    if language not in _LAYOUTS:
        return element
    children = tuple(order_dates(child, language) for child in element.children)
    if element.tag == "date" and not element.get("form"):
        children = _LAYOUTS[language](children)
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


def _order_chinese(parts: tuple[Element, ...]) -> tuple[Element, ...]:
    """Year, month and day in digits with their characters, and nothing between."""
    months = [part for part in parts if part.get("name") == "month"]
    if not months or months[0].get("form", "long").startswith("numeric"):
        return parts
    order = list(_CHINESE_PATTERNS)
    ordered = sorted(parts, key=lambda part: order.index(part.get("name")))
    spelled_parts = [_spell_chinese(part) for part in ordered]
    spelled_parts[0] = _copy_affix("prefix", parts[0], spelled_parts[0])
    spelled_parts[-1] = _copy_affix("suffix", parts[-1], spelled_parts[-1])
    return tuple(spelled_parts)


def _spell_chinese(part: Element) -> Element:
    """A part in digits with its character, without affixes."""
    name = part.get("name")
    form = "long" if name == "year" else "numeric"
    attributes = {"name": name, "form": form, "pattern": _CHINESE_PATTERNS[name]}
    return replace(part, attributes=attributes)


def _copy_affix(key: str, source: Element, part: Element) -> Element:
    if not source.get(key):
        return part
    return replace(part, attributes={**part.attributes, key: source.get(key)})


_LAYOUTS = {"de": _order_german, "zh": _order_chinese}
