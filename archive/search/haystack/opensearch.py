"""The engine on an OpenSearch cluster, an extra, as `HAYSTACK_CONNECTIONS` names it."""

from __future__ import annotations

from django.conf import settings
from haystack.backends import BaseEngine

from archive.search.engines.opensearch.cluster import ClusterAddress
from archive.search.engines.opensearch.engine import OpenSearch

from .backend import ArchiveSearchBackend
from .search_query import ArchiveSearchQuery


def _find_address() -> ClusterAddress:
    """The cluster of the setting."""
    return ClusterAddress(**settings.HAYSTACK_CONNECTIONS["default"]["CLUSTER"])


class OpenSearchSearchBackend(ArchiveSearchBackend):
    """Our backend on a cluster."""

    engine = OpenSearch(_find_address)


class OpenSearchEngine(BaseEngine):
    """What `ENGINE` names."""

    backend = OpenSearchSearchBackend
    query = ArchiveSearchQuery
