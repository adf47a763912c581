"""The order of works: `cs:sort` with its keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..data.item_values import ItemValues
from ..elements.dates import sortable_date
from ..processor import Processor
from ..rendering import Rendering
from ..style.element import Element
from ..text.collation import text_sort_key

NAME_VARIABLES = frozenset(
    "author chair collection-editor compiler composer container-author contributor "
    "curator director editor editorial-director editortranslator executive-producer "
    "guest host illustrator interviewer narrator organizer original-author performer "
    "producer recipient reviewed-author script-writer series-creator translator".split()
)
_SORT_NAME = Element("name", {"form": "long", "name-as-sort-order": "all"}, (), "")
_NAMES_OPTIONS = {
    "names-min": "et-al-min",
    "names-use-first": "et-al-use-first",
    "names-use-last": "et-al-use-last",
}


def sort_items(
    processor: Processor, area: str, values: Sequence[ItemValues]
) -> list[ItemValues]:
    """Works in the order of an area's `cs:sort`; see *Sorting* in CSL 1.0.2.

    Works without a value for a key come last, in both directions.
    """
    element = processor.style.first(area)
    sort = element.first("sort") if element else None
    ordered = list(values)
    if sort is None:
        return ordered
    for key in reversed(list(sort.all("key"))):
        texts = {id(one): _key_text(processor, area, key, one) for one in ordered}
        is_descending = key.get("sort") == "descending"
        filled = [one for one in ordered if texts[id(one)]]
        empty = [one for one in ordered if not texts[id(one)]]
        filled.sort(key=lambda one: texts[id(one)], reverse=is_descending)
        ordered = filled + empty
    return ordered


def _key_text(
    processor: Processor, area: str, key: Element, values: ItemValues
) -> tuple[Any, ...]:
    """What a key compares; empty where the work has no value."""
    options = dict(processor.options(area)) | {"is-sort-key": "true"}
    for name, option in _NAMES_OPTIONS.items():
        if key.get(name):
            options[f"sort-{option}"] = key.get(name)
    values = ItemValues(
        values.item,
        area="bibliography",
        number=values.number,
        distinction=values.distinction,
    )
    rendering = Rendering(processor.macros, processor.locale, values, options)
    variable = key.get("variable")
    if not variable:
        nodes = rendering.render_children(processor.macros[key.get("macro")])
    elif variable in NAME_VARIABLES:
        names = Element("names", {"variable": variable}, (_SORT_NAME,), "")
        nodes = rendering.render_children(Element("key", {}, (names,), ""))
    else:
        value = values.value(variable)
        if isinstance(value, Mapping):
            return text_sort_key(sortable_date(value))
        return text_sort_key(values.text(variable))
    runs = [run for node in nodes for run in processor.write_node(node)]
    return text_sort_key("".join(run.text for run in runs))
