"""Returns a form of the desk that was sent with an expired session or old token, so
that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render

from archive.web.accounts.account_paths import is_account_path

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def return_unsaved_form(get_response: GetResponse) -> GetResponse:
    """Middleware: a form sent after the session ended comes back to be sent again."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        at_desk = request.path.startswith("/desk/") and not is_account_path(request)
        ended = request.method == "POST" and not request.user.is_authenticated
        if at_desk and ended and is_same_origin(request):
            return _render_unsaved_form(request)
        return get_response(request)

    return answer


def csrf_failure_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose CSRF token is old, as after a second login."""
    if not request.path.startswith("/desk/"):  # readers' pages take no form
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if is_account_path(request):  # it may hold a password: begin again
        return HttpResponseRedirect(request.get_full_path())
    if is_same_origin(request):
        return _render_unsaved_form(request)
    return render(request, "403.html", status=403)


def is_same_origin(request: HttpRequest) -> bool:
    """Whether the form came from a page of this site; other sites cannot forge that."""
    here = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == here


def list_sent_values(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form as they were sent, without its token."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]


def select_typed_texts(sent: list[tuple[str, str]]) -> list[str]:
    """The values that somebody wrote, to be copied from a page by eye."""
    return [
        value
        for name, value in sent
        if " " in value.strip() and not name.startswith("_")
    ]


def _render_unsaved_form(request: HttpRequest) -> HttpResponse:
    """The form with what was typed and a valid token."""
    sent = list_sent_values(request)
    context = {
        **admin.site.each_context(request),
        "sent": sent,
        "typed": select_typed_texts(sent),
    }
    return render(request, "desk/unsent.html", context, status=403)
