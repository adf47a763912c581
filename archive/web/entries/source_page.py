"""Sources."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.models import Citation, Entry, Source
from archive.web.lists.entry_lists import items
from archive.web.sourcing.numbered_sources import goes_back_to
from archive.web.sourcing.source_chain import family, resting_on

from .entry_addresses import entry_page
from .entry_page import frame

SHOWN = 50  # entries of each list; the search lists all that cite a source


@entry_page("source")
def source_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The source: what it is, what it rests on, and all that goes back to it."""
    source = Source.objects.get(pk=entry.pk)
    context = {
        **frame(entry, get_language() or "en"),
        **goes_back_to(source),
        **_resting(source),
        "source": source,
    }
    return render(request, "sources/detail.html", context)


def _resting(source: Source) -> dict[str, Any]:
    """Public entries that go back to it: those that cite it, those that cite another
    source which rests on it, and these other sources."""
    direct = Entry.objects.public().filter(
        pk__in=Citation.objects.filter(source=source).values("entry")
    )
    through = resting_on(source).exclude(pk__in=direct.values("pk"))
    below = Entry.objects.public().filter(pk__in=family(source.pk)[:SHOWN])
    numbers = direct.count(), through.count()
    return {
        "citing": items(direct.with_vocabulary()[:SHOWN]),
        "citing_number": numbers[0],
        "through": items(through.with_vocabulary()[:SHOWN]),
        "through_number": numbers[1],
        "goes_back": sum(numbers),
        "below": below.order_by("date_earliest", "pk"),
        "shown": SHOWN,
    }
