"""The configured engine, asked about the live index."""

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

Answer = TypeVar("Answer")


def get_engine() -> SearchEngine:
    """The one object of the engine in this process."""
    engine: SearchEngine = connections["default"].get_backend().engine
    return engine


def evaluate_request(request: SearchRequest) -> SearchAnswer:
    """Answer from the live index. Raises `IndexUnreadable`."""
    return ask_live_index(lambda engine, folder: engine.evaluate(folder, request))


def ask_live_index(question: Callable[[SearchEngine, Path], Answer]) -> Answer:
    """What the engine answers to `question` from the live folder.

    Raises `IndexUnreadable`; a damaged index is marked then, so that the index worker
    builds another.
    """
    folder = get_live_generation()
    try:
        return question(get_engine(), folder)
    except IndexUnreadable:
        mark_generation_damaged(folder)
        raise
