"""Sources."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.models import Entry, Source

from .entries import entry_page
from .lists import items
from .origins import chains, resting_on
from .records import frame


@entry_page("source")
def source_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The source: what it is, what it rests on, and all that goes back to it."""
    context = {
        **frame(entry, get_language() or "en"),
        "source": Source.objects.get(pk=entry.pk),
        "citing": items(resting_on(entry).with_vocabulary()),
        "origins": chains([entry.pk])[entry.pk],
    }
    return render(request, "sources/detail.html", context)
