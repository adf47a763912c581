"""Makes publishers and administrators set up a second factor before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from archive.editorial import has_second_factor, must_have_second_factor
from archive.models import User
from archive.web.accounts.account_paths import is_account_path

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def require_second_factor(get_response: GetResponse) -> GetResponse:
    """Middleware: without the second factor that the role needs, every address of the
    desk leads to the page that sets one up. One query."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/desk/") and not is_account_path(request):
            user = request.user
            if (
                isinstance(user, User)
                and must_have_second_factor(user)
                and not has_second_factor(user)
            ):
                return redirect("desk-account")
        return get_response(request)

    return answer
