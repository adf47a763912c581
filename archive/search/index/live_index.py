"""The engine that the setting names, asked on the live index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from haystack import connections

from archive.search.engines.protocol import (
    IndexUnreadable,
    SearchAnswer,
    SearchEngine,
    SearchRequest,
)

from .generations import get_live_generation, mark_generation_damaged

Found = TypeVar("Found")


def get_engine() -> SearchEngine:
    """The one object of the engine in this process."""
    engine: SearchEngine = connections["default"].get_backend().engine
    return engine


def evaluate_request(request: SearchRequest) -> SearchAnswer:
    """Answer from the live index. Raises `IndexUnreadable`."""
    return ask_live_index(lambda folder: get_engine().evaluate(folder, request))


def ask_live_index(question: Callable[[Path], Found]) -> Found:
    """What `question` gets from the live folder.

    Raises `IndexUnreadable`; then a harmed index is distrusted, so that the drain
    builds it anew.
    """
    folder = get_live_generation()
    try:
        return question(folder)
    except IndexUnreadable:
        mark_generation_damaged(folder)
        raise
