"""What Haystack's setting names; the archive asks its engine through the protocol."""

from __future__ import annotations

from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery

from .engine import Tantivy


class TantivySearchBackend(BaseSearchBackend):
    """One engine for all threads: Haystack keeps a backend for each. Haystack's own
    writing and searching stay unimplemented, for they know no outbox."""

    engine = Tantivy()


class TantivyEngine(BaseEngine):
    """The engine that Haystack's setting names."""

    backend = TantivySearchBackend
    query = BaseSearchQuery
