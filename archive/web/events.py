"""Events."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.models import Entry, Event

from .entries import entry_page
from .lists import items
from .provenance import numbered_sources, rests_on
from .records import frame


@entry_page("event")
def event_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The event, with what reports it."""
    reports = Entry.objects.public().filter(evidence_for__event=entry.pk).distinct()
    context = {
        **frame(entry, get_language() or "en"),
        "event": Event.objects.get(pk=entry.pk),
        "evidence": items(reports.with_vocabulary()),
        **rests_on(entry, numbered_sources(entry)),
    }
    return render(request, "events/detail.html", context)
