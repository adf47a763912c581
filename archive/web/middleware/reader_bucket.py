"""Notes the reader's bucket, by which limits count."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from archive.web.reader_buckets import assign_bucket

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def note_reader_bucket(get_response: GetResponse) -> GetResponse:
    """Middleware: before anything that a limit may refuse."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        assign_bucket(request)
        return get_response(request)

    return answer
