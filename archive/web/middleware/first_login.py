"""Makes an editor replace a one-time password before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from archive.models import User
from archive.web.accounts.account_paths import is_password_path

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def require_own_password(get_response: GetResponse) -> GetResponse:
    """Middleware: with a one-time password, every address of the desk leads to the form
    for a new one."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/desk/") and not is_password_path(request):
            user = request.user
            if isinstance(user, User) and user.must_change_password:
                return redirect("admin:password_change")
        return get_response(request)

    return answer
