"""The only definition of "public": every door starts from here."""

from django.db.models import Q
from django.utils import timezone


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


def withdrawn_entries() -> Q:
    """Condition of entries that were public once and answer 410 with a tombstone."""
    return Q(status="withdrawn", audience="public", first_published_at__isnull=False)


def public_passages(prefix: str = "") -> Q:
    """Condition of passages whose text readers may see and the index may hold."""
    return Q(**{f"{prefix}audience": "public", f"{prefix}left_out_because": ""})


def public_text() -> Q:
    """Condition of articles whose full text readers may see."""
    return Q(text_access="public")
