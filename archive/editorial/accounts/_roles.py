"""Roles of accounts: two administrators give the ones that read drafts, publish or
manage accounts; one takes a role away."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import RoleRequest, User
from archive.models.staff.role_request import ROLES_OF_TWO
from archive.models.user import DESK_ROLES

from .._rights import EditorialError, has_right, require_right
from ._staff_log import record_staff_event


def change_roles(
    account: User, roles: Iterable[str], by: User | None
) -> list[RoleRequest]:
    """Bring an account to these roles: take away what it has too much, give what one
    person may give, and ask for the rest. The new requests.

    The command line (`by` is None) gives every role. Raises `EditorialError`.
    """
    require_right(by, "users")
    wanted = set(roles)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=account.pk)
        held = set(account.groups.values_list("name", flat=True))
        for role in sorted(held - wanted):
            account.groups.remove(Group.objects.get(name=role))
            record_staff_event("role_taken", by, account, note=role)
        made = []
        for role in DESK_ROLES:
            if role not in wanted - held:
                continue
            if by is not None and role in ROLES_OF_TWO:
                made.append(_ask_role(account, role, by))
            else:
                _give_role(account, role, by)
    account.__dict__.pop("roles", None)
    return [request for request in made if request]


def _ask_role(account: User, role: str, by: User) -> RoleRequest | None:
    """A new request; None where one waits already."""
    request, is_new = RoleRequest.objects.waiting().get_or_create(
        account=account,
        role=role,
        outcome="",
        defaults={"asked_by": by, "asked_at": timezone.now()},
    )
    if not is_new:
        return None
    record_staff_event("role_asked", by, account, note=role)
    return request


def confirm_role(request: RoleRequest, by: User) -> None:
    """Give the role, as a second administrator: not who asked, not who gets it. Raises
    `EditorialError`."""
    with transaction.atomic():
        row = _lock_request(request, by)
        if by.pk == row.asked_by_id:
            raise EditorialError(
                _("You asked for this role: another administrator must confirm it.")
            )
        if by.pk == row.account_id:
            raise EditorialError(_("You can't confirm a role for yourself."))
        if not has_right(row.asked_by, "users"):
            raise EditorialError(
                _("Who asked is no longer administrator. Refuse it, and ask anew.")
            )
        _decide_request(row, "given", by)
        _give_role(row.account, row.role, by)


def confirm_role_alone(request: RoleRequest, by: User, reason: str) -> None:
    """Give the role as the only administrator, for a recorded reason. Raises
    `EditorialError` where there is another administrator."""
    with transaction.atomic():
        row = _lock_request(request, by)
        if has_other_administrator(by):
            raise EditorialError(
                _("There is another administrator, who must confirm this role.")
            )
        if not reason.strip():
            raise EditorialError(_("Enter the reason. It is recorded."))
        row.override, row.reason = True, reason.strip()[:200]
        _decide_request(row, "given", by)
        _give_role(row.account, row.role, by, note=f"alone: {row.reason}")


def refuse_role(request: RoleRequest, by: User) -> None:
    """Refuse a request, or withdraw one's own. Raises `EditorialError`."""
    with transaction.atomic():
        row = _lock_request(request, by)
        _decide_request(row, "refused", by)
        record_staff_event("role_refused", by, row.account, note=row.role)


def has_other_administrator(by: User) -> bool:
    """Whether somebody else could confirm a role."""
    others = User.objects.filter(is_active=True, is_staff=True).exclude(pk=by.pk)
    administrators = others.filter(groups__name="administrator")
    return administrators.exists() or others.filter(is_superuser=True).exists()


def _lock_request(request: RoleRequest, by: User) -> RoleRequest:
    require_right(by, "users")
    row = RoleRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if row.outcome:
        raise EditorialError(_("Somebody decided about this role already."))
    return row


def _decide_request(row: RoleRequest, outcome: str, by: User) -> None:
    row.outcome, row.decided_by, row.decided_at = outcome, by, timezone.now()
    row.save()


def _give_role(account: User, role: str, by: User | None, note: str = "") -> None:
    account.groups.add(Group.objects.get_or_create(name=role)[0])
    said = f"{role}, {note}" if note else role
    record_staff_event("role_given", by, account, note=said)
