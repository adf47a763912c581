"""The list of each kind of entry."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.models import ENTRY_KINDS
from archive.selection import Selection
from archive.web.errors import bad_values, index_needed, page_missing

from .entry_lists import listed
from .filter_controls import controls


def kind_list(kind: str) -> Callable[[HttpRequest], HttpResponseBase]:
    """A view of the public entries of one kind, under the same filters as search."""

    @require_safe
    @index_needed
    def view(request: HttpRequest) -> HttpResponse:
        selection = Selection.from_query(request.GET)
        if selection.problems:
            return bad_values(request, selection.problems)
        selection = selection.but(kinds=(), page=selection.page)
        of_kind = selection.but(kinds=(kind,))
        found = listed(selection, request.path, of_kind)
        if selection.page > found.pager.pages:
            return page_missing(request, selection, found.pager.pages)
        context = {
            "title": ENTRY_KINDS[kind].plural,
            "listing": found,
            **controls(selection, request.path),
            "refine": selection.url(reverse("archive:search"), kinds=(kind,)),
        }
        return render(request, "entries/list.html", context)

    return view
