"""Sources: the list, and a page for each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Entry

from .browse import kind_list
from .entries import entry_page
from .record import frame, offspring, origins


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """All public sources."""
    return kind_list(request, "source", "sources/list.html")


@entry_page("source")
def source_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """A source, what rests on it and what it rests on."""
    source = entry.source
    public = Entry.objects.public().values("pk")
    cited_by = source.cited_by.filter(entry__in=public).select_related("entry")
    context = {
        "source": source,
        "cited_by": cited_by,
        "origins": origins(source),
        "offspring": offspring(source),
    }
    return render(request, "sources/detail.html", {**frame(entry), **context})
