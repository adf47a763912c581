"""The bibliography of a document.

See *Bibliography-specific Options* in the specification of CSL 1.0.2.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..data.item_values import ItemValues
from ..elements.names_element import NamesList
from ..processor import Processor
from ..rendering import wrap_layout
from ..style.element import Element
from ..text.text_runs import RenderedNode


def render_references(
    works: Sequence[tuple[Processor, ItemValues]],
) -> list[RenderedNode | None]:
    """The references of works in their order, each by the processor beside it; none
    where the style has no list."""
    layout = works[0][0].layout("bibliography") if works else None
    if layout is None:
        return [None for _work in works]
    processor = works[0][0]
    options = processor.options("bibliography")
    substitute = options.get("subsequent-author-substitute")
    rule = options.get("subsequent-author-substitute-rule", "complete-all")
    aligns = bool(options.get("second-field-align"))
    nodes: list[RenderedNode | None] = []
    before: list[str] = []
    for processor, values in works:
        rendering = processor.start_rendering(values)
        parts = rendering.render_children(layout)
        if substitute is not None:
            texts = []
            if rendering.names_lists:
                texts = _name_texts(processor, rendering.names_lists[0])
                _substitute_names(
                    rendering.names_lists[0], texts, before, substitute, rule
                )
            before = texts
        if not parts:
            nodes.append(None)
        elif aligns:
            nodes.append(_align_second_field(layout, parts))
        else:
            nodes.append(wrap_layout(layout, parts))
    return nodes


def _align_second_field(layout: Element, parts: list[RenderedNode]) -> RenderedNode:
    """The first field in the margin, the others beside it."""
    first = RenderedNode([parts[0]], layout.get("prefix"), display="left-margin")
    rest = RenderedNode(parts[1:], "", layout.get("suffix"), display="right-inline")
    return RenderedNode([first, rest] if parts[1:] else [first])


def _name_texts(processor: Processor, names: NamesList) -> list[str]:
    """The names of a list as they are written, without labels."""
    return [
        "".join(run.text for run in processor.write_node(node))
        for node in names.name_nodes or [names.node]
    ]


def _substitute_names(
    names: NamesList, texts: list[str], before: list[str], substitute: str, rule: str
) -> None:
    """Replace the names that a work shares with the one before it."""
    if rule in ("complete-all", "complete-each"):
        if texts != before:
            return
        if rule == "complete-all":
            _replace_node(names.node, substitute)
            return
        shared = len(texts)
    else:
        shared = 0
        while texts[shared : shared + 1] == before[shared : shared + 1] != []:
            shared += 1
        if rule == "partial-first":
            shared = min(shared, 1)
    for node in (names.name_nodes or [names.node])[:shared]:
        _replace_node(node, substitute)


def _replace_node(node: RenderedNode, substitute: str) -> None:
    node.parts, node.prefix, node.suffix = substitute, "", ""
    node.delimiter, node.quotes, node.formats = "", "", {}
