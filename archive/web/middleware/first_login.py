"""Makes an editor replace a one-time password before anything else, and notes it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from archive.editorial import record_staff_event
from archive.models import User
from archive.web.accounts.account_paths import is_password_path

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def require_own_password(get_response: GetResponse) -> GetResponse:
    """Middleware: with a one-time password, every address of the desk leads to the form
    for a new one. A new password of one's own is noted in the staff log."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/desk/") and not is_password_path(request):
            user = request.user
            if isinstance(user, User) and user.must_change_password:
                return redirect("admin:password_change")
        response = get_response(request)
        if _is_password_changed(request, response) and isinstance(request.user, User):
            record_staff_event("password_changed", request.user, request.user)
        return response

    return answer


def _is_password_changed(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether Django's form was sent and not given back."""
    is_sent = request.method == "POST" and response.status_code == HTTPStatus.FOUND
    return (
        is_sent
        and request.path == reverse("admin:password_change")
        and response.headers.get("Location") == reverse("admin:password_change_done")
    )
