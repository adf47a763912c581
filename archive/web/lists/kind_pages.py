"""The list of each kind of entry."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.filters import (
    make_choices,
)
from archive.models import ENTRY_KINDS
from archive.web.errors import (
    handle_search_unavailable,
    render_page_missing,
)
from archive.web.forms.filter_form import FilterForm
from archive.web.lists.filter_controls import build_problem_controls
from archive.web.lists.view_bar import build_view_bar
from archive.web.page_signposts import add_list_signposts, list_search_files
from archive.web.search_slots import hold_search_slot

from .entry_lists import list_selected_entries
from .filter_controls import build_list_controls


def kind_list(kind: str) -> Callable[[HttpRequest], HttpResponseBase]:
    """A view of the public entries of one kind, under the same filters as search."""

    @require_safe
    @handle_search_unavailable
    def view(request: HttpRequest) -> HttpResponse:
        form = FilterForm(request)
        filters = form.filters
        if not form.is_valid():
            context = {
                "title": ENTRY_KINDS[kind].plural,
                **build_problem_controls(form, request.path),
            }
            return render(request, "entries/list.html", context, status=400)
        filters = filters.with_changes(kinds=(), page=filters.page)
        of_kind = filters.with_changes(kinds=make_choices(kind))
        with hold_search_slot(filters.q):
            listing = list_selected_entries(filters, request.path, of_kind)
        if filters.page > listing.pager.pages:
            return render_page_missing(request, filters, listing.pager.pages)
        context = {
            "title": ENTRY_KINDS[kind].plural,
            "listing": listing,
            **build_list_controls(filters, request.path),
            "views": build_view_bar(of_kind),
        }
        response = render(request, "entries/list.html", context)
        files = list_search_files(of_kind)
        return add_list_signposts(response, "CollectionPage", files)

    return view
