"""Keeps the chosen language (`lang=`) in the links and forms of the desk."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from .keep_language import add_language

_LINK_PATTERN = re.compile(
    r'(<a\s[^>]*?\bhref=")((?:/(?!/|static/)|\?|\.|[\w-]+/)[^":#]*)(?=["#])'
)
_FORM_PATTERN = re.compile(r"<form\b[^>]*>")
_ACTION_PATTERN = re.compile(r'(\baction=")(/(?!/)[^"#]*)')


def keep_desk_language(response: HttpResponseBase, language: str) -> None:
    """Put `lang=` into the links and forms of a page of the desk."""
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if not is_page or not isinstance(response, HttpResponse):
        return
    hidden = f'<input type="hidden" name="lang" value="{language}">'

    def add_to_form(match: re.Match[str]) -> str:
        if 'method="post"' not in match[0].lower():
            return match[0] + hidden
        return _ACTION_PATTERN.sub(
            lambda m: m[1] + add_language(m[2], language, "&amp;"), match[0]
        )

    text = _LINK_PATTERN.sub(
        lambda m: m[1] + add_language(m[2], language, "&amp;"),
        response.content.decode(),
    )
    response.content = _FORM_PATTERN.sub(add_to_form, text).encode()
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
