"""Rendering of a style's elements, each of which gives a node or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from .data.item_values import ItemValues
from .elements.conditions import choose_branch
from .elements.dates import render_date, render_sort_date
from .elements.names_element import NamesRenderer, make_node
from .elements.numbers import NUMBER_VARIABLES, format_pages, write_number
from .style.element import Element
from .style.locale import CslLocale
from .text.field_text import render_field
from .text.letters import LETTERS
from .text.markup import change_unprotected
from .text.text_case import change_case
from .text.text_runs import RenderedNode

_PAGES = ("page", "locator")


class Rendering(NamesRenderer):
    """One work in one area of a style.

    `has_called_variable` says whether the current group has called a variable,
    `has_found_value` whether one of them had a value. A group whose variables are all
    empty renders nothing, not even its terms.
    """

    def __init__(
        self,
        macros: Mapping[str, Element],
        locale: CslLocale,
        values: ItemValues,
        options: Mapping[str, str],
    ) -> None:
        super().__init__(locale, values, options)
        self.macros = macros
        self.has_called_variable = self.has_found_value = False
        self.has_year_suffix = options.get("year-suffix-in-style") == "true"
        self.has_begun = values.continues_text  # no term is capitalised any more
        self.renderers = {
            "text": self._render_text_element,
            "number": self._render_number,
            "label": self._render_label,
            "date": self._render_date_element,
            "names": self.render_names_element,
            "group": self._render_group,
            "choose": self._render_choose,
        }

    def render_layout(self, layout: Element) -> RenderedNode | None:
        """A whole citation or reference, of which affixes have the format too."""
        parts = self.render_children(layout)
        return wrap_layout(layout, parts) if parts else None

    def render_children(self, element: Element) -> list[RenderedNode]:
        """What the children of an element render."""
        nodes: list[RenderedNode] = []
        for child in element.children:
            if child.tag == "choose":
                branch = choose_branch(child, self.values)
                nodes += self.render_children(branch) if branch else []
            elif node := self.render_element(child):
                nodes.append(node)
        return nodes

    def render_element(self, element: Element) -> RenderedNode | None:
        """What an element renders, if anything."""
        render = self.renderers.get(element.tag)
        return render(element) if render else None

    def _render_group(self, group: Element) -> RenderedNode | None:
        outer = self.has_called_variable, self.has_found_value
        self.has_called_variable = self.has_found_value = False
        parts = self.render_children(group)
        has_called, has_found = self.has_called_variable, self.has_found_value
        is_empty = not parts or (has_called and not has_found)
        renders_text = has_found or (bool(parts) and not has_called)
        self.has_called_variable = outer[0] or has_called
        self.has_found_value = outer[1] or renders_text
        return None if is_empty else make_node(group, parts, group.get("delimiter"))

    def _render_choose(self, choose: Element) -> RenderedNode | None:
        """A choice inside `cs:substitute`."""
        parts = self.render_children(Element("choice", {}, (choose,), ""))
        return RenderedNode(parts) if parts else None

    def _render_text_element(self, element: Element) -> RenderedNode | None:
        if macro := element.get("macro"):
            if macro not in self.macros:
                return None
            node = self._render_group(self.macros[macro])
            return make_node(element, [node]) if node else None
        if variable := element.get("variable"):
            return self._render_variable(element, variable)
        if term := element.get("term"):
            return self._render_term(element, term)
        return self.render_text(element, element.get("value"))

    def _render_term(self, element: Element, name: str) -> RenderedNode | None:
        """A term; the first of a note or reference begins with a capital letter."""
        is_plural = element.get("plural") == "true"
        text = self.locale.term(name, element.get("form", "long"), is_plural)
        if text and not self.has_begun and self.begins_sentence:
            text = text[:1].upper() + text[1:]
        suffix = self.values.distinction.year_suffix
        if name == "no date" and suffix and not self.has_year_suffix:
            self.has_year_suffix = True
            text = f"{text}-{suffix}"
        return self.render_text(element, text)

    @property
    def begins_sentence(self) -> bool:
        """Whether what the area renders begins a sentence: not in running text."""
        is_citation = self.values.area == "citation"
        return not is_citation or self.options.get("class") == "note"

    def _render_variable(self, element: Element, name: str) -> RenderedNode | None:
        text = self.values.text(name, element.get("form"))
        self.note_call(bool(text), name)
        if name in NUMBER_VARIABLES:
            form = self.options.get("page-range-format", "") if name in _PAGES else ""
            is_pages = name != "locator" or self.values.label == "page"
            text = format_pages(text, form if is_pages else "", self.locale)
        if name == "citation-label" and text and not self.has_year_suffix:
            text += self.values.distinction.year_suffix
            self.has_year_suffix = True
        return self.render_text(element, text)

    def _render_number(self, number: Element) -> RenderedNode | None:
        name = number.get("variable")
        text = self.values.text(name)
        self.note_call(bool(text), name)
        text = write_number(text, number.get("form"), name, self.locale)
        return self.render_text(number, text, reads_tags=False)

    def _render_label(self, label: Element) -> RenderedNode | None:
        name = label.get("variable")
        if not self.values.has_value(name):
            return None
        term = self.values.label if name == "locator" else name
        rule = label.get("plural", "contextual")
        plural = rule == "always" or (
            rule == "contextual" and self.values.is_plural(name)
        )
        text = self.locale.term(
            term.replace(" ", "-"), label.get("form", "long"), plural
        )
        return self.render_text(label, text)

    def _render_date_element(self, date: Element) -> RenderedNode | None:
        name = date.get("variable")
        value = self.values.value(name)
        if self.values.is_trial and name == "accessed":
            value = None
        if not value:
            self.note_call(False, name)
            return None
        if self.options.get("is-sort-key"):
            return render_sort_date(date, value)
        suffix = "" if self.has_year_suffix else self.values.distinction.year_suffix
        parts, delimiter = render_date(date, value, self.locale, suffix)
        self.note_call(bool(parts), name)
        if not parts:
            return None
        self.has_begun = True
        self.has_year_suffix = self.has_year_suffix or bool(suffix)
        return make_node(date, parts, delimiter)

    def note_call(self, has_value: bool, name: str) -> None:
        """Note for the group around that a variable was called."""
        if name == "year-suffix" and not has_value:
            return
        self.has_called_variable = True
        self.has_found_value = self.has_found_value or has_value
        if has_value:
            self.called_variables.append(name)

    def _item_language(self) -> str:
        return str(self.values.item.get("language") or self.locale.name)

    def render_text(
        self, element: Element, text: str, *, reads_tags: bool = True
    ) -> RenderedNode | None:
        """A text with the case, formats and affixes of its element."""
        if not text:
            return None
        self.has_begun = True
        if case := element.get("text-case"):
            language = self._item_language()
            change = partial(change_case, case=case, language=language)
            text = (
                change_unprotected(text, change) if self.reads_markup else change(text)
            )
        if element.get("strip-periods") == "true":
            text = text.replace(".", "")
        field = render_field(
            text,
            self.locale,
            reads_markup=self.reads_markup,
            reads_tags=reads_tags and self.reads_markup,
        )
        node = make_node(element, [field])
        if not LETTERS.search(text):
            node.formats.pop("font-style", None)
        return node


def wrap_layout(layout: Element, parts: list[RenderedNode]) -> RenderedNode:
    """Parts with the affixes, delimiter and formats of a layout, affixes inside."""
    node = make_node(layout, parts, layout.get("delimiter"))
    last = parts[-1]
    if last.display and node.suffix:  # the suffix stands in the last block
        last = replace(last, display="")
        block = RenderedNode([last], "", node.suffix, display=parts[-1].display)
        node.parts, node.suffix = [*parts[:-1], block], ""
    formats, node.formats = node.formats, {}
    return RenderedNode([node], formats=formats) if formats else node
