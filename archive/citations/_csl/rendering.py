"""The walk through a style's elements, each of which renders something or nothing."""

from __future__ import annotations

from collections.abc import Mapping

from .conditions import choose_branch
from .dates import render_date
from .element import Element
from .field_text import render_field
from .item_values import ItemValues
from .letters import LETTERS
from .locale import CslLocale
from .names import CslName, NameOptions, inherit_options, render_names
from .text_case import change_case
from .text_runs import FONT_FORMATS, RenderedNode


class Rendering:
    """One work in one area of a style.

    `asked` says whether the group being rendered has called a variable, `found` whether
    one of them said something: a group whose variables are all empty renders nothing,
    not even its terms.
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
        self.asked = self.found = False
        self.names_above: Element | None = None  # the cs:names that is substituted
        self.calls: list[str] = []  # the variables that said something
        self.render = {
            "text": self._of_text,
            "number": self._of_number,
            "label": self._of_label,
            "date": self._of_date,
            "names": self._of_names,
            "group": self._of_group,
            "choose": self._of_choose,
        }

    def layout(self, layout: Element) -> RenderedNode | None:
        """The whole of a citation or reference."""
        parts = self._all(layout)
        return _element_node(layout, parts) if parts else None

    def _all(self, element: Element) -> list[RenderedNode]:
        found: list[RenderedNode] = []
        for child in element.children:
            if child.tag == "choose":
                branch = choose_branch(child, self.values)
                found += self._all(branch) if branch else []
            elif node := self._one(child):
                found.append(node)
        return found

    def _one(self, element: Element) -> RenderedNode | None:
        render = self.render.get(element.tag)
        return render(element) if render else None

    def _of_group(self, group: Element) -> RenderedNode | None:
        asked, found = self.asked, self.found
        self.asked = self.found = False
        parts = self._all(group)
        is_empty = not parts or (self.asked and not self.found)
        says_something = self.found or (parts and not self.asked)
        self.asked, self.found = asked or self.asked, bool(found or says_something)
        return None if is_empty else _element_node(group, parts, group.get("delimiter"))

    def _of_choose(self, choose: Element) -> RenderedNode | None:
        """A choice among substitutes."""
        parts = self._all(Element("choice", {}, (choose,), ""))
        return RenderedNode(parts) if parts else None

    def _of_text(self, text: Element) -> RenderedNode | None:
        if macro := text.get("macro"):
            node = self._of_group(self.macros[macro])
            return _element_node(text, [node]) if node else None
        if variable := text.get("variable"):
            return self._variable(text, variable)
        if term := text.get("term"):
            plural = text.get("plural") == "true"
            said = self.locale.term(term, text.get("form", "long"), plural)
        else:
            said = text.get("value")
        return self._said(text, said)

    def _variable(self, text: Element, name: str) -> RenderedNode | None:
        said = self.values.text(name, text.get("form"))
        self._called(bool(said), name)
        if not said:
            return None
        return self._said(text, said)

    def _of_number(self, number: Element) -> RenderedNode | None:
        name = number.get("variable")
        said = self.values.text(name)
        self._called(bool(said), name)
        if said and number.get("form") == "ordinal" and said.isdigit():
            said += self.locale.term("ordinal")
        return self._said(number, said)

    def _of_label(self, label: Element) -> RenderedNode | None:
        name = label.get("variable")
        if not self.values.has(name):
            return None
        term = self.values.label if name == "locator" else name
        rule = label.get("plural", "contextual")
        plural = rule == "always" or (
            rule == "contextual" and self.values.is_plural(name)
        )
        said = self.locale.term(
            term.replace(" ", "-"), label.get("form", "long"), plural
        )
        return self._said(label, said)

    def _of_date(self, date: Element) -> RenderedNode | None:
        name = date.get("variable")
        value = self.values.value(name)
        self._called(bool(value), name)
        if not value:
            return None
        parts, delimiter = render_date(date, value, self.locale)
        return _element_node(date, parts, delimiter) if parts else None

    def _of_names(self, names: Element) -> RenderedNode | None:
        above = self.names_above
        found = []
        for variable in names.get("variable").split():
            people = self.values.value(variable)
            self._called(bool(people), variable)
            if people:
                found.append(self._people(names, variable, people))
        if found:
            delimiter = names.get("delimiter") or self.options.get(
                "names-delimiter", ""
            )
            return _element_node(names, found, delimiter)
        substitute = names.first("substitute")
        if substitute is None:
            return None
        return self._substituted(names, substitute, above)

    def _substituted(
        self, names: Element, substitute: Element, above: Element | None
    ) -> RenderedNode | None:
        """The first substitute that renders; its variables say nothing later."""
        for child in substitute.children:
            before = len(self.calls)
            self.names_above = names
            node = self._one(child)
            self.names_above = above
            if node:
                self.values.used.update(self.calls[before:])
                return _element_node(names, [node])
        return None

    def _people(
        self, names: Element, variable: str, people: list[CslName]
    ) -> RenderedNode:
        source = self.names_above
        name = names.first("name") or (source.first("name") if source else None)
        name = name or Element("name", {}, (), "")
        et_al = names.first("et-al") or (source.first("et-al") if source else None)
        demote = self.options.get("demote-non-dropping-particle", "display-and-sort")
        asked = NameOptions(
            inherit_options(self.options, name),
            name,
            et_al,
            self.locale,
            self.values.text("language"),
            demote,
        )
        parts = [_element_node(name, [render_names(people, asked)])]
        for is_first, label in _name_labels(names, source):
            many = len(people) > 1
            said = self.locale.term(variable, label.get("form", "long"), many)
            if node := self._said(label, said):
                parts.insert(0 if is_first else len(parts), node)
        return RenderedNode(parts)

    def _called(self, says: bool, name: str) -> None:
        if name == "year-suffix":  # tells works of one year apart; here is but one
            return
        self.asked = True
        self.found = self.found or says
        if says:
            self.calls.append(name)

    def _language(self) -> str:
        return str(self.values.item.get("language") or self.locale.name)

    def _said(self, element: Element, said: str) -> RenderedNode | None:
        if not said:
            return None
        if case := element.get("text-case"):
            said = change_case(said, case, self._language())
        if element.get("strip-periods") == "true":
            said = said.replace(".", "")
        node = _element_node(element, [render_field(said, self.locale)])
        if not LETTERS.search(said):
            node.formats.pop("font-style", None)
        return node


def _name_labels(names: Element, source: Element | None) -> list[tuple[bool, Element]]:
    """The label of a list of names, if any, and whether it stands in front."""
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
