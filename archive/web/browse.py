"""Lists of one kind of entry."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.selection import Selection

from .errors import bad_values, page_missing
from .lists import items, ordered, page_of


def kind_list(request: HttpRequest, kind: str, template: str) -> HttpResponse:
    """The public entries of one kind, twenty a page, filtered as asked."""
    selection = Selection.from_query(request.GET)
    if selection.problems:
        return bad_values(request, selection.problems)
    entries = replace(selection, kinds=(kind,)).entries()
    page = page_of(ordered(entries, selection.sort), selection.page)
    if page is None:
        return page_missing(request, selection.page)
    context = {
        "selection": selection,
        "kind": kind,
        "page": page,
        "items": items(page.object_list),
    }
    return render(request, template, context)
