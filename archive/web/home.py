"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Entry
from archive.regions import counts, shapes
from archive.selection import KINDS, Selection
from archive.timeline import timeline

from .lists import items
from .regions import ranked_places
from .tags import used


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search box, counts, places, the time strip, latest entries, tags."""
    entries = Entry.objects.public()
    counted = counts(entries)
    line = timeline(Selection(), entries)
    kinds = [(kind, entries.filter(kind=kind).count()) for kind in KINDS]
    context = {
        "selection": Selection(),
        "latest": items(entries.with_vocabulary()[:8]),
        "kinds": kinds,
        "total": sum(count for _kind, count in kinds),
        "overview": line.overview,
        "undated": line.undated,
        "countries": ranked_places(counted)[:12],
        "map": shapes("china", counted),
        "concepts": used(entries)[:24],
    }
    return render(request, "home.html", context)
