"""Pages about the archive, and files that programs look for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from archive.models import Credibility, Entry, Narrative, Reliability
from archive.narratives import load_public_narratives

TOPICS = ("search", "counts", "confidence", "privacy")
EXAMPLES = (  # of the demonstration: each finds something there
    ("facial recognition", gettext_lazy("both words, in any order and any form")),
    ('"facial recognition"', gettext_lazy("the words side by side, as written")),
    ("SenseNets OR Hikvision", gettext_lazy("one word or the other, or both")),
    ("surveillance -camera", gettext_lazy("without the second word")),
    ("(camera OR Kamera) Xinjiang", gettext_lazy("brackets group words")),
    ("surveil*", gettext_lazy("words that begin with these letters (at least two)")),
    (
        "recognition NEAR/5 exposed",
        gettext_lazy("at most five words apart, in any form"),
    ),
    ("June 2017", gettext_lazy("a month and its days, however they are written")),
    ("2.5 million", gettext_lazy("a number, however it is written, in every language")),
    (
        "title:surveillance",
        gettext_lazy("in one field: title, caption, byline, credit or source"),
    ),
    (
        "region:Xinjiang kind:article",
        gettext_lazy("only entries of a region, tag, type or language"),
    ),
    (
        "date:2018/2019",
        gettext_lazy(
            "what happened, or may have happened, in these years; months and "
            "days work too: 2019-02, 2019-02-20"
        ),
    ),
)
CHINESE_EXAMPLES = {
    "facial recognition": "人脸识别 监控",
    '"facial recognition"': '"人脸识别"',
    "SenseNets OR Hikvision": "深网视界 OR 海康威视",
    "surveillance -camera": "监控 -人脸",
    "(camera OR Kamera) Xinjiang": "(人脸 OR 声纹) 新疆",
    "recognition NEAR/5 exposed": "老赖 NEAR/5 地图",
    "June 2017": "2017年6月",
    "2.5 million": "250万",
    "title:surveillance": "title:监控",
    "region:Xinjiang kind:article": "region:新疆 kind:article",
}
MOST_SITEMAP_ADDRESSES = 40_000  # in one sitemap; 50,000 are allowed
XML, TEXT = "application/xml; charset=utf-8", "text/plain; charset=utf-8"


@require_safe
def about_page(request: HttpRequest) -> HttpResponse:
    """What the archive is, what it does not do, and whom to ask."""
    return render(request, "about/index.html")


@require_safe
def about_topic(request: HttpRequest, topic: str) -> HttpResponse:
    """One topic: how to search, how we count and grade sources, what we store about
    readers (nothing)."""
    if topic not in TOPICS:
        raise Http404
    context = {
        "examples": _list_examples(),
        "reliabilities": Reliability.choices,
        "credibilities": Credibility.choices,
    }
    return render(request, f"about/{topic}.html", context)


def _list_examples() -> list[tuple[str, Promise]]:
    """Searches with what they mean, in words that readers would type."""
    if not (get_language() or "").startswith("zh"):
        return list(EXAMPLES)
    return [(CHINESE_EXAMPLES.get(query, query), means) for query, means in EXAMPLES]


@require_safe
def health_check(request: HttpRequest) -> HttpResponse:
    """200 while the database answers, for monitoring."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type=TEXT)


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Lets crawlers read the readers' pages, but not the desk, nor every combination of
    filters."""
    lines = [
        "User-agent: *",
        "Disallow: /desk/",
        "Allow: /search/$",
        "Disallow: /search/",
        f"Sitemap: {_get_base_url()}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a security fault (RFC 9116)."""
    contact = settings.CONTACT or f"{_get_base_url()}/about/"
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    until = today + timedelta(days=365)
    lines = [
        f"Contact: {contact}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, de",
        f"Canonical: {_get_base_url()}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


@require_safe
def opensearch_description(request: HttpRequest) -> HttpResponse:
    """How a browser's search bar can use our search (OpenSearch 1.1)."""
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(
        request, "opensearch.xml", {"base": _get_base_url()}, content_type=kind
    )


@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """The addresses of all public entries; above 40,000, a list of several such
    files."""
    entries = Entry.objects.public().order_by("pk")
    pages = Paginator(
        entries.only("kind", "id_code", "slug", "modified_at"), MOST_SITEMAP_ADDRESSES
    )
    part = request.GET.get("part", "")
    if not part and pages.num_pages > 1:
        context = {"base": _get_base_url(), "parts": pages.page_range}
        return render(request, "sitemaps.xml", context, content_type=XML)
    number = int(part[:9]) if part.isascii() and part.isdigit() else 1
    if number not in pages.page_range:
        raise Http404
    public = Narrative.objects.public().with_published() if number == 1 else ()
    context = {
        "base": _get_base_url(),
        "entries": pages.page(number),
        "narratives": load_public_narratives(public),
    }
    return render(request, "sitemap.xml", context, content_type=XML)


def _get_base_url() -> str:
    return settings.BASE_URL.rstrip("/")
