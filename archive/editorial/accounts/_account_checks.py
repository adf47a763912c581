"""Compares accounts with the staff log, which says how each came by its roles,
password and second factors. No line says what SQL, `manage.py shell` or an altered
backup wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet

from archive.models import StaffEvent, User

from ._fingerprints import fingerprint_factor, fingerprint_password
from ._staff_log import record_staff_event

FLAG_OPEN, FLAG_SUPERUSER = "open", "superuser"
EVENTS_OF_ACCOUNTS = (
    "account_added",
    "account_found",
    "account_closed",
    "account_opened",
    "one_time_password",
    "password_changed",
    "password_rehashed",
    "role_given",
    "role_taken",
    "factor_added",
    "factor_removed",
    "factor_reset",
    "codes_added",
    "codes_renewed",
)
EVENTS_OF_PASSWORDS = ("one_time_password", "password_changed", "password_rehashed")


@dataclass
class AccountState:
    """What an account may do, and the fingerprints of what it logs in with."""

    is_open: bool = False
    is_superuser: bool = False
    roles: set[str] = field(default_factory=set)
    password: str = ""
    factors: set[str] = field(default_factory=set)
    codes: str = ""


def note_account(account: User, reason: str) -> None:
    """Write the account into the staff log as it is now, because it was changed past
    the desk and its commands and may stay so. Only for the operator."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=account.pk)
        state = _read_account(account)
        flags = FLAG_OPEN if state.is_open else "closed"
        flags += f" {FLAG_SUPERUSER}" if state.is_superuser else ""
        _record_found("account_found", account, flags, reason, state.password)
        for role in sorted(state.roles):
            _record_found("role_given", account, role, reason)
        for factor in sorted(state.factors):
            _record_found("factor_added", account, "", reason, factor)
        if state.codes:
            _record_found("codes_added", account, "", reason, state.codes)


def _record_found(
    kind: str, account: User, what: str, reason: str, fingerprint: str = ""
) -> None:
    note = f"{what}, {reason}"
    record_staff_event(kind, None, account, note=note, fingerprint=fingerprint)


def find_unlogged_changes() -> Iterator[tuple[str, str]]:
    """Accounts that differ from what the staff log says of them: which, and what to do.

    A closed account is compared when it is opened again. Takes a pass over the log.
    """
    noted = _read_log()
    for account in User.objects.order_by("pk").prefetch_related("groups"):
        name = account.get_username()
        then = noted.pop(account.pk, None)
        for message in _compare_account(account, _read_account(account), then):
            yield f"account {name}", f"{message} To accept it: note_account {name}"
    for key in noted:
        yield f"account number {key}", "is gone. Restore a backup."


def _read_log() -> dict[int, AccountState]:
    """What the lines of the log say of each account, by its key."""
    noted: dict[int, AccountState] = {}
    rows: QuerySet[StaffEvent] = StaffEvent.objects.order_by("number")
    for row in rows.filter(kind__in=EVENTS_OF_ACCOUNTS).iterator():
        if row.account_id is None:
            continue
        if row.kind in ("account_added", "account_found"):
            noted[row.account_id] = _begin_state(row)
        elif row.kind == "account_opened":  # at the desk; what else it has is compared
            noted.setdefault(row.account_id, AccountState()).is_open = True
        elif row.account_id in noted:
            _change_state(noted[row.account_id], row)
    return noted


def _begin_state(row: StaffEvent) -> AccountState:
    if row.kind == "account_added":
        return AccountState(is_open=True, password=row.fingerprint)
    flags = row.note.partition(", ")[0].split()
    return AccountState(
        FLAG_OPEN in flags, FLAG_SUPERUSER in flags, password=row.fingerprint
    )


def _change_state(state: AccountState, row: StaffEvent) -> None:
    """Apply a line that came after the account was noted."""
    kind, role = row.kind, row.note.partition(", ")[0]
    if kind == "account_closed":
        state.is_open = False
    elif kind in EVENTS_OF_PASSWORDS:
        state.password = row.fingerprint
    elif kind == "role_given":
        state.roles.add(role)
    elif kind == "role_taken":
        state.roles.discard(role)
    elif kind == "factor_added":
        state.factors.add(row.fingerprint)
    elif kind in ("codes_added", "codes_renewed"):
        state.codes = row.fingerprint
    elif kind == "factor_removed" and row.fingerprint:
        state.factors.discard(row.fingerprint)
    else:  # all of them went
        state.factors.clear()
        state.codes = ""


def _read_account(account: User) -> AccountState:
    """The account as the database has it."""
    factors, codes = set(), ""
    for row in Authenticator.objects.filter(user=account):
        if row.type == Authenticator.Type.RECOVERY_CODES:
            codes = fingerprint_factor(row)
        else:
            factors.add(fingerprint_factor(row))
    return AccountState(
        is_open=account.is_active and account.is_staff,
        is_superuser=account.is_superuser,
        roles={group.name for group in account.groups.all()},
        password=fingerprint_password(account),
        factors=factors,
        codes=codes,
    )


def _compare_account(
    account: User, now: AccountState, then: AccountState | None
) -> Iterator[str]:
    """What differs from the log, and what undoes it."""
    if not now.is_open:
        if then is not None and then.is_open:
            yield "was closed, which the staff log does not say. Open it again."
        return
    if then is None:
        yield "was made or opened, which the staff log does not say. Close it."
        return
    if not then.is_open:
        yield "was opened, which the staff log does not say. Close it."
    if now.is_superuser and not then.is_superuser:
        yield "is a superuser, which the staff log does not say. Close it."
    if account.user_permissions.exists():
        yield "has permissions of its own, which no account has. Close it."
    yield from _compare_open_account(now, then)


def _compare_open_account(now: AccountState, then: AccountState) -> Iterator[str]:
    """The same for roles and what the account logs in with."""
    for role in sorted(now.roles - then.roles):
        yield f"has the role {role}, which nobody gave it. Remove the role."
    for role in sorted(then.roles - now.roles):
        yield f"lacks the role {role}, which nobody removed. Give it again."
    if now.password not in ("", then.password):
        yield "has a password that nobody noted. Set a one-time password."
    if now.factors - then.factors:
        yield "has a second factor that nobody noted. Reset its second factors."
    if then.factors - now.factors:
        yield "lacks a second factor that was not removed. Its owner adds it again."
    if now.codes != then.codes:
        yield "has other recovery codes than the log says. Its owner replaces them."
