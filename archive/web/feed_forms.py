"""The forms of a feed: Atom, JSON Feed, and a page that says what a feed is."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from archive.exports.atom import ATOM_MEDIA_TYPE, write_atom
from archive.exports.feed_items import Feed, FeedItem
from archive.exports.json_feed import JSON_FEED_MEDIA_TYPE, write_json_feed
from archive.filters import SearchFilters
from archive.site_name import find_site_name
from archive.text.punctuation import punctuation_marks
from archive.web.content_negotiation import HTML_TYPE, MOST_ACCEPT_CHARACTERS

from .middleware.keep_language import add_language

ATOM, JSON, PAGE = "atom", "json", ""
SUFFIXES = {ATOM: "Atom", JSON: "JSON Feed"}  # with their names
WRITERS = {
    ATOM: (write_atom, ATOM_MEDIA_TYPE),
    JSON: (write_json_feed, JSON_FEED_MEDIA_TYPE),
}
# What programs ask for; Atom comes first, for those that take anything.
FORMS_BY_TYPE = {
    "application/atom+xml": ATOM,
    "application/rss+xml": ATOM,
    "application/xml": ATOM,
    "text/xml": ATOM,
    "application/feed+json": JSON,
    "application/json": JSON,
    HTML_TYPE: PAGE,
}


@dataclass(frozen=True)
class ShownItem:
    """An item of the page, with its address on this site."""

    item: FeedItem
    url: str


@dataclass(frozen=True)
class FeedSubject:
    """What a feed is about: its title without the site's name, the page that it belongs
    to, and the filters of its address."""

    title: str
    page: str
    filters: SearchFilters


def render_feed(
    request: HttpRequest,
    subject: FeedSubject,
    items: tuple[FeedItem, ...],
    suffix: str = "",
    checkpoint: str = "",
) -> HttpResponse:
    """The feed as its suffix says; without one, as the client prefers.

    Its addresses depend only on its filters, whoever asks.
    """
    language = get_language() or "en"
    first = subject.filters.with_changes()
    base = request.path.removesuffix(f"feed.{suffix}") if suffix else request.path
    feed = Feed(
        title=punctuation_marks(language).colon.join(
            (find_site_name(language), subject.title)
        ),
        page_url=settings.BASE_URL + first.url(subject.page),
        url=settings.BASE_URL + first.url(request.path),
        id=settings.BASE_URL + first.url(base),
        language=language,
        items=items,
        checkpoint=checkpoint,
    )
    form = suffix or choose_feed_form(request)
    if form == PAGE:
        response = _render_feed_page(request, subject, feed, base)
    else:
        write, media_type = WRITERS[form]
        response = HttpResponse(write(feed), content_type=media_type)
    if not suffix:
        patch_vary_headers(response, ["Accept"])
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def choose_feed_form(request: HttpRequest) -> str:
    """The form that the client prefers: the page only where it asks for pages; Atom
    where it takes anything, nothing we have, or asks at a length that nobody needs."""
    if len(request.headers.get("Accept", "")) > MOST_ACCEPT_CHARACTERS:
        return ATOM
    best = request.get_preferred_type(list(FORMS_BY_TYPE))
    return FORMS_BY_TYPE[best] if best else ATOM


def _render_feed_page(
    request: HttpRequest, subject: FeedSubject, feed: Feed, base: str
) -> HttpResponse:
    addresses = [
        (name, suffix, _build_file_address(subject, base, suffix))
        for suffix, name in SUFFIXES.items()
    ]
    context = {
        "title": subject.title,
        "page": subject.filters.with_changes().url(subject.page),
        "addresses": addresses,
        "items": [
            ShownItem(item, item.url.removeprefix(settings.BASE_URL))
            for item in feed.items
        ],
    }
    return render(request, "feeds/page.html", context)


def _build_file_address(subject: FeedSubject, base: str, suffix: str) -> str:
    """The address of the file in the language of the page: programs say none."""
    address = subject.filters.with_changes().url(f"{base}feed.{suffix}")
    language = get_language() or "en"
    if language != settings.LANGUAGE_CODE:
        address = add_language(address, language, "&")
    return settings.BASE_URL + address
