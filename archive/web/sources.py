"""Sources."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.models import Derivation, Entry, Source

from .entries import entry_page
from .lists import items
from .records import frame


@entry_page("source")
def source_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The source: what it is, what rests on it, what it rests on."""
    public = Entry.objects.public()
    citing = public.filter(citations__source=entry.pk).distinct().with_vocabulary()
    chain = Derivation.objects.filter(source=entry.pk, origin__in=public.values("pk"))
    context = {
        **frame(entry, get_language() or "en"),
        "source": Source.objects.get(pk=entry.pk),
        "citing": items(citing),
        "origins": [row.origin for row in chain.select_related("origin")],
    }
    return render(request, "sources/detail.html", context)
