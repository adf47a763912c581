"""The secret of an authenticator app that is being set up, kept in the session."""

from __future__ import annotations

import base64

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.http import HttpRequest

from archive.models import User

SECRET_OF_APP = "secret_of_app"


def get_secret(request: HttpRequest) -> str:
    """The secret of the app that this session sets up, made where there is none. It
    stays the same when the page is loaded again; the session has it encrypted."""
    if SECRET_OF_APP not in request.session:
        request.session[SECRET_OF_APP] = encrypt(generate_totp_secret())
    return str(decrypt(request.session[SECRET_OF_APP]))


def forget_secret(request: HttpRequest) -> None:
    """Take the secret out of the session."""
    request.session.pop(SECRET_OF_APP, None)


def list_app_details(user: User, secret: str) -> dict[str, str]:
    """What the page shows: the secret in groups of four, its address for apps on this
    device, and the QR code as a `data:` address."""
    adapter = get_adapter()
    address = adapter.build_totp_url(user, secret)
    drawing = base64.b64encode(adapter.build_totp_svg(address).encode()).decode()
    return {
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "app_address": address,
        "qr_code": f"data:image/svg+xml;base64,{drawing}",
    }
