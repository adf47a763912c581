"""The chain over all publications, in which each hash includes the one before."""

from __future__ import annotations

from django.db.models import QuerySet

from archive.models import Revision


def get_chain_head() -> str:
    """The hash of the latest publication, which covers all before it; "" without any.

    Whoever keeps it can prove later that no published state was altered.
    """
    rows = (
        _list_publications().order_by("pk").values_list("publication_sha256", flat=True)
    )
    return rows.last() or ""


def is_in_chain(sha256: str) -> bool:
    """Whether this hash was once the head of the chain.

    Then everything published before it is unaltered, provided that `manage.py verify`
    finds the chain whole.
    """
    return _list_publications().filter(publication_sha256=sha256.lower()).exists()


def _list_publications() -> QuerySet[Revision]:
    return Revision.objects.exclude(publication_sha256="")
