"""Shows the characters that turn the direction of a text, in all that readers get."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from archive.text.punctuation import show_bidi_controls

# JSON is left alone: its writer escapes them, and records are checked byte by byte.
_TEXT_TYPES = re.compile(r"text/|application/(\S+\+)?xml\b|application/x-")
_CONTROL_BYTES = re.compile(rb"\xe2(\x80[\xaa-\xae]|\x81[\xa6-\xa9])")

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def show_controls_of_direction(get_response: GetResponse) -> GetResponse:
    """Middleware: pages, feeds and files show each control as `[U+202E]`.

    The desk gets its texts as they are, or saving would change them; so do archived
    copies.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_text = _TEXT_TYPES.match(response.headers.get("Content-Type", ""))
        if request.path.startswith("/desk/") or not is_text:
            return response
        if isinstance(response, HttpResponse):
            _show_in_page(response)
        elif isinstance(response, StreamingHttpResponse) and not (
            response.is_async or isinstance(response, FileResponse)
        ):
            response.streaming_content = _show_in_stream(response)
        return response

    return answer


def _show_in_page(response: HttpResponse) -> None:
    if not _CONTROL_BYTES.search(response.content):
        return
    response.content = _show_in_bytes(response.content)
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))


def _show_in_stream(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Every chunk holds whole characters: writers yield texts."""
    return (
        _show_in_bytes(chunk) if _CONTROL_BYTES.search(chunk) else chunk
        for chunk in chunks
    )


def _show_in_bytes(content: bytes) -> bytes:
    return show_bidi_controls(content.decode()).encode()
