"""Photos: the list, and a page for each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Entry

from .browse import kind_list
from .entries import entry_page
from .record import frame


@require_safe
def photo_list(request: HttpRequest) -> HttpResponse:
    """All public photos."""
    return kind_list(request, "photo", "photos/list.html")


@entry_page("photo")
def photo_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """A photo with its caption, credit and where it was placed."""
    photo = entry.photo
    public = Entry.objects.public().filter(kind="article").values("pk")
    placed = photo.placements.filter(article__in=public).select_related("article")
    context = {"photo": photo, "placements": placed}
    return render(request, "photos/detail.html", {**frame(entry), **context})
