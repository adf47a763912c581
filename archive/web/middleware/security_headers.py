"""Adds the security headers to every response: nothing from other sites, nothing
inline."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from archive.web.errors import render_unreadable_address

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
        "browsing-topics=()"
    ),
}
MOST_ADDRESS_CHARACTERS = 65_536  # characters of an address
MOST_FIELDS = 1_000  # parameters; Django reads no more

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def add_security_headers(get_response: GetResponse) -> GetResponse:
    """Middleware: the security headers, and `no-store` for pages of the desk."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        # A preview of the desk takes on the address of the page that it shows.
        is_at_desk = request.path.startswith("/desk/")
        response = _refuse_address(request) or get_response(request)
        for name, value in SECURITY_HEADERS.items():
            response.headers[name] = value
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers["Content-Security-Policy"] = (
                f"{CONTENT_SECURITY_POLICY}; sandbox"
            )
        if is_at_desk:
            response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def _refuse_address(request: HttpRequest) -> HttpResponseBase | None:
    """The error page for an address that is too long, or that has characters no
    database accepts; None for others."""
    query = request.META.get("QUERY_STRING", "")
    path = request.path_info
    status = 0
    if len(query) + len(path) > MOST_ADDRESS_CHARACTERS:
        status = 414
    elif query.count("&") >= MOST_FIELDS or not path.isprintable():
        status = 400
    if not status:
        return None
    request.META["QUERY_STRING"] = ""
    request.path = request.path_info = "/"
    with translation.override(translation.get_language_from_request(request)):
        return render_unreadable_address(request, status)
