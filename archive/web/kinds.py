"""The list of each kind of entry."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Entry
from archive.selection import Selection

from .errors import bad_values, page_missing
from .lists import items, page_of


def kind_list(kind: str) -> Callable[[HttpRequest], HttpResponse]:
    """A view of the public entries of one kind, latest first."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        selection = Selection.from_query(request.GET)
        if selection.problems:
            return bad_values(request, selection.problems)
        pages = page_of(
            Entry.objects.public().filter(kind=kind).with_vocabulary(), selection.page
        )
        if selection.page > pages.num_pages:
            return page_missing(request, pages.num_pages)
        page = pages.page(selection.page)
        context = {"kind": kind, "page": page, "items": items(page.object_list)}
        return render(request, "entries/list.html", context)

    return view
