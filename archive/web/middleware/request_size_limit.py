"""Refuses requests that are too large, before anything reads them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from archive.web.private_forms import get_content_length

MOST_READER_BYTES = 20_000_000  # bytes; no form of readers takes as much
# a copy of 50 MB fits, and a larger one is told by its form
MOST_DESK_BYTES = 100_000_000
GetResponse = Callable[[HttpRequest], HttpResponseBase]


def limit_request_size(get_response: GetResponse) -> GetResponse:
    """Middleware: refuse what is larger than any form takes, unread.

    The check of a form's token reads the whole form, and Django writes its files to
    the disk of this machine without an end, whoever sends them.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        sent = get_content_length(request)
        if sent > MOST_READER_BYTES:
            is_signed_in = request.user.is_authenticated
            if sent > MOST_DESK_BYTES or not is_signed_in:
                return render(request, "413.html", status=413)
        return get_response(request)

    return answer
