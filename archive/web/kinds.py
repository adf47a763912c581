"""The list of each kind of entry."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.selection import KIND_PLURALS, Selection

from .errors import bad_values, index_needed, page_missing
from .filters import chips, hidden, sorts
from .lists import listing


def kind_list(kind: str) -> Callable[[HttpRequest], HttpResponse]:
    """A view of the public entries of one kind, under the same filters as search."""

    @require_safe
    @index_needed
    def view(request: HttpRequest) -> HttpResponse:
        selection = Selection.from_query(request.GET)
        if selection.problems:
            return bad_values(request, selection.problems)
        entries = selection.entries("kinds").filter(kind=kind)
        found = listing(selection.but(kinds=(), page=selection.page), request.path,
                        entries)  # fmt: skip
        if selection.page > found.pager.pages:
            return page_missing(request, selection, found.pager.pages)
        context = {
            "title": KIND_PLURALS[kind],
            "listing": found,
            "selection": selection,
            "chips": chips(selection.but(kinds=()), request.path),
            "sorts": sorts(selection),
            "sort_hidden": hidden(selection, "sort", "kind"),
            "refine": selection.url(reverse("archive:search"), kinds=(kind,)),
        }
        return render(request, "entries/list.html", context)

    return view
