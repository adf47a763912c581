"""A CSL style in a locale, as a processor of works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .data.item_values import ItemValues
from .rendering import Rendering
from .style.date_order import order_german_dates
from .style.element import Element, parse_csl_file
from .style.locale import CslLocale
from .text.text_runs import RenderedNode, RunWriter, TextRun


class Processor:
    """Reads a style and a locale once; renders any number of works.

    `keeps_date_order` renders the dates of a style in the order of the style, as other
    processors do, instead of that of the language. `reads_markup` reads `<i>`, `<b>`,
    `<sup>`, `<sub>` and CSL's `<span>` in fields; else they are text. Raises `OSError`
    where a file is missing. Safe to share between threads.
    """

    def __init__(
        self,
        style_file: str,
        locale_file: str,
        locale: str,
        *,
        keeps_date_order: bool = False,
        reads_markup: bool = True,
    ) -> None:
        self.style = parse_csl_file(style_file)
        if locale.startswith("de") and not keeps_date_order:
            self.style = order_german_dates(self.style)
        self.writes_footnotes = self.style.get("class") == "note"
        self.locale = CslLocale(locale, parse_csl_file(locale_file), self.style)
        self.macros = {macro.get("name"): macro for macro in self.style.all("macro")}
        self.reads_markup = reads_markup
        self._options = {
            area: self._read_options(area) for area in ("citation", "bibliography")
        }

    def _read_options(self, area: str) -> dict[str, str]:
        element = self.style.first(area)
        own = element.attributes if element else {}
        options = {**self.style.attributes, **own}
        if self._calls("text", "variable", "year-suffix"):
            options["year-suffix-in-style"] = "true"
        if self._calls(None, "disambiguate", "true"):
            options["disambiguate-condition"] = "true"
        if self.reads_markup:
            options["reads-markup"] = "true"
        return options

    def _calls(self, tag: str | None, attribute: str, value: str) -> bool:
        """Whether an element of the style has an attribute with a value."""
        pending = [self.style]
        while pending:
            element = pending.pop()
            if tag in (None, element.tag) and element.get(attribute) == value:
                return True
            pending += element.children
        return False

    def options(self, area: str) -> Mapping[str, str]:
        """The options of an area, with those of the style."""
        return self._options[area]

    def layout(self, area: str) -> Element | None:
        """The layout of `citation` or `bibliography`, if the style has one."""
        element = self.style.first(area)
        return element.first("layout") if element else None

    def start_rendering(self, values: ItemValues) -> Rendering:
        """A rendering of one work in the area of its values."""
        return Rendering(self.macros, self.locale, values, self._options[values.area])

    def render_citation(
        self,
        item: Mapping[str, Any],
        locator: str = "",
        label: str = "page",
        number: int = 1,
    ) -> list[TextRun]:
        """A citation in the text, or the note of a note style.

        `number` is that of the work in the list, for styles that number.
        """
        values = ItemValues(item, locator, label, "citation", number=number)
        return self._render_area(values)

    def render_reference(
        self, item: Mapping[str, Any], number: int = 1
    ) -> list[TextRun]:
        """The entry in the list of references; empty where the style has no list."""
        return self._render_area(ItemValues(item, number=number))

    def _render_area(self, values: ItemValues) -> list[TextRun]:
        layout = self.layout(values.area)
        if layout is None:
            return []
        return self.write_node(self.start_rendering(values).render_layout(layout))

    def write_node(self, node: RenderedNode | None) -> list[TextRun]:
        """A node as runs of text; none where there is no node."""
        writer = RunWriter(self.locale)
        if node:
            writer.write_node(node)
        return writer.collect_runs()
