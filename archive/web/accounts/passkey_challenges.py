"""What a page asks the browser for, to make a passkey or to log in with one."""

from __future__ import annotations

import ipaddress

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication, begin_registration
from django.http import HttpRequest

from archive.editorial import list_second_factors
from archive.models import User


def has_passkey_address(request: HttpRequest) -> bool:
    """Whether browsers use passkeys at the site's address: not where it is a number,
    and only over HTTPS or on this machine."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def list_passkey_options(request: HttpRequest, user: User) -> dict[str, object]:
    """The challenge for a login, kept in the session; nothing where the account has no
    passkey or the address allows none."""
    rows = list_second_factors(user).filter(type=Authenticator.Type.WEBAUTHN)
    if not has_passkey_address(request) or not rows.exists():
        return {}
    return {"request_options": begin_authentication(user)}


def list_creation_options(user: User) -> dict[str, object]:
    """The challenge for a new passkey, kept in the session."""
    return {"creation_options": begin_registration(user, False)}
