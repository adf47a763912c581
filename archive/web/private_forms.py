"""Forms that readers send without a cookie, accepted only from pages of this site."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

PageView = Callable[..., HttpResponseBase]


def private_form(view: PageView) -> PageView:
    """Wrap a page that holds a reader's words: no copy of it is kept, no robot lists
    it; and only a form of this site may send something to it.

    Readers have no cookie, so a form has nothing to steal and no token to carry; all
    that another site could do is fill the archive's queue in a reader's name.
    """

    @csrf_exempt
    @wraps(view)
    def answer(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        response: HttpResponseBase
        if request.method == "POST" and _is_cross_site(request):
            response = render(request, "403.html", status=403)
        else:
            response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return answer


def get_content_length(request: HttpRequest) -> int:
    """The number of bytes of the body, as the request states it."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isascii() and length.isdigit() else 0


def _is_cross_site(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent it; programs that say nothing act
    for nobody else."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin") or ""
    return origin.rpartition("//")[2] not in ("", request.get_host())
