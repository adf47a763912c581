"""Events: the list, and a page for each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Entry

from .browse import kind_list
from .entries import entry_page
from .record import frame


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """All public events."""
    return kind_list(request, "event", "events/list.html")


@entry_page("event")
def event_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """An event and the entries that report it."""
    event = entry.event
    public = Entry.objects.public().values("pk")
    rows = event.evidence_rows.filter(entry__in=public).select_related("entry")
    context = {"event": event, "evidence": rows}
    return render(request, "events/detail.html", {**frame(entry), **context})
