"""The engine on tantivy, an extra, as `HAYSTACK_CONNECTIONS` names it."""

from __future__ import annotations

from haystack.backends import BaseEngine

from archive.search.engines.tantivy.engine import Tantivy

from .backend import ArchiveSearchBackend
from .search_query import ArchiveSearchQuery


class TantivySearchBackend(ArchiveSearchBackend):
    """Our backend on tantivy's files."""

    engine = Tantivy()


class TantivyEngine(BaseEngine):
    """What `ENGINE` names."""

    backend = TantivySearchBackend
    query = ArchiveSearchQuery
