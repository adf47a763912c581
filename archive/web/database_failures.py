"""Pages where the database cannot answer or save; what was typed is given back.

These pages ask the database nothing.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from archive.models.failures import DatabaseFailure, find_database_failure

from .accounts.account_paths import is_account_path
from .errors import render_unreadable_address
from .middleware.session_expired import (
    is_same_origin,
    list_sent_values,
    select_typed_texts,
)


@dataclass(frozen=True)
class FailureMessage:
    """What readers and editors are told of a failure, and when to ask again."""

    title: str | Promise
    advice: str | Promise
    seconds: int


MESSAGES = {
    DatabaseFailure.BUSY: FailureMessage(
        gettext_lazy("The archive is busy"),
        gettext_lazy("The database took too long. Please try again in a moment."),
        5,
    ),
    DatabaseFailure.AWAY: FailureMessage(
        gettext_lazy("The archive's database doesn't answer"),
        gettext_lazy("Please try again in a minute."),
        10,
    ),
    DatabaseFailure.FULL: FailureMessage(
        gettext_lazy("The archive's disk is full"),
        gettext_lazy(
            "Nothing can be saved until there is space. Please tell an administrator."
        ),
        300,
    ),
}


def handle_server_error(request: HttpRequest) -> HttpResponse:
    """500 without anything from the request; 503 where the database failed."""
    error = sys.exception()
    failure = find_database_failure(error) if error else None
    if failure is None:
        return render(request, "500.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)
    return _render_failure(request, failure)


def handle_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for a request that no view received; 503 where Django says so of a session
    that the database could not save."""
    failure = find_database_failure(exception)
    if failure is None:
        return render_unreadable_address(request, HTTPStatus.BAD_REQUEST)
    return _render_failure(request, failure)


def _render_failure(request: HttpRequest, failure: DatabaseFailure) -> HttpResponse:
    message = MESSAGES[failure]
    sent = _list_own_values(request)
    response = render(
        request,
        "database_failure.html",
        {
            "message": message,
            "was_sent": request.method == "POST",
            "sent": sent,
            "typed": select_typed_texts(sent),
            "had_files": bool(sent and request.FILES),
        },
        status=HTTPStatus.SERVICE_UNAVAILABLE,
    )
    response.headers["Retry-After"] = str(message.seconds)
    return response


def _list_own_values(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form that came from a page of ours, but for passwords."""
    is_ours = getattr(request, "csrf_processing_done", False) or is_same_origin(request)
    if request.method != "POST" or not is_ours or is_account_path(request):
        return []
    try:
        return list_sent_values(request)
    except (OSError, RawPostDataException):  # an upload for which there is no space
        return []
