"""Cuts a query that would cost too much."""

from __future__ import annotations

from collections.abc import Callable

from archive.search.engines.protocol import IndexUnreadable
from archive.search.engines.query_tree import QueryNode
from archive.search.index.live_index import ask_live_index

from .parsed_query import ParsedQuery, parse_query
from .parsing import MOST_QUERY_WORDS

FEWEST_WORDS = 2  # words that are never too expensive


def parse_affordable_query(text: str, *, expand: bool = True) -> ParsedQuery:
    """`parse_query`, with fewer words where it would cost too much: see
    `cut_to_cost`."""
    return cut_to_cost(lambda most: parse_query(text, expand=expand, most=most))


def cut_to_cost(read: Callable[[int], ParsedQuery]) -> ParsedQuery:
    """What `read` makes of a query, with half of the words as often as the engine would
    read too much.

    The notices say after how many words it was cut. The same query is cut in the same
    way as long as the index is the same.
    """
    most = MOST_QUERY_WORDS
    tree = read(most)
    while most > FEWEST_WORDS and is_too_expensive(tree.tree):
        most //= 2
        tree = read(most)
    return tree


def is_too_expensive(tree: QueryNode) -> bool:
    """Whether the engine would read too much for a tree; without an index it is not."""
    try:
        return ask_live_index(
            lambda engine, folder: engine.is_too_expensive(folder, tree)
        )
    except IndexUnreadable:
        return False
