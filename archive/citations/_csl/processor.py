"""A style in a locale, which renders works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .element import parse_csl_file
from .item_values import ItemValues
from .locale import CslLocale
from .rendering import Rendering
from .text_runs import RunWriter, TextRun


class Processor:
    """Reads a style and a locale once; renders any number of works.

    Raises `OSError` where a file is missing. Safe to share between threads.
    """

    def __init__(self, style_file: str, locale_file: str, locale: str) -> None:
        self.style = parse_csl_file(style_file)
        self.locale = CslLocale(locale, parse_csl_file(locale_file), self.style)
        self.macros = {macro.get("name"): macro for macro in self.style.all("macro")}

    def cite(
        self,
        item: Mapping[str, Any],
        locator: str = "",
        label: str = "page",
        number: int = 1,
    ) -> list[TextRun]:
        """A citation in the text, or the note of a style of notes. `number` is that
        of the work in the list, for styles that number."""
        values = ItemValues(item, locator, label, "citation", number=number)
        return self._rendered("citation", values)

    def reference(self, item: Mapping[str, Any], number: int = 1) -> list[TextRun]:
        """The entry in a list of references; empty where the style wants none."""
        return self._rendered("bibliography", ItemValues(item, number=number))

    def _rendered(self, area: str, values: ItemValues) -> list[TextRun]:
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
        node = rendering.layout(layout)
        writer = RunWriter(self.locale)
        if node:
            writer.node(node, {})
        return writer.runs()
