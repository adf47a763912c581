"""What every page's frame needs."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from .fonts import stylesheet


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name, and this page's address in each language."""
    links = []
    for code, name in settings.LANGUAGES:
        query = request.GET.copy()
        query["lang"] = code
        links.append({"code": code, "name": name, "url": f"?{query.urlencode()}"})
    section = request.path_info.strip("/").partition("/")[0]
    return {
        "site_name": settings.SITE_NAME,
        "language_links": links,
        "contact": settings.CONTACT,
        "section": section,
        "fonts": stylesheet(),
        "LANGUAGE_CODE": get_language() or "en",
    }
