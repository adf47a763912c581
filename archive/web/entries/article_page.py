"""Articles."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.models import Article, Entry, Passage, Placement
from archive.web.sourcing.numbered_sources import numbered_sources, rests_on

from . import figure_table
from .article_body import Line, lines
from .entry_addresses import entry_page
from .entry_page import frame


@entry_page("article")
def article_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The article: passages, captions, sources, record."""
    language = get_language() or "en"
    article = Article.objects.select_related("outlet").get(pk=entry.pk)
    sources = numbered_sources(entry)
    body = lines(article, sources)
    placed = list(
        Placement.objects.filter(
            article=article, photo__in=Entry.objects.public().values("pk")
        ).select_related("photo")
    )
    context = {
        **frame(entry, language),
        "article": article,
        "lead": article.lead if article.text_access == "public" else "",
        "lines": body,
        "left_out": Passage.objects.filter(article=article).left_out().count(),
        "series": [
            {"heading": heading, "plates": list(plates)}
            for heading, plates in groupby(placed, lambda p: p.series_heading)
        ],
        "figures": figure_table.table(_texts(body, placed), language),
        "emended": _emended(body, placed),
        **rests_on(entry, sources),
    }
    return render(request, "articles/detail.html", context)


def _texts(body: list[Line], placed: list[Placement]) -> list[tuple[str, str, str]]:
    """Anchor, text and language of all that the page shows."""
    passages = [line.passage for line in body if line.passage]
    return [(p.anchor, p.text, p.language) for p in passages] + [
        (p.anchor, p.photo.text, p.photo.language) for p in placed
    ]


def _emended(body: list[Line], placed: list[Placement]) -> list[dict[str, Any]]:
    """What the archive emended, and why, by anchor."""
    rows = [(line.anchor, line.passage) for line in body]
    shown = [*rows, *((place.anchor, place.photo) for place in placed)]
    return [
        {"anchor": anchor, "why": record.emendation}
        for anchor, record in shown
        if record and record.reading and record.reading != record.printed
    ]
