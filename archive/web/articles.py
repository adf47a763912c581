"""Articles: the list, and a page for each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Entry

from .browse import kind_list
from .entries import entry_page
from .record import frame, readable


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """All public articles."""
    return kind_list(request, "article", "articles/list.html")


@entry_page("article")
def article_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """An article with its passages and plates."""
    article = entry.article
    public = Entry.objects.public().filter(kind="photo").values("pk")
    placed = article.placements.filter(photo__in=public).select_related("photo")
    context = {
        "article": article,
        "passages": readable(entry),
        "is_restricted": article.text_access != "public",
        "plates": [(row, row.photo) for row in placed],
    }
    return render(request, "articles/detail.html", {**frame(entry), **context})
