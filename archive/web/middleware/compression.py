"""Compresses public pages and drawings, but nothing that is secret or already
compressed."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSIBLE_TYPES = re.compile(
    r"text/|image/svg\+xml|application/(\S+\+)?(json|xml)\b"
)

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def compress_response(get_response: GetResponse) -> GetResponse:
    """Middleware: gzip for text that anybody may keep.

    The length of a compressed page tells of its content. The desk and pages of a
    reader's own words, both `no-store`, therefore go as they are. So do streams: a
    large export would cost the one time that others wait for.
    """
    gzip = GZipMiddleware(get_response)

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if (
            response.streaming
            or "no-store" in response.headers.get("Cache-Control", "")
            or not COMPRESSIBLE_TYPES.match(response.headers.get("Content-Type", ""))
        ):
            return response
        return gzip.process_response(request, response)

    return answer
