"""Fonts from our own server, once they are built; until then pages use system fonts."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

FONT_FILE_NAME = re.compile(r"[a-z-]+\.[0-9a-f]{12}\.(?P<kind>css|woff2)")
FONT_TYPES = {"css": "text/css; charset=utf-8", "woff2": "font/woff2"}
PRELOADED_FONTS = ("literata-display", "literata", "inter")
# the name changes with the content
CACHE_FOR_EVER = "public, max-age=31536000, immutable"


def find_font_stylesheet() -> str:
    """The name of the style sheet that declares the fonts; "" before they are built."""
    return next((path.name for path in settings.FONTS.glob("fonts.*.css")), "")


def list_preloaded_fonts() -> list[str]:
    """The fonts that every page needs first."""
    return [
        path.name
        for name in PRELOADED_FONTS
        for path in settings.FONTS.glob(f"{name}.*")
    ]


@require_safe
def font_file(request: HttpRequest, font: str) -> FileResponse:
    """A font, or the style sheet that declares them."""
    named = FONT_FILE_NAME.fullmatch(font)
    path = settings.FONTS / font
    if named is None or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type=FONT_TYPES[named["kind"]])
    response.headers["Cache-Control"] = CACHE_FOR_EVER
    return response
