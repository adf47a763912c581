"""`cs:date`: a day, month, year, season or range of them, as a locale writes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ..data.date_values import read_date
from ..style.element import Element
from ..style.locale import CslLocale
from ..text.field_text import render_field
from ..text.text_case import change_case
from ..text.text_runs import FONT_FORMATS, RenderedNode

_DATE_PARTS = ("year", "month", "day")
_FIRST_SEASON = 13  # months above 12 are seasons


def sortable_date(value: Mapping[str, Any]) -> str:
    """A date as text that sorts: years before Christ first, ranges by both ends."""
    found = read_date(value)
    return " ".join(_sortable_end(end) for end in found.ends) or found.words


def _sortable_end(end: tuple[int, ...], names: Collection[str] = _DATE_PARTS) -> str:
    """The parts that have a name in `names`, at their full width."""
    year, month, day = (*end, 0, 0)[:3]
    month = (month - 20) * 3 if month > 20 else month
    texts = {
        "year": f"{year + 10000:05d}",
        "month": f"{month:02d}",
        "day": f"{day:02d}",
    }
    return "".join(text for name, text in texts.items() if name in names)


def render_sort_date(date: Element, value: Mapping[str, Any]) -> RenderedNode | None:
    """A date of a macro by which works are sorted: the parts that the style names."""
    names = {part.get("name") for part in date.all("date-part")}
    if date.get("form"):
        names = set(date.get("date-parts", "year-month-day").split("-"))
    found = read_date(value)
    text = " ".join(_sortable_end(end, names) for end in found.ends)
    return RenderedNode(text or found.words)


def render_date(
    date: Element,
    value: Mapping[str, Any],
    locale: CslLocale,
    year_suffix: str = "",
) -> tuple[list[RenderedNode], str]:
    """The parts of a date in the order of the locale, and their delimiter."""
    layout, delimiter = _date_layout(date, locale)
    found = read_date(value)
    if year_suffix:
        layout = [_add_year_suffix(part, year_suffix) for part in layout]
    if not found.ends:
        words = _render_words(date, layout, found.words, locale) if found.words else []
        return words, delimiter
    texts = [_render_parts(layout, end, found.words, locale) for end in found.ends]
    if texts[0] == texts[-1]:
        nodes = _part_nodes(layout, texts[0], locale)
        if nodes and found.is_open:
            nodes[-1] = RenderedNode([nodes[-1], RenderedNode("–")])
        return nodes, delimiter
    ends = [list(end) for end in found.ends]
    nodes = _render_range(layout, ends, (texts[0], texts[1]), locale, delimiter)
    return nodes, delimiter


def _add_year_suffix(part: Element, year_suffix: str) -> Element:
    if part.get("name") != "year":
        return part
    attributes = {**part.attributes, "year-suffix": year_suffix}
    return Element(part.tag, attributes, (), "")


def _render_words(
    date: Element, layout: list[Element], text: str, locale: CslLocale
) -> list[RenderedNode]:
    """A date in words, where the year would stand."""
    years = [part for part in layout if part.get("name") == "year"]
    if date.get("form"):  # 年 after the year is no part of the words
        return [RenderedNode(text) for _part in years]
    return [_part_node(part, text, locale) for part in years]


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
        return _part_nodes(layout, texts[0], locale)
    first, last = inside[0], inside[-1]
    start = _part_nodes(parts[first : last + 1], texts[0], locale)
    finish = _part_nodes(parts[first : last + 1], texts[1], locale)
    suffix, start[-1].suffix, finish[0].prefix = start[-1].suffix, "", ""
    finish[-1].suffix = suffix
    dash = parts[last].get("range-delimiter") or locale.term("year-range-delimiter")
    sides = [
        RenderedNode(start, delimiter=delimiter),
        RenderedNode(dash or "–"),
        RenderedNode(finish, delimiter=delimiter),
    ]
    return [
        *_part_nodes(parts[:first], texts[0], locale),
        RenderedNode(sides),
        *_part_nodes(parts[last + 1 :], texts[0], locale),
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
    parts: Sequence[int],
    season: str,
    locale: CslLocale,
) -> dict[str, str]:
    """The texts of the parts by name; `season` is one in words."""
    numbers = dict(zip(_DATE_PARTS, parts, strict=False))
    texts = {}
    for part in layout:
        name, form = part.get("name"), part.get("form", "long")
        number = numbers.get(name, 0)
        if name == "month" and not number and season:
            texts[name] = season
        elif number:
            gender = locale.gender(f"month-{numbers.get('month', 0):02d}")
            text = _PART_RENDERERS[name](number, form, locale, gender)
            has_pattern = name != "year" or bool(numbers.get("month"))
            pattern = part.get("pattern", "{}") if has_pattern else "{}"
            texts[name] = pattern.format(text) + part.get("year-suffix")
    return texts


def _render_year(number: int, form: str, locale: CslLocale, _gender: str) -> str:
    if form == "short":
        return f"{number % 100:02d}"
    if number < 0:
        return f"{-number}{locale.term('bc')}"
    era = locale.term("ad") if 0 < number < 500 else ""
    return f"{number}{era}"


def _render_month(number: int, form: str, locale: CslLocale, _gender: str) -> str:
    if number >= _FIRST_SEASON:
        season = (number - 1) % 4 + 1 if number > 20 else number - 12
        return locale.term(f"season-{season:02d}")
    if form == "numeric":
        return str(number)
    if form == "numeric-leading-zeros":
        return f"{number:02d}"
    return locale.term(f"month-{number:02d}", form)


def _render_day(number: int, form: str, locale: CslLocale, gender: str) -> str:
    if form == "numeric-leading-zeros":
        return f"{number:02d}"
    if form == "ordinal":
        if number > 1 and locale.limits_day_ordinals:
            return str(number)
        return f"{number}{locale.find_ordinal(number, gender)}"
    return str(number)


_PART_RENDERERS = {"year": _render_year, "month": _render_month, "day": _render_day}


def _part_nodes(
    layout: list[Element], texts: dict[str, str], locale: CslLocale
) -> list[RenderedNode]:
    return [
        _part_node(part, texts[part.get("name")], locale)
        for part in layout
        if texts.get(part.get("name"))
    ]


def _part_node(part: Element, text: str, locale: CslLocale) -> RenderedNode:
    if part.get("strip-periods") == "true":
        text = text.replace(".", "")
    if case := part.get("text-case"):
        text = change_case(text, case, locale.name)
    formats = {name: part.get(name) for name in FONT_FORMATS if part.get(name)}
    field = render_field(text, locale)
    return RenderedNode([field], part.get("prefix"), part.get("suffix"), "", formats)
