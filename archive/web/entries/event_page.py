"""The page of an event."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from archive.filters import (
    SearchFilters,
    make_choices,
)
from archive.models import Entry, Evidence
from archive.text import dates
from archive.timeline import round_to_months
from archive.web.lists.entry_lists import build_items
from archive.web.sourcing.numbered_sources import build_sources_context, number_sources

from .entry_addresses import serve_entry_page
from .entry_page import build_entry_context


@serve_entry_page("event")
def event_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The page of an event, with the entries that report it."""
    tied = Evidence.objects.filter(event=entry.pk).values_list("entry_id", "relation")
    relations: dict[bool, set[int]] = {True: set(), False: set()}
    for pk, relation in tied:
        relations[relation == "disputes"].add(pk)
    public = Entry.objects.public().filter(pk__in=[pk for pk, _relation in tied])
    evidence = list(public.with_vocabulary())
    sources = number_sources(entry)
    context = {
        **build_entry_context(entry, get_language() or "en", sources),
        "event": entry,
        "on_timeline": get_timeline_url(entry),
        "evidence": build_items([e for e in evidence if e.pk in relations[False]]),
        "disputed_by": build_items([e for e in evidence if e.pk in relations[True]]),
        **build_sources_context(entry, sources),
    }
    return render(request, "events/detail.html", context)


def get_timeline_url(entry: Entry) -> str:
    """The timeline of events in the months of this one; "" where it has no date."""
    if entry.counts_from is None or entry.counts_to is None:
        return ""
    events, path = (
        SearchFilters(kinds=make_choices("event")),
        reverse("archive:timeline"),
    )
    months = round_to_months(entry.counts_from, entry.counts_to)
    if months is None:
        return events.url(path)
    return events.url(
        path,
        date_from=dates.parse_edtf(months.date_from),
        date_to=dates.parse_edtf(months.date_to),
    )
