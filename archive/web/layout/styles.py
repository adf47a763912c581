"""The style sheet: one file for each component, served as one."""

from __future__ import annotations

import hashlib
from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from .fonts import CACHE_FOR_EVER

# In the order in which they are read: what comes later may override.
STYLE_COMPONENTS = (
    "tokens",
    "reset",
    "base",
    "layout",
    "shared",
    "search",
    "forms",
    "home",
    "map",
    "map-names",
    "regions",
    "density-bars",
    "lists",
    "results",
    "article",
    "plates",
    "record-side",
    "tables",
    "timeline",
    "narratives",
    "versions",
    "basket",
    "visibility",
    "forced-colors",
    "print",
)


@cache
def _build_style_sheet() -> tuple[str, bytes]:
    folder = settings.STATIC_DIR / "archive" / "css"
    whole = b"\n".join((folder / f"{one}.css").read_bytes() for one in STYLE_COMPONENTS)
    return f"archive.{hashlib.sha256(whole).hexdigest()[:12]}.css", whole


def get_style_sheet_name() -> str:
    """The name of the style sheet, which changes with its content. In debug mode the
    files are read each time."""
    if settings.DEBUG:
        _build_style_sheet.cache_clear()
    return _build_style_sheet()[0]


@require_safe
def style_sheet(request: HttpRequest, sheet: str) -> HttpResponse:
    """The style sheet; an old name, from a page somebody saved, gives the current
    one."""
    name, whole = _build_style_sheet()
    if not (sheet.startswith("archive.") and sheet.endswith(".css")):
        raise Http404
    if sheet != name:
        return redirect("archive:style", name)
    response = HttpResponse(whole, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = CACHE_FOR_EVER
    return response
