"""The template context of every page."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi

from archive.filters import parse_carried_basket
from archive.site_name import find_site_name
from archive.web.middleware.reader_language import format_language_tag

from .fonts import find_font_stylesheet, list_preloaded_fonts
from .styles import get_style_sheet_name

SECTIONS = (  # of the menu
    *("regions", "timeline", "tags", "sources", "about", "search"),
    *("narratives", "quotations", "basket"),
)
SHORT_LANGUAGE_NAMES = {"zh-Hans": "中文"}  # in the masthead; the others by their code


def site_context(request: HttpRequest) -> dict[str, object]:
    """The name of the site, and the address of this page in each language.

    `alternates` are complete addresses for programs, without a basket; the one without
    a language follows `Accept-Language`. Links carry `basket_in_address`.
    """
    links = _build_language_links(request)
    section = request.path_info.strip("/").partition("/")[0]
    if section not in SECTIONS:
        section = ""
    site_name = find_site_name(get_language() or "en")
    words = site_name.split()
    return {
        "site_name": site_name,
        # In the masthead a dot joins a name of two words; any other stands as it is.
        "brand": words if len(words) == 2 else [site_name],
        "base_url": settings.BASE_URL.rstrip("/"),
        "language_links": links,
        "alternates": _build_alternates(request, links),
        "contact": settings.CONTACT,
        "section": section,
        "basket_in_address": parse_carried_basket(request.GET)[0],
        "fonts": (find_font_stylesheet(), list_preloaded_fonts()),
        "stylesheet": get_style_sheet_name(),
        "unapi": _build_unapi_url(request),
        "LANGUAGE_CODE": format_language_tag(get_language() or "en"),
        "LANGUAGE_BIDI": get_language_bidi(),
    }


def _build_unapi_url(request: HttpRequest) -> str:
    """The address at which Zotero asks, at the host by which the reader came."""
    path = reverse("archive:unapi")
    try:
        return request.build_absolute_uri(path)
    except DisallowedHost:  # the page that says so
        return f"{settings.BASE_URL}{path}"


@dataclass(frozen=True)
class LanguageLink:
    """This page in another language."""

    code: str
    name: str
    short: str
    url: str
    is_current: bool


def _build_language_links(request: HttpRequest) -> list[LanguageLink]:
    links: list[LanguageLink] = []
    query = request.GET.copy()
    for code, name in settings.LANGUAGES:
        query["lang"] = written = format_language_tag(code)
        links.append(
            LanguageLink(
                written,
                name,
                SHORT_LANGUAGE_NAMES.get(written, written.upper()),
                f"?{query.urlencode()}",
                code == get_language(),
            )
        )
    return links


def _build_alternates(
    request: HttpRequest, links: list[LanguageLink]
) -> list[tuple[str, str]]:
    """(hreflang, address) of a page that may be indexed."""
    here = f"{settings.BASE_URL.rstrip('/')}{request.path}"
    query = request.GET.copy()
    for name in ("lang", "basket"):
        query.pop(name, None)
    plain = f"{here}?{query.urlencode()}" if query else here
    alternates: list[tuple[str, str]] = [("x-default", plain)]
    for link in links:
        query["lang"] = link.code
        alternates.append((link.code, f"{here}?{query.urlencode()}"))
    return alternates
