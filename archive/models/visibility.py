"""The only definition of "public": every door starts from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils import timezone

if TYPE_CHECKING:
    from .user import User


def public_entries(prefix: str = "") -> Q:
    """Condition under which anybody may see an entry, for a lookup below `prefix`.

    Published, open to the public and past its embargo. `prefix` is a lookup path
    with its two underscores, such as ``"entry__"``.
    """
    now = timezone.now()
    embargo_over = Q(**{f"{prefix}embargo_until__isnull": True}) | Q(
        **{f"{prefix}embargo_until__lte": now}
    )
    return embargo_over & Q(
        **{f"{prefix}status": "published", f"{prefix}audience": "public"}
    )


def public_column(prefix: str = "") -> ExpressionWrapper:
    """Whether each entry is public, as a column: as a filter, without statistics of the
    tables, SQLite takes its index and reads every public entry to find a few."""
    return ExpressionWrapper(public_entries(prefix), BooleanField())


def withdrawn_entries() -> Q:
    """Condition of entries that were public once and answer 410 with a tombstone.

    What was withdrawn before its embargo was over was never public: readers are not
    told that there was anything. (Withdrawing is the last change of an entry.)
    """
    was_over = Q(embargo_until__isnull=True) | Q(embargo_until__lte=F("modified_at"))
    return was_over & Q(
        status="withdrawn", audience="public", first_published_at__isnull=False
    )


def public_narratives() -> Q:
    """Condition of narratives that anybody may read, as they were published last."""
    return Q(version__gte=1) & ~Q(status="withdrawn")


def withdrawn_narratives() -> Q:
    """Condition of narratives that were public once and answer 410."""
    return Q(version__gte=1, status="withdrawn")


def public_passages(prefix: str = "") -> Q:
    """Condition of passages whose text readers may see and the index may hold."""
    return Q(**{f"{prefix}audience": "public", f"{prefix}left_out_because": ""})


def withheld_passages() -> Q:
    """Condition of passages that readers see a placeholder of, never the text."""
    return Q(left_out_because="") & ~Q(audience="public")


def public_text() -> Q:
    """Condition of articles whose full text readers may see."""
    return Q(text_access="public")


def public_captures() -> Q:
    """Condition of captures of a public entry whose file readers may have."""
    return Q(audience="public") & ~Q(file="")


def desk_entries(user: User) -> Q:
    """Condition of entries that somebody at the desk may see.

    Editors and publishers see all, confidential sources too; a contributor sees what
    is public and their own; all others what is public.
    """
    if user.roles & {"editor", "publisher"}:
        return Q()
    own = Q(created_by=user.pk) if "contributor" in user.roles else Q(pk__in=())
    return public_entries() | own


def desk_narratives(user: User) -> Q:
    """Condition of narratives whose text somebody at the desk may see."""
    if user.roles & {"editor", "publisher"}:
        return Q()
    return Q(created_by=user.pk) if "contributor" in user.roles else Q(pk__in=())


def desk_passages(user: User) -> Q:
    """Condition of passages that somebody at the desk may see: as of entries, and
    of a public article only what readers see."""
    if user.roles & {"editor", "publisher"}:
        return Q()
    own = Q(article__created_by=user.pk) if "contributor" in user.roles else Q(pk=None)
    is_shown = Q(article__text_access="public") & public_passages()
    return own | (public_entries("article__") & is_shown)
