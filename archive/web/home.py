"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.models import Entry, Region, Tag
from archive.regions import counts, ranked, shapes
from archive.selection import Selection
from archive.timeline import timeline

from .lists import items


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search box, regions, the strip of years, latest entries, tags."""
    public = Entry.objects.public()
    language = get_language() or "en"
    counted = counts(public)
    china = Region.objects.filter(code="CN").first()
    articles = public.filter(kind="article").with_vocabulary()
    lead = articles.filter(import_key="seed-article").first() or articles.first()
    tags = Tag.objects.filter(taggings__entry__in=public).distinct()
    context = {
        "lead": items([lead])[0] if lead else None,
        "latest": items(public.with_vocabulary()[:6]),
        "map": shapes("china", counted),
        "ranked": [
            {"region": r, "name": r.name(language), "local": r.name("zh-Hans"), "n": n}
            for r, n in ranked(counted, china)[:7]
        ],
        "view": timeline(Selection(kinds=("event",)), public.filter(kind="event")),
        "tags": [
            {"url": tag.get_absolute_url(), "label": tag.label(language)}
            for tag in tags.prefetch_related("labels")[:16]
        ],
    }
    return render(request, "home/index.html", context)
