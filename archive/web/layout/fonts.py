"""Fonts from our own server, once they are built; until then pages use system fonts."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

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
    return next(iter(_find_font_files("fonts.*.css")), "")


def list_preloaded_fonts() -> list[str]:
    """The fonts that every page needs first."""
    return [file for name in PRELOADED_FONTS for file in _find_font_files(f"{name}.*")]


def _find_font_files(pattern: str) -> tuple[str, ...]:
    """Names of files in the folder of fonts, which is read again once it changed."""
    folder: Path = settings.FONTS
    if not folder.is_dir():
        return ()
    return _list_file_names(folder, folder.stat().st_mtime_ns, pattern)


@lru_cache(maxsize=16)
def _list_file_names(folder: Path, _changed: int, pattern: str) -> tuple[str, ...]:
    return tuple(path.name for path in folder.glob(pattern))


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
