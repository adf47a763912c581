"""A citation of one or several works: grouped, collapsed, with its delimiters.

See *Cite Grouping* and *Cite Collapsing* in the specification of CSL 1.0.2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..data.item_values import ItemValues
from ..processor import Processor
from ..rendering import wrap_layout
from ..style.element import Element
from ..text.field_text import render_field
from ..text.text_runs import RenderedNode
from .citation import Cite

_LEAST_OF_RANGE = 3  # works, from which on a range is shorter


@dataclass
class _RenderedCite:
    """A cite with what decides whether it joins the one before it."""

    cite: Cite
    values: ItemValues
    node: RenderedNode
    names: str  # as rendered
    year: str  # what is left without names and year suffix

    @property
    def affixes(self) -> tuple[str, str]:
        """What the author of the document puts around it."""
        return _space_prefix(self.cite.prefix), _space_suffix(self.cite.suffix)

    @property
    def is_bare(self) -> bool:
        return not (self.cite.locator or self.cite.prefix or self.cite.suffix)


class ClusterWriter:
    """Writes the clusters of a style."""

    def __init__(self, processor: Processor) -> None:
        self.processor = processor
        self.options = processor.options("citation")
        self.collapse = self.options.get("collapse", "")
        self.layout = processor.layout("citation") or Element("layout", {}, (), "")
        self.delimiter = self.layout.get("delimiter")
        # CSL's default, which citeproc-js takes for styles in the text alone.
        is_note = processor.writes_footnotes
        self._group_delimiter = self.options.get(
            "cite-group-delimiter", self.delimiter if is_note else ", "
        )

    def write(self, cites: Sequence[tuple[Cite, ItemValues]]) -> RenderedNode | None:
        """The cites with the affixes and the delimiters of the style's layout."""
        is_group = len(cites) > 1
        rendered = [self._render_cite(cite, values, is_group) for cite, values in cites]
        found = [one for one in rendered if one]
        if not found:
            return None
        if len(found) == 1 and found[0].cite.is_author_only:
            return found[0].node  # a name in the sentence, without the style's marks
        return wrap_layout(self.layout, [_join_cites(self._collapse(found))])

    def _collapse(self, found: list[_RenderedCite]) -> list[tuple[RenderedNode, str]]:
        """The cites with the delimiter that follows each."""
        if self.collapse == "citation-number":
            return self._collapse_numbers(found)
        if self.collapse or "cite-group-delimiter" in self.options:
            return self._collapse_groups(found)
        return [
            (one.node, _fit_delimiter(self.delimiter, one, after))
            for one, after in zip(found, [*found[1:], None], strict=True)
        ]

    def _render_cite(
        self, cite: Cite, values: ItemValues, is_group: bool
    ) -> _RenderedCite | None:
        rendering = self.processor.start_rendering(values)
        nodes = rendering.render_children(self.layout)
        if not nodes:
            return None
        if cite.is_author_only and rendering.names_lists:
            nodes = [rendering.names_lists[0].node]
        node = self._wrap_cite(cite, RenderedNode(nodes))
        names = year = ""
        is_collapsed = self.collapse.startswith("year")
        if is_group and (is_collapsed or "cite-group-delimiter" in self.options):
            if rendering.names_lists:
                names = self._text_of(rendering.names_lists[0].node)
            bare = replace(values.distinction, year_suffix="")
            hidden = replace(
                values, hides_author=True, distinction=bare, used=set(), locator=""
            )
            year = self._text_of(self._render_values(hidden))
        return _RenderedCite(cite, values, node, names, year)

    def _render_values(self, values: ItemValues) -> RenderedNode | None:
        nodes = self.processor.start_rendering(values).render_children(self.layout)
        return RenderedNode(nodes) if nodes else None

    def _text_of(self, node: RenderedNode | None) -> str:
        return "".join(run.text for run in self.processor.write_node(node))

    def _collapse_numbers(
        self, cites: list[_RenderedCite]
    ) -> list[tuple[RenderedNode, str]]:
        """Three and more numbers that follow one another become a range."""
        joined: list[tuple[RenderedNode, str]] = []
        at = 0
        while at < len(cites):
            end = at + 1
            while (
                end < len(cites)
                and cites[end].is_bare
                and cites[end - 1].is_bare
                and cites[end].values.number == cites[end - 1].values.number + 1
            ):
                end += 1
            run = cites[at:end]
            if len(run) >= _LEAST_OF_RANGE:
                joined += [(run[0].node, "–"), (run[-1].node, self._after_collapse())]
            else:
                joined += [(one.node, self.delimiter) for one in run]
            at = end
        return joined

    def _after_collapse(self) -> str:
        return self.options.get("after-collapse-delimiter", self.delimiter)

    def _collapse_groups(
        self, cites: list[_RenderedCite]
    ) -> list[tuple[RenderedNode, str]]:
        """Neighbours with the same names form a group."""
        groups: list[list[_RenderedCite]] = []
        for one in cites:
            if groups and groups[-1][-1].names == one.names:
                groups[-1].append(one)
            else:
                groups.append([one])
        joined: list[tuple[RenderedNode, str]] = []
        for group in groups:
            joined += self._collapse_group(group)
            node, _delimiter = joined.pop()
            joined.append((node, self._after_collapse()))
        return joined

    def _collapse_group(
        self, group: list[_RenderedCite]
    ) -> list[tuple[RenderedNode, str]]:
        between = self._group_delimiter
        if not self.collapse.startswith("year"):
            return [(one.node, between) for one in group]
        joined: list[tuple[RenderedNode, str]] = []
        at = 0
        while at < len(group):
            end = at + 1
            while end < len(group) and self._shares_year(group[end - 1], group[end]):
                end += 1
            hides = at > 0
            joined += self._collapse_year(group[at:end], hides)
            node, _delimiter = joined.pop()
            has_locator = bool(group[end - 1].cite.locator)
            joined.append((node, self._after_collapse() if has_locator else between))
            at = end
        return joined

    def _shares_year(self, before: _RenderedCite, one: _RenderedCite) -> bool:
        if self.collapse == "year" or not (before.is_bare and one.is_bare):
            return False
        has_suffixes = all(o.values.distinction.year_suffix for o in (before, one))
        return has_suffixes and before.year == one.year

    def _collapse_year(
        self, cites: list[_RenderedCite], hides_author: bool
    ) -> list[tuple[RenderedNode, str]]:
        """Cites of one year: the first in full, then the letters alone."""
        first = self._without_names(cites[0]) if hides_author else cites[0].node
        shared = self.options.get("cite-group-delimiter", self.delimiter)
        delimiter = self.options.get("year-suffix-delimiter", shared)
        letters = [RenderedNode(o.values.distinction.year_suffix) for o in cites]
        if self.collapse != "year-suffix-ranged":
            return [(node, delimiter) for node in (first, *letters[1:])]
        places = [_place_of(o.values.distinction.year_suffix) for o in cites]
        return _join_ranges([first, *letters[1:]], places, delimiter)

    def _without_names(self, one: _RenderedCite) -> RenderedNode:
        values = replace(one.values, hides_author=True, used=set())
        node = self._render_values(values) or RenderedNode("")
        strip_start(node)
        return self._wrap_cite(one.cite, node)

    def _wrap_cite(self, cite: Cite, node: RenderedNode) -> RenderedNode:
        """A cite with the affixes that its author gave it."""
        prefix, suffix = _space_prefix(cite.prefix), _space_suffix(cite.suffix)
        parts = [self._render_affix(prefix), node, self._render_affix(suffix)]
        return RenderedNode([part for part in parts if part.parts])

    def _render_affix(self, text: str) -> RenderedNode:
        return render_field(text, self.processor.locale, reads_markup=True)


def _join_ranges(
    nodes: list[RenderedNode], places: list[int], delimiter: str
) -> list[tuple[RenderedNode, str]]:
    """Nodes with what follows each; a dash within three and more neighbours."""
    joined: list[tuple[RenderedNode, str]] = []
    at = 0
    while at < len(nodes):
        end = at + 1
        while end < len(nodes) and places[end] == places[end - 1] + 1:
            end += 1
        if end - at >= _LEAST_OF_RANGE:
            joined += [(nodes[at], "–"), (nodes[end - 1], delimiter)]
        else:
            joined += [(node, delimiter) for node in nodes[at:end]]
        at = end
    return joined


def _place_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("a") + 1
    return number


def strip_start(node: RenderedNode) -> None:
    """Take spaces and commas from the prefix with which a node begins."""
    while True:
        node.prefix = node.prefix.lstrip(" ,;")
        if isinstance(node.parts, str) or not node.parts or node.prefix:
            return
        node = node.parts[0]


def _space_prefix(text: str) -> str:
    """A prefix with a space behind it, where it ends with a letter or a mark."""
    return f"{text} " if re.search(r"[\w.,;:!?)\]]$", text) else text


def _space_suffix(text: str) -> str:
    """A suffix with a space in front of it, where it begins with a letter."""
    return f" {text}" if re.match(r"[^\W\d_]|[(\[]", text) else text


def _fit_delimiter(
    delimiter: str, before: _RenderedCite, after: _RenderedCite | None
) -> str:
    """A delimiter without the mark that the affix beside it has."""
    if after is not None and re.match(r"[.,;:!?]", after.affixes[0]):
        return ""
    if re.search(r"[.,;:!?]$", before.affixes[1]):
        return " "
    return delimiter


def _join_cites(joined: list[tuple[RenderedNode, str]]) -> RenderedNode:
    """Nodes with the delimiter that follows each of them."""
    whole, _last = joined[0]
    for (node, _after), (_before, delimiter) in zip(joined[1:], joined, strict=False):
        whole = RenderedNode([whole, node], delimiter=delimiter)
    return whole
