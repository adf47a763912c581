"""`cs:names` with its labels, et-al and substitutes, for one work."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..data.item_values import ItemValues
from ..style.element import Element
from ..style.locale import CslLocale
from ..text.text_runs import FONT_FORMATS, RenderedNode
from .names import inherit_options, limit_names, write_names
from .person_names import CslName, NameOptions, render_given, split_particles

_SORT_OPTIONS = ("et-al-min", "et-al-use-first", "et-al-use-last")


@dataclass(frozen=True)
class NamesList:
    """A list of names that a cite or reference shows: people, how many, and nodes.

    A substitute for names that are missing is a list without people.
    """

    people: Sequence[CslName]
    limit: int
    node: RenderedNode
    name_nodes: list[RenderedNode]
    rules: NameOptions | None = None

    def family(self, person: CslName) -> str:
        """What stands for a person whose given names are hidden."""
        particle = person.get("non-dropping-particle", "")
        name = person.get("family") or person.get("literal", "")
        return f"{particle} {name}".strip()

    def initials(self, person: CslName) -> str:
        """The initials of a person; empty where the style shows none."""
        if self.rules is None or "initialize-with" not in self.rules.options:
            return ""
        return render_given(person, self.rules, 1)


class NamesRenderer(ABC):
    """Renders the names of one work; `Rendering` adds all other elements.

    `names_lists` are the lists written so far. `substituted_names` is the element that
    the current substitute stands for, whose `cs:name` and `cs:et-al` it inherits.
    """

    def __init__(
        self, locale: CslLocale, values: ItemValues, options: Mapping[str, str]
    ) -> None:
        self.locale, self.values, self.options = locale, values, options
        self.reads_markup = "reads-markup" in options
        self.substituted_names: Element | None = None
        self.called_variables: list[str] = []  # those with a value
        self.names_lists: list[NamesList] = []
        self.has_hidden_author = self.has_begun = False

    @abstractmethod
    def render_element(self, element: Element) -> RenderedNode | None:
        """What an element renders, if anything."""

    @abstractmethod
    def render_text(
        self, element: Element, text: str, *, reads_tags: bool = True
    ) -> RenderedNode | None:
        """A text with the formats and affixes of its element."""

    @abstractmethod
    def note_call(self, has_value: bool, name: str) -> None:
        """Note for the group around that a variable was called."""

    def render_names_element(self, names: Element) -> RenderedNode | None:
        """`cs:names`: the lists of its variables, or the first substitute that renders.

        The names of an author whom the citation hides render nothing.
        """
        if self.values.hides_author and not self.has_hidden_author:
            self.has_hidden_author = True
            return None
        lists = self._load_people(names)
        if lists and self._is_counted(names):
            return self._count_names(names, lists)
        above = self.substituted_names
        nodes = [self._render_people(names, term, people) for term, people in lists]
        if nodes:
            delimiter = names.get("delimiter") or self.options.get(
                "names-delimiter", ""
            )
            return make_node(names, nodes, delimiter)
        substitute = names.first("substitute")
        if substitute is None:
            return None
        return self._render_substitute(names, substitute, above)

    def _load_people(self, names: Element) -> list[tuple[str, list[CslName]]]:
        """Lists of people with the term of their label; editors who are the translators
        too stand once."""
        lists = []
        variables = names.get("variable").split()
        for variable in variables:
            people = self.values.value(variable)
            self.note_call(bool(people), variable)
            if people:
                lists.append((variable, people))
        is_pair = sorted(variables) == ["editor", "translator"]
        is_one = is_pair and len(lists) > 1 and lists[0][1] == lists[1][1]
        if is_one and self.locale.term("editortranslator"):
            return (
                lists
                if self._is_counted(names)
                else [("editortranslator", lists[0][1])]
            )
        return lists

    def _is_counted(self, names: Element) -> bool:
        return self._name_element(names).get("form") == "count"

    def _count_names(
        self, names: Element, lists: list[tuple[str, list[CslName]]]
    ) -> RenderedNode | None:
        """How many names the lists would show."""
        rules = self._name_options(self._name_element(names), None, 0)
        number = sum(limit_names(len(people), rules) for _term, people in lists)
        return self.render_text(names, str(number))

    def _render_substitute(
        self, names: Element, substitute: Element, above: Element | None
    ) -> RenderedNode | None:
        """The first substitute that renders; its variables are empty from then on."""
        for child in substitute.children:
            before, lists = len(self.called_variables), len(self.names_lists)
            self.substituted_names = names
            node = self.render_element(child)
            self.substituted_names = above
            if node:
                self.values.used.update(self.called_variables[before:])
                if len(self.names_lists) == lists:
                    self.names_lists.append(NamesList((), 0, node, []))
                return make_node(names, [node])
        return None

    def _name_element(self, names: Element) -> Element:
        source = self.substituted_names
        name = names.first("name") or (source.first("name") if source else None)
        return name or Element("name", {}, (), "")

    def _render_people(
        self, names: Element, variable: str, people: list[CslName]
    ) -> RenderedNode:
        source, name = self.substituted_names, self._name_element(names)
        et_al = names.first("et-al") or (source.first("et-al") if source else None)
        rules = self._name_options(name, et_al, len(self.names_lists))
        people = [split_particles(person) for person in people]
        written, name_nodes = write_names(people, rules)
        self.has_begun = True
        limit = limit_names(len(people), rules)
        self.names_lists.append(NamesList(people, limit, written, name_nodes, rules))
        if source is not None:
            self.values.used.add(variable)
        parts = [make_node(name, [written])]
        if not self.options.get("is-sort-key"):
            self._add_label(parts, _name_labels(names, source), variable, len(people))
        return RenderedNode(parts)

    def _add_label(
        self,
        parts: list[RenderedNode],
        labels: list[tuple[bool, Element]],
        variable: str,
        number: int,
    ) -> None:
        for is_first, label in labels:
            rule = label.get("plural", "contextual")
            many = rule == "always" or (rule == "contextual" and number > 1)
            text = self.locale.term(variable, label.get("form", "long"), many)
            if node := self.render_text(label, text):
                parts.insert(0 if is_first else len(parts), node)

    def _place_options(self, options: dict[str, str]) -> dict[str, str]:
        """The options of a list of names with those of where it stands: a later cite,
        or a key to sort by."""
        if self.values.area == "citation" and self.values.position != "first":
            for key in ("min", "use-first"):
                if value := options.get(f"et-al-subsequent-{key}"):
                    options[f"et-al-{key}"] = value
        if "is-sort-key" in self.options:
            options |= {"name-as-sort-order": "all", "and": ""}
            options |= {
                key: self.options[f"sort-{key}"]
                for key in _SORT_OPTIONS
                if f"sort-{key}" in self.options
            }
        return options

    def _name_options(
        self, name: Element, et_al: Element | None, number: int
    ) -> NameOptions:
        """The options of the list of names with a number in this cite."""
        distinction = self.values.distinction
        given = {
            place: level
            for (of, place), level in distinction.given.items()
            if of == number
        }
        options = self._place_options(inherit_options(self.options, name))
        demote = self.options.get("demote-non-dropping-particle", "display-and-sort")
        if "is-sort-key" in self.options and demote == "sort-only":
            demote = "display-and-sort"
        return NameOptions(
            options,
            name,
            et_al,
            self.locale,
            self.values.text("language"),
            demote,
            distinction.names.get(number, 0),
            given,
            self.reads_markup,
        )


def _name_labels(names: Element, source: Element | None) -> list[tuple[bool, Element]]:
    """The label of a list of names, if any, and whether it comes first."""
    own = names if names.children or source is None else source
    tags = [child.tag for child in own.children]
    label = own.first("label")
    if label is None:
        return []
    is_first = "name" in tags and tags.index("label") < tags.index("name")
    return [(is_first, label)]


def make_node(
    element: Element, parts: list[RenderedNode], delimiter: str = ""
) -> RenderedNode:
    """Parts with the affixes, formats, quotes and display of their element."""
    formats: dict[str, Any] = {
        name: element.get(name) for name in FONT_FORMATS if element.get(name)
    }
    return RenderedNode(
        parts,
        element.get("prefix"),
        element.get("suffix"),
        delimiter,
        formats,
        "outer" if element.get("quotes") == "true" else "",
        element.get("display"),
    )
