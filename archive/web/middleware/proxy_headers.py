"""Refuses requests that the web server in front passes on in a way that fails later."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from archive.web.errors import render_wrong_proxy

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def check_proxy_headers(get_response: GetResponse) -> GetResponse:
    """Middleware: 400, with what is wrong, for a host name that is not ours, for a site
    below a path, and for a desk by HTTPS where the web server does not say so.

    The desk's cookies need HTTPS, so a login there would lead back to itself. Below a
    path, no address of the desk would be known as one.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        problem = find_proxy_problem(request)
        if problem:
            return render_wrong_proxy(request, problem)
        return get_response(request)

    return answer


def find_proxy_problem(request: HttpRequest) -> str:
    """`host`, `prefix` or `scheme`; empty where all is right."""
    if request.META.get("SCRIPT_NAME"):
        return "prefix"
    try:
        request.get_host()
    except DisallowedHost:
        return "host"
    is_at_desk = settings.HAS_DESK and request.path_info.startswith("/desk/")
    if is_at_desk and settings.IS_HTTPS and not request.is_secure():
        return "scheme"
    return ""
