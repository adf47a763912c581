"""The one chain over all publications: each hash holds the one before it."""

from __future__ import annotations

from django.db.models import QuerySet

from archive.models import Revision


def get_chain_head() -> str:
    """The hash of the latest publication, over all before it; empty where nothing was
    published. Who keeps it can prove later that no published state was altered."""
    rows = (
        _list_publications().order_by("pk").values_list("publication_sha256", flat=True)
    )
    return rows.last() or ""


def is_in_chain(sha256: str) -> bool:
    """Whether this was the head once, and so all published before it is unaltered as
    far as `manage.py verify` finds the chain whole."""
    return _list_publications().filter(publication_sha256=sha256.lower()).exists()


def _list_publications() -> QuerySet[Revision]:
    return Revision.objects.exclude(publication_sha256="")
