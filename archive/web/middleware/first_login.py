"""Makes an editor replace a one-time password before anything else, and notes it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from archive.editorial import fingerprint_password, record_staff_event
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
        is_sent = request.method == "POST" and request.path == _find_form()
        if is_sent and isinstance(request.user, User):
            return change_password(request, request.user)
        return get_response(request)

    def change_password(request: HttpRequest, user: User) -> HttpResponseBase:
        with transaction.atomic():  # no new password without its line, nor the reverse
            response = get_response(request)
            if _is_password_changed(response):
                mark = fingerprint_password(User.objects.get(pk=user.pk))
                record_staff_event("password_changed", user, user, fingerprint=mark)
        return response

    return answer


def _find_form() -> str:
    return reverse("admin:password_change")


def _is_password_changed(response: HttpResponseBase) -> bool:
    """Whether Django's form took what was sent, and did not give it back."""
    done = reverse("admin:password_change_done")
    is_elsewhere = response.status_code == HTTPStatus.FOUND
    return is_elsewhere and response.headers.get("Location") == done
