"""Notes in the staff log what the desk refuses to an account."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from archive.editorial import record_refusal
from archive.models import User

from .session_expired import is_same_origin

REFUSING_STATUSES = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def note_refusals(get_response: GetResponse) -> GetResponse:
    """Middleware: who is logged in and asks for a page of the desk that is not theirs,
    or sends a form of another site, is noted.

    A record that they may not see answers as one that is not there, so both are noted:
    the log's line tells nobody which it was.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code in REFUSING_STATUSES and _is_refusal(request):
            assert isinstance(request.user, User)
            record_refusal(request.path, request.user)
        return response

    return answer


def _is_refusal(request: HttpRequest) -> bool:
    """Whether a page of the desk was refused; mistyped addresses and forms with an old
    token are not."""
    match = request.resolver_match
    if match is None or "url" in match.kwargs or not request.user.is_authenticated:
        return False
    has_token = getattr(request, "csrf_processing_done", False)
    return request.path.startswith("/desk/") and (
        has_token or not is_same_origin(request)
    )
