"""Articles."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.models import Article, Entry, Passage, Placement

from .entries import entry_page
from .records import frame, numbered_sources


@entry_page("article")
def article_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The article: passages, captions, sources, record."""
    article = Article.objects.select_related("outlet").get(pk=entry.pk)
    open_text = article.text_access == "public"
    passages = Passage.objects.public().filter(article=article) if open_text else ()
    placed = Placement.objects.filter(
        article=article, photo__in=Entry.objects.public().values("pk")
    ).select_related("photo")
    series = [
        {"heading": heading, "plates": list(plates)}
        for heading, plates in groupby(placed, lambda p: p.series_heading)
    ]
    context = {
        **frame(entry, get_language() or "en"),
        "article": article,
        "passages": passages,
        "series": series,
        "sources": numbered_sources(entry),
    }
    return render(request, "articles/detail.html", context)
