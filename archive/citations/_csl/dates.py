"""`cs:date`: a day, month, year, season or range of them, as a locale writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .element import Element
from .locale import CslLocale
from .text_runs import FONT_FORMATS, RenderedNode

_DATE_PARTS = ("year", "month", "day")


def render_date(
    date: Element, value: Mapping[str, Any], locale: CslLocale
) -> tuple[list[RenderedNode], str]:
    """The parts of a date in the order of the locale, and their delimiter."""
    layout, delimiter = _date_layout(date, locale)
    if value.get("literal"):
        return _render_words(date, layout, str(value["literal"])), delimiter
    ends = [[int(n) for n in part] for part in value.get("date-parts", [])[:2]]
    if not ends:
        return [], delimiter
    first_texts = _render_parts(layout, ends[0], value, locale)
    last_texts = (
        _render_parts(layout, ends[1], value, locale) if len(ends) > 1 else first_texts
    )
    if first_texts == last_texts:
        return _part_nodes(layout, first_texts), delimiter
    return _render_range(
        layout, ends, (first_texts, last_texts), locale, delimiter
    ), delimiter


def _render_words(
    date: Element, layout: list[Element], text: str
) -> list[RenderedNode]:
    """A date in words, where the year would stand."""
    years = [part for part in layout if part.get("name") == "year"]
    if date.get("form"):  # 年 after the year is no part of the words
        return [RenderedNode(text) for _part in years]
    return [_part_node(part, text) for part in years]


def _render_range(
    layout: list[Element],
    ends: list[list[int]],
    texts: tuple[dict[str, str], dict[str, str]],
    locale: CslLocale,
    delimiter: str,
) -> list[RenderedNode]:
    """The parts that both ends share once; the others twice, with a dash between."""
    different = _different_parts(ends)
    parts = [part for part in layout if texts[0].get(part.get("name"))]
    inside = [n for n, part in enumerate(parts) if part.get("name") in different]
    if not inside:
        return _part_nodes(layout, texts[0])
    first, last = inside[0], inside[-1]
    start = _part_nodes(parts[first : last + 1], texts[0])
    finish = _part_nodes(parts[first : last + 1], texts[1])
    suffix, start[-1].suffix, finish[0].prefix = start[-1].suffix, "", ""
    finish[-1].suffix = suffix
    dash = parts[last].get("range-delimiter") or locale.term("year-range-delimiter")
    sides = [
        RenderedNode(start, delimiter=delimiter),
        RenderedNode(dash or "–"),
        RenderedNode(finish, delimiter=delimiter),
    ]
    return [
        *_part_nodes(parts[:first], texts[0]),
        RenderedNode(sides),
        *_part_nodes(parts[last + 1 :], texts[0]),
    ]


def _different_parts(ends: list[list[int]]) -> set[str]:
    """The names of the parts from the first one in which two ends differ."""
    shared = 0
    while ends[0][shared : shared + 1] == ends[1][shared : shared + 1]:
        shared += 1
    return set(_DATE_PARTS[shared:])


def _date_layout(date: Element, locale: CslLocale) -> tuple[list[Element], str]:
    """The date parts: the style's own, or the locale's with the style's changes."""
    own = {part.get("name"): part for part in date.all("date-part")}
    form = date.get("form")
    if not form:
        return list(date.all("date-part")), date.get("delimiter")
    names = date.get("date-parts", "year-month-day").split("-")
    parts = []
    for part in locale.dates[form].all("date-part"):
        name = part.get("name")
        if name in names:
            changes = own[name].attributes if name in own else {}
            parts.append(Element("date-part", {**part.attributes, **changes}, (), ""))
    return parts, date.get("delimiter") or locale.dates[form].get("delimiter")


def _render_parts(
    layout: list[Element],
    parts: list[int],
    value: Mapping[str, Any],
    locale: CslLocale,
) -> dict[str, str]:
    numbers = dict(zip(_DATE_PARTS, parts, strict=False))
    texts = {}
    for part in layout:
        name, form = part.get("name"), part.get("form", "long")
        number = numbers.get(name, 0)
        if name == "month" and not number and value.get("season"):
            texts[name] = locale.term(f"season-0{value['season']}")
        elif number:
            texts[name] = _PART_RENDERERS[name](number, form, locale)
            has_pattern = name != "year" or bool(numbers.get("month"))
            pattern = part.get("pattern", "{}") if has_pattern else "{}"
            texts[name] = pattern.format(texts[name])
    return texts


def _render_year(number: int, form: str, locale: CslLocale) -> str:
    if form == "short":
        return f"{number % 100:02d}"
    era = locale.term("ad") if 0 < number < 500 else ""
    return f"{number}{era}"


def _render_month(number: int, form: str, locale: CslLocale) -> str:
    if form == "numeric":
        return str(number)
    if form == "numeric-leading-zeros":
        return f"{number:02d}"
    return locale.term(f"month-{number:02d}", form)


def _render_day(number: int, form: str, locale: CslLocale) -> str:
    if form == "numeric-leading-zeros":
        return f"{number:02d}"
    if form == "ordinal":
        own = locale.term(f"ordinal-{number:02d}") or locale.term("ordinal")
        return f"{number}{own}"
    return str(number)


_PART_RENDERERS = {"year": _render_year, "month": _render_month, "day": _render_day}


def _part_nodes(layout: list[Element], texts: dict[str, str]) -> list[RenderedNode]:
    return [
        _part_node(part, texts[part.get("name")])
        for part in layout
        if texts.get(part.get("name"))
    ]


def _part_node(part: Element, text: str) -> RenderedNode:
    if part.get("strip-periods") == "true":
        text = text.replace(".", "")
    formats = {name: part.get(name) for name in FONT_FORMATS if part.get(name)}
    return RenderedNode(text, part.get("prefix"), part.get("suffix"), formats=formats)
