"""The second factors of accounts: authenticator apps (TOTP, RFC 6238), passkeys
(WebAuthn) and recovery codes."""

from __future__ import annotations

from time import time
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from archive.models import User
from archive.models.staff.second_factor_adapter import UnreadableSecretError

from .._rights import EditorialError, require_right
from ._fingerprints import fingerprint_factor
from ._sessions import end_sessions
from ._staff_log import record_staff_event

COMPULSORY_ROLES = frozenset({"publisher", "administrator"})
LONGEST_NAME = 60  # characters of a passkey's name
STEPS_OF_DRIFT = 1  # of 30 seconds, before and after ours


class WrongFactorError(EditorialError):
    """A code that is wrong, old, or used already."""


def must_have_second_factor(user: User) -> bool:
    """Whether the account's roles make a second factor compulsory."""
    return bool(user.roles & COMPULSORY_ROLES)


def list_second_factors(user: User) -> QuerySet[Authenticator]:
    """Authenticator app and passkeys, oldest first; recovery codes are none."""
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(user=user)
    return rows.exclude(type=Authenticator.Type.RECOVERY_CODES).order_by("pk")


def has_second_factor(user: User) -> bool:
    """Whether the account has an authenticator app or a passkey. One query."""
    return list_second_factors(user).exists()


def find_totp_step(secret: str, code: str, after: int = -1) -> int | None:
    """The step of 30 seconds whose code this is, later than step `after`; None where
    there is none near the present."""
    now = int(time() // app_settings.TOTP_PERIOD)
    for step in range(now - STEPS_OF_DRIFT, now + STEPS_OF_DRIFT + 1):
        expected = format_hotp_value(hotp_value(secret, step))
        if step > after and compare_user_code(actual=code, expected=expected):
            return step
    return None


def add_authenticator_app(user: User, secret: str, code: str) -> list[str]:
    """Give the account an authenticator app; the new recovery codes, if it had none.

    Raises `WrongFactorError` where the code is not the secret's of now.
    """
    with transaction.atomic():
        _lock_account(user)
        rows = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
        if rows.exists():
            raise EditorialError(_("You have an authenticator app already."))
        step = find_totp_step(secret, code)
        if step is None:
            raise WrongFactorError(_describe_wrong_code())
        app = TOTP.activate(user, secret).instance
        app.data["last_step"] = step  # nobody logs in with the code just seen
        app.save(update_fields=["data"])
        _record_factor(user, app, "authenticator app")
        return _add_missing_codes(user)


def add_passkey(user: User, name: str, credential: dict[str, Any]) -> list[str]:
    """Give the account a passkey whose credential was verified; the new recovery codes,
    if it had none."""
    with transaction.atomic():
        _lock_account(user)
        passkey = WebAuthn.add(user, name[:LONGEST_NAME], credential).instance
        _record_factor(user, passkey, "passkey")
        return _add_missing_codes(user)


def use_code(user: User, code: str) -> None:
    """Use a code of the authenticator app, or a recovery code, once.

    Raises `WrongFactorError` where it is wrong or was used before. The last step is
    kept in the database, for all processes of the site.
    """
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update().filter(user=user)
        for row in rows.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk"):
            try:
                is_right = _is_right_code(row, code)
            except UnreadableSecretError:
                continue
            if is_right:
                row.record_usage()
                return
    raise WrongFactorError(_describe_wrong_code())


def _is_right_code(row: Authenticator, code: str) -> bool:
    if row.type == Authenticator.Type.RECOVERY_CODES:
        return bool(RecoveryCodes(row).validate_code(code))
    secret = decrypt(row.data["secret"])
    step = find_totp_step(secret, code, after=row.data.get("last_step", -1))
    if step is None:
        return False
    row.data["last_step"] = step
    row.save(update_fields=["data"])
    return True


def renew_recovery_codes(user: User) -> list[str]:
    """Replace the account's recovery codes; the new ones. Raises `EditorialError`
    where there is no second factor."""
    with transaction.atomic():
        _lock_account(user)
        if not has_second_factor(user):
            raise EditorialError(_("Add an authenticator app or a passkey first."))
        rows = Authenticator.objects.filter(user=user)
        rows.filter(type=Authenticator.Type.RECOVERY_CODES).delete()
        return _add_missing_codes(user, "codes_renewed")


def remove_second_factor(user: User, key: int) -> None:
    """Take an authenticator app or passkey of one's own away. Raises `EditorialError`
    where it is the last one and the role needs one."""
    with transaction.atomic():
        _lock_account(user)
        rows = list_second_factors(user)
        if not rows.exclude(pk=key).exists():
            if must_have_second_factor(user):
                raise EditorialError(
                    _("Your role needs a second factor. Add another one first.")
                )
            Authenticator.objects.filter(user=user).delete()
            record_staff_event("factor_removed", user, user)
        for row in rows.filter(pk=key):
            mark = fingerprint_factor(row)
            row.delete()
            record_staff_event("factor_removed", user, user, fingerprint=mark)


def reset_second_factors(account: User, by: User | None) -> None:
    """Take all second factors of an account away, because its device is lost; at the
    next login it sets up new ones. Not one's own. Raises `EditorialError`."""
    require_right(by, "users")
    if by is not None and by.pk == account.pk:
        raise EditorialError(_("Another administrator resets your second factor."))
    with transaction.atomic():
        _lock_account(account)
        Authenticator.objects.filter(user=account).delete()
        record_staff_event("factor_reset", by, account)
        end_sessions(account, by)


def _lock_account(user: User) -> None:
    User.objects.select_for_update().get(pk=user.pk)


def _record_factor(user: User, factor: Authenticator, note: str) -> None:
    mark = fingerprint_factor(factor)
    record_staff_event("factor_added", user, user, note=note, fingerprint=mark)


def _add_missing_codes(user: User, kind: str = "codes_added") -> list[str]:
    """The recovery codes, made where the account has none; else nothing."""
    rows = Authenticator.objects.filter(
        user=user, type=Authenticator.Type.RECOVERY_CODES
    )
    if rows.exists():
        return []
    codes = RecoveryCodes.activate(user)
    mark = fingerprint_factor(codes.instance)
    record_staff_event(kind, user, user, fingerprint=mark)
    return list(codes.get_unused_codes())


def _describe_wrong_code() -> str:
    return _("This code is wrong, too old, or was used already. Wait for the next one.")
