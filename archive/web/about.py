"""About the archive, and the files that programs look for."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Entry


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the archive is, what it does not do, whom to ask."""
    return render(request, "about/index.html")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Readers' pages are open, the desk is not."""
    lines = ["User-agent: *", "Disallow: /desk/", f"Sitemap: {_base()}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public entry's address."""
    entries = Entry.objects.public().order_by("pk")
    context = {"base": _base(), "entries": entries}
    return render(request, "sitemap.xml", context, content_type="application/xml")


def _base() -> str:
    return settings.BASE_URL.rstrip("/")
