"""Adds the security headers to every response: nothing from other sites, nothing
inline."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation

from archive.web.errors import render_unreadable_address

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
# Every feature that Chromium 156 knows without a trial, but for three: pages copy to
# the clipboard, they scroll, and Django's admin listens to `unload`. A name that a
# browser does not know is an error in its console on every page, and refuses nothing.
REFUSED_FEATURES = """
accelerometer aria-notify autoplay browsing-topics camera captured-surface-control
ch-device-memory ch-downlink ch-dpr ch-ect ch-prefers-color-scheme
ch-prefers-reduced-motion ch-prefers-reduced-transparency ch-rtt ch-save-data ch-ua
ch-ua-arch ch-ua-bitness ch-ua-form-factors ch-ua-full-version ch-ua-full-version-list
ch-ua-high-entropy-values ch-ua-mobile ch-ua-model ch-ua-platform ch-ua-platform-version
ch-ua-wow64 ch-viewport-height ch-viewport-width ch-width clipboard-read
compute-pressure cross-origin-isolated deferred-fetch deferred-fetch-minimal
digital-credentials-create digital-credentials-get display-capture encrypted-media
fullscreen gamepad geolocation gyroscope hid identity-credentials-get idle-detection
interest-cohort keyboard-map language-detector language-model local-fonts local-network
local-network-access loopback-network magnetometer media-playback-while-not-visible
microphone midi on-device-speech-recognition otp-credentials payment picture-in-picture
private-state-token-issuance private-state-token-redemption screen-wake-lock serial
speaker-selection storage-access summarizer sync-xhr translator usb window-management
xr-spatial-tracking
""".split()
ALLOWED_FEATURES = ("clipboard-write",)
PASSKEY_FEATURES = ("publickey-credentials-create", "publickey-credentials-get")
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}

MOST_ADDRESS_CHARACTERS = 65_536  # characters of an address
MOST_HEADER = 2_000  # characters; web servers in front refuse an answer for a long one
MOST_FIELDS = 1_000  # parameters; Django reads no more

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def _write_permissions(allowed: tuple[str, ...], refused: tuple[str, ...]) -> str:
    return ", ".join(
        [f"{name}=()" for name in (*REFUSED_FEATURES, *refused)]
        + [f"{name}=(self)" for name in allowed]
    )


PERMISSIONS_POLICY = _write_permissions(ALLOWED_FEATURES, PASSKEY_FEATURES)
DESK_PERMISSIONS_POLICY = _write_permissions((*ALLOWED_FEATURES, *PASSKEY_FEATURES), ())


def add_security_headers(get_response: GetResponse) -> GetResponse:
    """Middleware: the security headers, and `no-store` for pages of the desk."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        # A preview of the desk takes on the address of the page that it shows.
        is_at_desk = request.path.startswith("/desk/")
        here = request.get_full_path()
        response = _refuse_address(request) or get_response(request)
        for name, value in SECURITY_HEADERS.items():
            response.headers[name] = value
        if response.headers.get("Content-Type", "").startswith("text/html"):
            # Two kilobytes, which no style sheet, font or picture heeds.
            policies = (PERMISSIONS_POLICY, DESK_PERMISSIONS_POLICY)
            response.headers["Permissions-Policy"] = policies[is_at_desk]
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers["Content-Security-Policy"] = (
                f"{CONTENT_SECURITY_POLICY}; sandbox"
            )
        if request.is_secure() and settings.HSTS_SECONDS:
            response.headers["Strict-Transport-Security"] = (
                f"max-age={settings.HSTS_SECONDS}; includeSubDomains"
            )
        if is_at_desk:
            response.headers["Cache-Control"] = "no-store"
        elif request.is_secure() and settings.ONION_URL and len(here) <= MOST_HEADER:
            # Tor Browser heeds it on pages that came by HTTPS.
            response.headers["Onion-Location"] = f"{settings.ONION_URL}{here}"
        if is_at_desk and _is_logout(request, response):
            response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response

    return answer


def _is_logout(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether a session ended with this answer, so that its browser may forget all."""
    is_done = request.method == "POST" and response.status_code < HTTPStatus.BAD_REQUEST
    return is_done and request.path == reverse("admin:logout")


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
