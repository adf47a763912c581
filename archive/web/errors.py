"""Pages for what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.selection import Problem


def bad_values(request: HttpRequest, problems: Sequence[Problem]) -> HttpResponse:
    """400: which value could not be read, and what can be."""
    return render(request, "400.html", {"problems": problems}, status=400)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what never reached a view."""
    return render(request, "400.html", {"problems": ()}, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what never was and for what is not public."""
    return render(request, "404.html", status=404)


def mistyped(request: HttpRequest, message: str) -> HttpResponse:
    """404 that says the id itself is wrong."""
    return render(request, "404.html", {"mistyped": message}, status=404)


def page_missing(request: HttpRequest, pages: int) -> HttpResponse:
    """404 that names the last page."""
    return render(request, "404.html", {"pages": pages}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without a word of what was asked."""
    return render(request, "500.html", status=500)
