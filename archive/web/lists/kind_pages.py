"""The list of each kind of entry."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.filters import KIND_PLURALS, parse_filters
from archive.web.errors import (
    handle_search_unavailable,
    render_bad_values,
    render_page_missing,
)

from .entry_lists import list_selected_entries
from .filter_controls import build_list_controls


def kind_list(kind: str) -> Callable[[HttpRequest], HttpResponseBase]:
    """A view of the public entries of one kind, under the same filters as search."""

    @require_safe
    @handle_search_unavailable
    def view(request: HttpRequest) -> HttpResponse:
        selection = parse_filters(request.GET)
        if selection.problems:
            return render_bad_values(request, selection.problems)
        selection = selection.but(kinds=(), page=selection.page)
        of_kind = selection.but(kinds=(kind,))
        found = list_selected_entries(selection, request.path, of_kind)
        if selection.page > found.pager.pages:
            return render_page_missing(request, selection, found.pager.pages)
        context = {
            "title": KIND_PLURALS[kind],
            "listing": found,
            **build_list_controls(selection, request.path),
            "refine": selection.url(reverse("archive:search"), kinds=(kind,)),
        }
        return render(request, "entries/list.html", context)

    return view
