"""The language asked for goes along: on links, forms and redirects of a page.

No cookie keeps it, so the address has to. It is put in here, once, and no template or
view needs to think of it.
"""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.http.response import HttpResponseBase

_OURS = r"/(?!/|static/|desk/)"
_LINK = re.compile(rf'(<a\s[^>]*?\bhref=")((?:{_OURS}|\?)[^"#]*)(?=["#])')
_FORM = re.compile(rf'<form\s[^>]*\baction="{_OURS}[^>]*>')
_GIVEN = re.compile(r"[?&;]lang=")


def carry(response: HttpResponseBase, language: str) -> None:
    """Put `lang=` into the links, the GET forms and the redirect of an answer."""
    location = response.headers.get("Location", "")
    if re.match(_OURS, location) and not _GIVEN.search(location):
        response.headers["Location"] = _added(location, language, "&")
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if not is_page or not isinstance(response, HttpResponse):
        return
    text = response.content.decode()
    text = _LINK.sub(lambda m: m[1] + _added(m[2], language, "&amp;"), text)
    hidden = f'<input type="hidden" name="lang" value="{language}">'
    text = _FORM.sub(lambda m: m[0] if 'method="post"' in m[0] else m[0] + hidden, text)
    response.content = text.encode()
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))


def _added(address: str, language: str, joint: str) -> str:
    if _GIVEN.search(address):
        return address
    before, hash_, anchor = address.partition("#")
    return f"{before}{joint if '?' in before else '?'}lang={language}{hash_}{anchor}"
