"""The engine on whoosh, as `HAYSTACK_CONNECTIONS` names it."""

from __future__ import annotations

from haystack.backends import BaseEngine

from archive.search.engines.whoosh.engine import Whoosh

from .backend import ArchiveSearchBackend
from .search_query import ArchiveSearchQuery


class WhooshSearchBackend(ArchiveSearchBackend):
    """Our backend on whoosh's files."""

    engine = Whoosh()


class WhooshEngine(BaseEngine):
    """What `ENGINE` names."""

    backend = WhooshSearchBackend
    query = ArchiveSearchQuery
