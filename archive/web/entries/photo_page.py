"""The page of a photo."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.models import Entry, Photo, Placement
from archive.web.sourcing.numbered_sources import build_sources_context, number_sources

from .entry_addresses import serve_entry_page
from .entry_page import build_entry_context


@serve_entry_page("photo")
def photo_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The page of a photo: caption, credit, the article it is in, and its neighbours
    there."""
    photo = cast("Photo", entry)
    public = Entry.objects.public().values("pk")
    placed = list(
        Placement.objects.filter(photo_id=entry.pk, article__in=public).select_related(
            "article"
        )
    )
    emended = photo.reading and photo.reading != photo.caption
    sources = number_sources(entry)
    context = {
        **build_entry_context(entry, get_language() or "en", sources),
        **(_find_neighbouring_photos(placed[0]) if placed else {}),
        "photo": photo,
        "placements": placed,
        "is_retold": any(place.article.text_is == "own_words" for place in placed),
        "emended": [{"reason": photo.emendation}] if emended else [],
        **build_sources_context(entry, sources),
    }
    return render(request, "photos/detail.html", context)


def _find_neighbouring_photos(place: Placement) -> dict[str, object]:
    """The number of a photo in its article, and the public photos before and after
    it."""
    public = Entry.objects.public().values("pk")
    series = Placement.objects.filter(article=place.article_id, photo__in=public)
    rows = series.select_related("photo").order_by("position")
    before = rows.filter(position__lt=place.position).last()
    after = rows.filter(position__gt=place.position).first()
    return {
        "number": place.position,
        "previous": before.photo if before else None,
        "next": after.photo if after else None,
    }
