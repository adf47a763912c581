"""A query, cut to what it may cost."""

from __future__ import annotations

from archive.search.engines.protocol import Unreadable
from archive.search.index.live_index import asked, chosen

from .parsed_query import Asked, read
from .parsing import MOST_WORDS

FEWEST = 2  # words that are never too dear


def bounded(text: str, *, expand: bool = True) -> Asked:
    """`read`, with half of the words as long as the engine would read too much for
    them; the notices tell after how many it was cut. The same query is cut alike each
    time, as long as the index is the same."""
    most = MOST_WORDS
    found = read(text, expand=expand)
    while most > FEWEST and _is_dear(found):
        most //= 2
        found = read(text, expand=expand, most=most)
    return found


def _is_dear(found: Asked) -> bool:
    try:
        return asked(lambda folder: chosen().is_dear(folder, found.tree))
    except Unreadable:
        return False
