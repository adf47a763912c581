"""Keeps the chosen language (`lang=`) in the links, forms and redirects of a page."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.http.response import HttpResponseBase

_OWN_PATH = r"/(?!/|static/|desk/)"
_OWN_TARGET = r"/(?!/|static/)"  # the desk's login keeps the language too
_LINK_PATTERN = re.compile(rf'(<a\s[^>]*?\bhref=")((?:{_OWN_PATH}|\?)[^"#]*)(?=["#])')
_FORM_PATTERN = re.compile(rf'<form\s[^>]*\baction="{_OWN_PATH}[^>]*>')
_DESK_LINK_PATTERN = re.compile(
    r'(<a\s[^>]*?\bhref=")((?:/(?!/|static/)|\?|\.|[\w-]+/)[^":#]*)(?=["#])'
)
_DESK_FORM_PATTERN = re.compile(r"<form\b[^>]*>")
_DESK_ACTION_PATTERN = re.compile(r'(\baction=")(/(?!/)[^"#]*)')
_LANG_GIVEN = re.compile(r"[?&;]lang=")


def keep_language(response: HttpResponseBase, language: str) -> None:
    """Put `lang=` into the links, the GET forms and the redirect of an answer."""
    keep_language_in_redirect(response, language)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if not is_page or not isinstance(response, HttpResponse):
        return
    text = response.content.decode()
    text = _LINK_PATTERN.sub(
        lambda m: m[1] + add_language(m[2], language, "&amp;"), text
    )
    hidden = f'<input type="hidden" name="lang" value="{language}">'
    text = _FORM_PATTERN.sub(
        lambda m: m[0] if 'method="post"' in m[0] else m[0] + hidden, text
    )
    response.content = text.encode()
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))


def keep_desk_language(response: HttpResponseBase, language: str) -> None:
    """Put `lang=` into the links and forms of a page of the desk."""
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if not is_page or not isinstance(response, HttpResponse):
        return
    hidden = f'<input type="hidden" name="lang" value="{language}">'

    def add_to_form(match: re.Match[str]) -> str:
        if 'method="post"' not in match[0].lower():
            return match[0] + hidden
        return _DESK_ACTION_PATTERN.sub(
            lambda m: m[1] + add_language(m[2], language, "&amp;"), match[0]
        )

    text = _DESK_LINK_PATTERN.sub(
        lambda m: m[1] + add_language(m[2], language, "&amp;"),
        response.content.decode(),
    )
    response.content = _DESK_FORM_PATTERN.sub(add_to_form, text).encode()
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))


def keep_language_in_redirect(response: HttpResponseBase, language: str) -> None:
    """Put `lang=` into the redirect of an answer, if it is one to a page of ours."""
    location = response.headers.get("Location", "")
    if re.match(_OWN_TARGET, location) and not _LANG_GIVEN.search(location):
        response.headers["Location"] = add_language(location, language, "&")


def add_language(address: str, language: str, joint: str) -> str:
    """An address with `lang=`, unless it has one; `joint` is `&`, in HTML `&amp;`."""
    if _LANG_GIVEN.search(address):
        return address
    before, hash_, anchor = address.partition("#")
    return f"{before}{joint if '?' in before else '?'}lang={language}{hash_}{anchor}"
