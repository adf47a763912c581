"""Events."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from archive.models import Entry, Event
from archive.selection import Selection
from archive.text import dates
from archive.timeline import round_to_months
from archive.web.lists.entry_lists import items
from archive.web.sourcing.numbered_sources import numbered_sources, rests_on

from .entry_addresses import entry_page
from .entry_page import frame


@entry_page("event")
def event_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The event, with what reports it."""
    reports = Entry.objects.public().filter(evidence_for__event=entry.pk).distinct()
    context = {
        **frame(entry, get_language() or "en"),
        "event": Event.objects.get(pk=entry.pk),
        "on_timeline": _on_timeline(entry),
        "evidence": items(reports.with_vocabulary()),
        **rests_on(entry, numbered_sources(entry)),
    }
    return render(request, "events/detail.html", context)


def _on_timeline(entry: Entry) -> str:
    """The months in which it happened, among all events; "" where that is not known."""
    if entry.counts_from is None or entry.counts_to is None:
        return ""
    events, path = Selection(kinds=("event",)), reverse("archive:timeline")
    months = round_to_months(entry.counts_from, entry.counts_to)
    if months is None:
        return events.url(path)
    return events.url(
        path,
        date_from=dates.parse_edtf(months.date_from),
        date_to=dates.parse_edtf(months.date_to),
    )
