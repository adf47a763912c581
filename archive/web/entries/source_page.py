"""The page of a source."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.filters import SearchFilters, make_choices
from archive.models import Citation, Entry, Source
from archive.web.lists.entry_lists import build_items
from archive.web.lists.view_bar import build_view_bar
from archive.web.sourcing.numbered_sources import build_source_chain_context
from archive.web.sourcing.source_chain import (
    list_derived_sources,
    list_entries_based_on,
)

from .entry_addresses import serve_entry_page
from .entry_page import build_entry_context

# entries of each list; the search lists all that cite a source
MOST_DEPENDENT_ENTRIES = 50


@serve_entry_page("source")
def source_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The page of a source: what it is, what it is based on, and the entries based on
    it."""
    source = cast("Source", entry)
    context = {
        **build_entry_context(entry, get_language() or "en"),
        **build_source_chain_context(source),
        **_list_dependent_entries(source),
        "source": source,
        "views": build_view_bar(SearchFilters(source=make_choices(source.id_code))),
    }
    return render(request, "sources/detail.html", context)


def _list_dependent_entries(source: Source) -> dict[str, object]:
    """Public entries that cite it, those that cite a source based on it, and these
    sources."""
    direct = Entry.objects.public().filter(
        pk__in=Citation.objects.filter(source=source).values("entry")
    )
    through = list_entries_based_on(source).exclude(pk__in=direct.values("pk"))
    below = Entry.objects.public().filter(
        pk__in=list_derived_sources(source.pk)[:MOST_DEPENDENT_ENTRIES]
    )
    numbers = direct.count(), through.count()
    return {
        "citing": build_items(direct.with_vocabulary()[:MOST_DEPENDENT_ENTRIES]),
        "citing_number": numbers[0],
        "through": build_items(through.with_vocabulary()[:MOST_DEPENDENT_ENTRIES]),
        "through_number": numbers[1],
        "goes_back": sum(numbers),
        "below": below.order_by("date_earliest", "pk"),
        "shown": MOST_DEPENDENT_ENTRIES,
    }
