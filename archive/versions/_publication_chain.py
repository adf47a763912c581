"""The former chain over all publications: only operators can ask it, with `verify`."""

from __future__ import annotations

from django.db.models import QuerySet

from archive.models import Revision


def is_in_chain(sha256: str) -> bool:
    """Whether this hash was once the head of the chain.

    Then everything published before it is unaltered, provided that `manage.py verify`
    finds the chain whole.
    """
    return _list_publications().filter(publication_sha256=sha256.lower()).exists()


def _list_publications() -> QuerySet[Revision]:
    return Revision.objects.exclude(publication_sha256="")
