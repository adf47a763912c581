"""Compresses public pages and drawings, but nothing that is secret or already
compressed, and gives all answers few lengths."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from archive.web.page_cache import CachedResponse, compress_content

COMPRESSIBLE_TYPES = re.compile(
    r"text/|image/svg\+xml|application/(\S+\+)?(json|xml)\b"
)

PADDING_STEP = 1024  # bytes; the length of an answer tells no more than this
LEAST_COMPRESSED_BYTES = 200
FNAME = 8  # the flag for a file name (RFC 1952, 2.3.1)
_ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
_PADDED_PAGES = ("text/html",)  # those that may end with a comment

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def compress_response(get_response: GetResponse) -> GetResponse:
    """Middleware: gzip for text that anybody may keep, padded to whole KiB.

    Who watches an encrypted line sees the length of an answer, and could tell by it
    which page was read. Answers therefore have few lengths. The desk and pages of a
    reader's own words, both `no-store`, go uncompressed: compression would tell of
    their content. So do streams: a large export would cost the one time that others
    wait for.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if (
            not isinstance(response, HttpResponse)
            or not response.content
            or request.path.startswith("/desk/")
            or not COMPRESSIBLE_TYPES.match(response.headers.get("Content-Type", ""))
        ):
            return response
        is_private = "no-store" in response.headers.get("Cache-Control", "")
        if not is_private and _may_compress(request, response):
            response.headers["Content-Encoding"] = "gzip"
            etag = response.headers.get("ETag", "")
            if etag.startswith('"'):
                response.headers["ETag"] = f"W/{etag}"
            compressed = _compress_response(response)
            response.content = pad_gzip(compressed, count_head_bytes(response))
        elif response.headers.get("Content-Type", "").startswith(_PADDED_PAGES):
            response.content = pad_page(response.content, count_head_bytes(response))
        response.headers["Content-Length"] = str(len(response.content))
        return response

    return answer


def _compress_response(response: HttpResponse) -> bytes:
    if isinstance(response, CachedResponse) and response.is_unchanged():
        return response.page.compressed
    return compress_content(response.content)


def pad_gzip(compressed: bytes, others: int) -> bytes:
    """A gzip file that makes a whole number of KiB with `others`, the bytes of the head
    of its answer. What pads is the file name in its own head.

    Every program that reads gzip skips the name (RFC 1952, 2.3.1).
    """
    missing = _count_missing(len(compressed) + 1, others)
    head = bytearray(compressed[:10])
    head[3] |= FNAME
    return bytes(head) + b"a" * missing + b"\0" + compressed[10:]


def pad_page(page: bytes, others: int) -> bytes:
    """A page padded in the same way by a comment at its end."""
    missing = _count_missing(len(page) + len(b"<!---->"), others)
    return page + b"<!--" + b" " * missing + b"-->"


def count_head_bytes(response: HttpResponse) -> int:
    """The bytes of an answer's headers without `Content-Length`, and without those of
    one length that the server adds."""
    rows = [(k, v) for k, v in response.items() if k != "Content-Length"]
    return sum(len(name) + len(value) + len(": \r\n") for name, value in rows)


def _count_missing(content: int, others: int) -> int:
    """How many bytes of padding content needs, its `Content-Length` included."""
    missing = -(content + others) % PADDING_STEP
    for _ in range(2):  # the padding may give the number of bytes one more digit
        digits = len(str(content + missing))
        missing = -(content + others + digits) % PADDING_STEP
    return missing


def _may_compress(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether it pays and the reader's program takes it."""
    is_small = len(response.content) < LEAST_COMPRESSED_BYTES
    if is_small or response.has_header("Content-Encoding"):
        return False
    patch_vary_headers(response, ("Accept-Encoding",))
    accepted = request.headers.get("Accept-Encoding", "")
    return bool(_ACCEPTS_GZIP.search(accepted))
