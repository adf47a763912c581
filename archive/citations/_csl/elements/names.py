"""`cs:names`: people and organisations, in the order and length a style asks for."""

from __future__ import annotations

from collections.abc import Mapping

from ..style.element import Element
from ..text.letters import LETTERS
from ..text.text_runs import FONT_FORMATS, RenderedNode
from .person_names import (
    CslName,
    NameOptions,
    is_inverted,
    render_name,
)

_INHERITED_OPTIONS = (
    *("and", "delimiter-precedes-et-al", "delimiter-precedes-last", "et-al-min"),
    *("et-al-use-first", "et-al-use-last", "initialize", "initialize-with"),
    *("initialize-with-hyphen", "name-as-sort-order", "sort-separator"),
    *("et-al-subsequent-min", "et-al-subsequent-use-first"),
)


def inherit_options(style: Mapping[str, str], name: Element) -> dict[str, str]:
    """The options of `cs:name`, and those of the style for the others."""
    options = {key: style[key] for key in _INHERITED_OPTIONS if key in style}
    for own, above in (("delimiter", "name-delimiter"), ("form", "name-form")):
        if above in style:
            options[own] = style[above]
    return options | dict(name.attributes)


def write_names(
    names: list[CslName], rules: NameOptions
) -> tuple[RenderedNode, list[RenderedNode]]:
    """A list of names, shortened with “et al.” where the style says so, and the nodes
    of its names."""
    listed_names = names[: limit_names(len(names), rules)]
    nodes = [render_name(name, n, rules) for n, name in enumerate(listed_names)]
    return _join_names(names, nodes, rules), nodes


def _join_names(
    names: list[CslName], nodes: list[RenderedNode], rules: NameOptions
) -> RenderedNode:
    listed_names = names[: len(nodes)]
    delimiter = rules.get("delimiter", ", ")
    if len(listed_names) < len(names):
        return _abbreviate_names(nodes, names, delimiter, rules)
    joint = _and_term(rules)
    if not joint or len(nodes) < 2:
        return RenderedNode(nodes, delimiter=delimiter)
    is_spaced = bool(LETTERS.match(joint)) or joint == "&"
    before = delimiter if _delimiter_precedes_last(listed_names, rules) else " "
    if not is_spaced and not _is_always_before_two(listed_names, rules):
        before = ""  # 李明和王芳
    all_but_last = RenderedNode(nodes[:-1], suffix=before, delimiter=delimiter)
    and_node = RenderedNode(joint, suffix=" " if is_spaced else "")
    return RenderedNode([all_but_last, and_node, nodes[-1]])


def limit_names(number: int, rules: NameOptions) -> int:
    """How many of a number of names are shown."""
    minimum = int(rules.get("et-al-min", "0") or 0)
    shown = int(rules.get("et-al-use-first", "0") or 0)
    if minimum and shown and number >= minimum:
        return min(number, max(shown, rules.shown))
    return number


def _abbreviate_names(
    nodes: list[RenderedNode], names: list[CslName], delimiter: str, rules: NameOptions
) -> RenderedNode:
    if not nodes:
        return RenderedNode("")
    if rules.get("et-al-use-last") == "true" and len(names) > len(nodes) + 1:
        last = render_name(names[-1], len(names) - 1, rules)
        joined_names = RenderedNode(nodes, delimiter=delimiter, suffix=delimiter)
        return RenderedNode([joined_names, RenderedNode("… "), last])
    et_al = _et_al_node(rules)
    if not et_al.parts:
        return RenderedNode(nodes, delimiter=delimiter)
    space = " " if LETTERS.match(str(et_al.parts)) else ""
    is_delimited = _delimiter_precedes_et_al(names, len(nodes), rules)
    suffix = delimiter if is_delimited else space
    return RenderedNode(
        [RenderedNode(nodes, delimiter=delimiter, suffix=suffix), et_al]
    )


def _et_al_node(rules: NameOptions) -> RenderedNode:
    element = rules.et_al
    text = rules.locale.term(element.get("term", "et-al") if element else "et-al")
    if element is None or not LETTERS.search(text):
        return RenderedNode(text)
    formats = {n: element.get(n) for n in FONT_FORMATS if element.get(n)}
    return RenderedNode(
        text, element.get("prefix"), element.get("suffix"), formats=formats
    )


def _delimiter_precedes_et_al(
    names: list[CslName], number: int, rules: NameOptions
) -> bool:
    rule = rules.get("delimiter-precedes-et-al", "contextual")
    if rule == "after-inverted-name":
        return is_inverted(names[number - 1], number - 1, rules)
    return rule == "always" or (rule == "contextual" and number > 1)


def _and_term(rules: NameOptions) -> str:
    kind = rules.get("and")
    return {"text": rules.locale.term("and"), "symbol": "&"}.get(kind, "")


def _is_always_before_two(names: list[CslName], rules: NameOptions) -> bool:
    rule = rules.get("delimiter-precedes-last")
    return rule == "always" and len(names) == 2 and "family" in names[1]


def _delimiter_precedes_last(names: list[CslName], rules: NameOptions) -> bool:
    rule = rules.get("delimiter-precedes-last", "contextual")
    if "literal" in names[-1]:  # citeproc-js applies the rule to people only
        rule = "contextual" if rule != "after-inverted-name" else rule
    if rule == "after-inverted-name":
        return is_inverted(names[-2], len(names) - 2, rules)
    return rule == "always" or (rule == "contextual" and len(names) > 2)
