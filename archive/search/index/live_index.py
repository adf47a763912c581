"""The engine that the setting names, asked on the live index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from haystack import connections

from archive.search.engines.protocol import Answer, Engine, Request, Unreadable

from .generations import distrust, live

Found = TypeVar("Found")


def chosen() -> Engine:
    """The one object of the engine in this process."""
    engine: Engine = connections["default"].get_backend().engine
    return engine


def evaluate(request: Request) -> Answer:
    """Answer from the live index. Raises `Unreadable`."""
    return asked(lambda folder: chosen().evaluate(folder, request))


def asked(question: Callable[[Path], Found]) -> Found:
    """What `question` gets from the live folder. Raises `Unreadable`; then a harmed
    index is distrusted, so that the drain builds it anew."""
    folder = live()
    try:
        return question(folder)
    except Unreadable:
        distrust(folder)
        raise
