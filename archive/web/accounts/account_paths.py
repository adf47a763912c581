"""The addresses for logging in and for one's own account, and who may open them."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

LOGIN_PATHS = ("admin:login", "second-step", "admin:logout", "admin:jsi18n")
PASSWORD_PATHS = (*LOGIN_PATHS, "admin:password_change")
ACCOUNT_PREFIX = "/desk/account/"


def is_account_path(request: HttpRequest) -> bool:
    """Whether a form there may hold a password or a code, so that it is never shown
    again."""
    return is_password_path(request) or request.path.startswith(ACCOUNT_PREFIX)


def is_password_path(request: HttpRequest) -> bool:
    """Whether it is the address for logging in or out, or for changing the password."""
    return request.path in map(reverse, PASSWORD_PATHS)
