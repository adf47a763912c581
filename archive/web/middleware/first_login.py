"""Makes an editor replace a one-time password before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from archive.models import User

GetResponse = Callable[[HttpRequest], HttpResponseBase]
OPEN_PATHS = ("admin:password_change", "admin:logout", "admin:login", "admin:jsi18n")


def is_account_path(request: HttpRequest) -> bool:
    """Whether it is the address for logging in or out, or for changing the password."""
    return request.path in map(reverse, OPEN_PATHS)


def require_own_password(get_response: GetResponse) -> GetResponse:
    """Middleware: with a one-time password, every address of the desk leads to the form
    for a new one."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/desk/") and not is_account_path(request):
            user = request.user
            if isinstance(user, User) and user.must_change_password:
                return redirect("admin:password_change")
        return get_response(request)

    return answer
