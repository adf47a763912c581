"""Photos."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.models import Entry, Photo, Placement

from .entries import entry_page
from .records import frame, numbered_sources


@entry_page("photo")
def photo_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The photo: caption, credit, and where it stands."""
    public = Entry.objects.public().values("pk")
    placed = Placement.objects.filter(photo_id=entry.pk, article__in=public)
    context = {
        **frame(entry, get_language() or "en"),
        "photo": Photo.objects.get(pk=entry.pk),
        "placements": placed.select_related("article"),
        "sources": numbered_sources(entry),
    }
    return render(request, "photos/detail.html", context)
