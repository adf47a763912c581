"""Rendering of a style's elements, each of which gives a node or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .dates import render_date
from .element import Element
from .field_text import render_field
from .item_values import ItemValues
from .letters import LETTERS
from .locale import CslLocale
from .names import CslName, NameOptions, inherit_options, render_names
from .text_case import change_case
from .text_runs import FONT_FORMATS, RenderedNode

_CONDITION_TESTS: dict[str, Callable[[ItemValues, str], bool]] = {
    "type": lambda values, value: values.item["type"] == value,
    "variable": lambda values, value: values.has_value(value),
    "is-numeric": lambda values, value: values.is_numeric(value),
    "is-uncertain-date": lambda values, value: values.is_uncertain(value),
    "locator": lambda values, value: (
        values.has_value("locator") and values.label.replace(" ", "-") == value
    ),
    "position": lambda values, value: values.area == "citation" and value == "first",
    "disambiguate": lambda values, value: value == "false",
}
_MATCH_RULES: dict[str, Callable[[list[bool]], bool]] = {
    "all": all,
    "any": any,
    "none": lambda results: not any(results),
}


class Rendering:
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
        self.macros, self.locale, self.values = macros, locale, values
        self.options = options
        self.has_called_variable = self.has_found_value = False
        self.substituted_names: Element | None = None  # of the current substitute
        self.called_variables: list[str] = []  # those with a value
        self.renderers = {
            "text": self._render_text_element,
            "number": self._render_number,
            "label": self._render_label,
            "date": self._render_date_element,
            "names": self._render_names_element,
            "group": self._render_group,
            "choose": self._render_choose,
        }

    def render_layout(self, layout: Element) -> RenderedNode | None:
        """A whole citation or reference, of which affixes have the format too."""
        parts = self._render_children(layout)
        if not parts:
            return None
        node = _element_node(layout, parts)
        formats, node.formats = node.formats, {}
        return RenderedNode([node], formats=formats) if formats else node

    def _render_children(self, element: Element) -> list[RenderedNode]:
        nodes: list[RenderedNode] = []
        for child in element.children:
            if child.tag == "choose":
                branch = choose_branch(child, self.values)
                nodes += self._render_children(branch) if branch else []
            elif node := self._render_element(child):
                nodes.append(node)
        return nodes

    def _render_element(self, element: Element) -> RenderedNode | None:
        render = self.renderers.get(element.tag)
        return render(element) if render else None

    def _render_group(self, group: Element) -> RenderedNode | None:
        outer = self.has_called_variable, self.has_found_value
        self.has_called_variable = self.has_found_value = False
        parts = self._render_children(group)
        has_called, has_found = self.has_called_variable, self.has_found_value
        is_empty = not parts or (has_called and not has_found)
        renders_text = has_found or (bool(parts) and not has_called)
        self.has_called_variable = outer[0] or has_called
        self.has_found_value = outer[1] or renders_text
        return None if is_empty else _element_node(group, parts, group.get("delimiter"))

    def _render_choose(self, choose: Element) -> RenderedNode | None:
        """A choice inside `cs:substitute`."""
        parts = self._render_children(Element("choice", {}, (choose,), ""))
        return RenderedNode(parts) if parts else None

    def _render_text_element(self, element: Element) -> RenderedNode | None:
        if macro := element.get("macro"):
            node = self._render_group(self.macros[macro])
            return _element_node(element, [node]) if node else None
        if variable := element.get("variable"):
            return self._render_variable(element, variable)
        if term := element.get("term"):
            is_plural = element.get("plural") == "true"
            text = self.locale.term(term, element.get("form", "long"), is_plural)
        else:
            text = element.get("value")
        return self._render_text(element, text)

    def _render_variable(self, element: Element, name: str) -> RenderedNode | None:
        text = self.values.text(name, element.get("form"))
        self._note_call(bool(text), name)
        return self._render_text(element, text)

    def _render_number(self, number: Element) -> RenderedNode | None:
        name = number.get("variable")
        text = self.values.text(name)
        self._note_call(bool(text), name)
        if text and number.get("form") == "ordinal" and text.isdigit():
            text += self.locale.term("ordinal")
        return self._render_text(number, text)

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
        return self._render_text(label, text)

    def _render_date_element(self, date: Element) -> RenderedNode | None:
        name = date.get("variable")
        value = self.values.value(name)
        self._note_call(bool(value), name)
        if not value:
            return None
        parts, delimiter = render_date(date, value, self.locale)
        return _element_node(date, parts, delimiter) if parts else None

    def _render_names_element(self, names: Element) -> RenderedNode | None:
        above = self.substituted_names
        nodes = []
        for variable in names.get("variable").split():
            people = self.values.value(variable)
            self._note_call(bool(people), variable)
            if people:
                nodes.append(self._render_people(names, variable, people))
        if nodes:
            delimiter = names.get("delimiter") or self.options.get(
                "names-delimiter", ""
            )
            return _element_node(names, nodes, delimiter)
        substitute = names.first("substitute")
        if substitute is None:
            return None
        return self._render_substitute(names, substitute, above)

    def _render_substitute(
        self, names: Element, substitute: Element, above: Element | None
    ) -> RenderedNode | None:
        """The first substitute that renders; its variables are empty from then on."""
        for child in substitute.children:
            before = len(self.called_variables)
            self.substituted_names = names
            node = self._render_element(child)
            self.substituted_names = above
            if node:
                self.values.used.update(self.called_variables[before:])
                return _element_node(names, [node])
        return None

    def _render_people(
        self, names: Element, variable: str, people: list[CslName]
    ) -> RenderedNode:
        source = self.substituted_names
        name = names.first("name") or (source.first("name") if source else None)
        name = name or Element("name", {}, (), "")
        et_al = names.first("et-al") or (source.first("et-al") if source else None)
        demote = self.options.get("demote-non-dropping-particle", "display-and-sort")
        rules = NameOptions(
            inherit_options(self.options, name),
            name,
            et_al,
            self.locale,
            self.values.text("language"),
            demote,
        )
        parts = [_element_node(name, [render_names(people, rules)])]
        for is_first, label in _name_labels(names, source):
            many = len(people) > 1
            text = self.locale.term(variable, label.get("form", "long"), many)
            if node := self._render_text(label, text):
                parts.insert(0 if is_first else len(parts), node)
        return RenderedNode(parts)

    def _note_call(self, has_value: bool, name: str) -> None:
        if name == "year-suffix":  # distinguishes works of one year; here is only one
            return
        self.has_called_variable = True
        self.has_found_value = self.has_found_value or has_value
        if has_value:
            self.called_variables.append(name)

    def _item_language(self) -> str:
        return str(self.values.item.get("language") or self.locale.name)

    def _render_text(self, element: Element, text: str) -> RenderedNode | None:
        if not text:
            return None
        if case := element.get("text-case"):
            text = change_case(text, case, self._item_language())
        if element.get("strip-periods") == "true":
            text = text.replace(".", "")
        node = _element_node(element, [render_field(text, self.locale)])
        if not LETTERS.search(text):
            node.formats.pop("font-style", None)
        return node


def _name_labels(names: Element, source: Element | None) -> list[tuple[bool, Element]]:
    """The label of a list of names, if any, and whether it comes first."""
    own = names if names.children or source is None else source
    tags = [child.tag for child in own.children]
    label = own.first("label")
    if label is None:
        return []
    is_first = "name" in tags and tags.index("label") < tags.index("name")
    return [(is_first, label)]


def _element_node(
    element: Element, parts: list[RenderedNode], delimiter: str = ""
) -> RenderedNode:
    formats = {name: element.get(name) for name in FONT_FORMATS if element.get(name)}
    return RenderedNode(
        parts,
        element.get("prefix"),
        element.get("suffix"),
        delimiter,
        formats,
        "outer" if element.get("quotes") == "true" else "",
        element.get("display"),
    )


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
