"""The logins of an account that last, and their end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.contrib.auth import HASH_SESSION_KEY
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import DeskSession, User
from archive.models.staff.session_store import SessionStore

from .._rights import EditorialError, require_right
from ._staff_log import record_staff_event


@dataclass(frozen=True)
class SessionDetails:
    """A login that lasts. Its reference names it on pages: the key itself would let
    whoever reads it log in."""

    reference: str
    began_at: datetime | None
    used_at: datetime | None
    is_current: bool


def list_sessions(account: User, current: str | None = None) -> list[SessionDetails]:
    """The account's logins, latest use first; `current` is the key of this one. Those
    that a new password ended are not among them."""
    rows = DeskSession.objects.filter(
        account=account, expire_date__gt=timezone.now()
    ).order_by("-used_at")
    return [
        SessionDetails(
            _make_reference(row), row.began_at, row.used_at, row.pk == current
        )
        for row in rows
        if _is_valid(row, account)
    ]


def end_session(account: User, reference: str, by: User) -> None:
    """End one login of an account, one's own or as an administrator. Raises
    `EditorialError`."""
    _require_right_over(account, by)
    rows = DeskSession.objects.filter(account=account)
    keys = [row.pk for row in rows if _make_reference(row) == reference]
    rows.filter(pk__in=keys).delete()
    if keys:
        record_staff_event("sessions_ended", by, account)


def end_sessions(account: User, by: User | None, but: str | None = None) -> None:
    """End all logins of an account, but for the one with the key `but`. Raises
    `EditorialError`."""
    _require_right_over(account, by)
    rows = DeskSession.objects.filter(account=account).exclude(pk=but)
    if rows.delete()[0]:
        record_staff_event("sessions_ended", by, account)


def delete_expired_sessions() -> None:
    """Delete the rows of logins that are over."""
    DeskSession.objects.filter(expire_date__lt=timezone.now()).delete()


def _require_right_over(account: User, by: User | None) -> None:
    if by is not None and by.pk == account.pk:
        return
    require_right(by, "users")
    if account.is_superuser and by is not None and not by.is_superuser:
        raise EditorialError(_("Only a superuser ends the logins of a superuser."))


def _make_reference(row: DeskSession) -> str:
    return sha256(row.pk.encode()).hexdigest()[:16]


def _is_valid(row: DeskSession, account: User) -> bool:
    data = SessionStore().decode(row.session_data)
    return bool(data.get(HASH_SESSION_KEY) == account.get_session_auth_hash())
