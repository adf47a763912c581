"""A CSL style in a locale, as a processor of works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .date_order import order_german_dates
from .element import parse_csl_file
from .item_values import ItemValues
from .locale import CslLocale
from .rendering import Rendering
from .text_runs import RunWriter, TextRun


class Processor:
    """Reads a style and a locale once; renders any number of works.

    `keeps_date_order` renders the dates of a style in the order of the style, as other
    processors do, instead of that of the language. Raises `OSError` where a file is
    missing. Safe to share between threads.
    """

    def __init__(
        self,
        style_file: str,
        locale_file: str,
        locale: str,
        *,
        keeps_date_order: bool = False,
    ) -> None:
        self.style = parse_csl_file(style_file)
        if locale.startswith("de") and not keeps_date_order:
            self.style = order_german_dates(self.style)
        self.writes_footnotes = self.style.get("class") == "note"
        self.locale = CslLocale(locale, parse_csl_file(locale_file), self.style)
        self.macros = {macro.get("name"): macro for macro in self.style.all("macro")}

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
        return self._render_area("citation", values)

    def render_reference(
        self, item: Mapping[str, Any], number: int = 1
    ) -> list[TextRun]:
        """The entry in the list of references; empty where the style has no list."""
        return self._render_area("bibliography", ItemValues(item, number=number))

    def _render_area(self, area: str, values: ItemValues) -> list[TextRun]:
        element = self.style.first(area)
        layout = element.first("layout") if element else None
        if element is None or layout is None:
            return []
        rendering = Rendering(
            self.macros,
            self.locale,
            values,
            {**self.style.attributes, **element.attributes},
        )
        node = rendering.render_layout(layout)
        writer = RunWriter(self.locale)
        if node:
            writer.write_node(node, {})
        return writer.collect_runs()
