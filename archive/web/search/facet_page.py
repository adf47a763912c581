"""The page of all values of one facet, to find the one to filter by."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.filters import Choice, SearchFilters
from archive.search import BROWSED_COLUMNS, Facet, FacetValue, browse_facet
from archive.web.errors import handle_search_unavailable, render_page_missing
from archive.web.forms.filter_form import FilterForm
from archive.web.lists.entry_lists import build_pager
from archive.web.lists.filter_controls import (
    FACET_NAMES,
    build_chips,
    build_problem_controls,
    list_hidden_parameters,
)
from archive.web.search_slots import hold_search_slot

MOST_VALUES = 200  # on one page
MOST_SOUGHT_CHARACTERS = 80


@dataclass(frozen=True)
class BrowsedValue:
    """A value with the address that filters by it alone, and by it or what is chosen of
    the facet already; "" where nothing is."""

    value: FacetValue
    only_url: str
    also_url: str


class FacetBrowseForm(FilterForm):
    """The filters in the address, and a box to find a value by its name."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.fields["find"] = forms.CharField(
            label=gettext("Find in this list"),
            required=False,
            widget=forms.TextInput(
                attrs={
                    "type": "search",
                    "autocomplete": "off",
                    "maxlength": MOST_SOUGHT_CHARACTERS,
                }
            ),
        )


@require_safe
@handle_search_unavailable
def facet_page(request: HttpRequest, facet: str) -> HttpResponse:
    """All values of a facet under the filters in the address, as links to the search
    that they make narrower."""
    if facet not in BROWSED_COLUMNS:
        raise Http404
    form = FacetBrowseForm(request)
    filters = form.filters
    context: dict[str, object] = {
        "form": form,
        "title": FACET_NAMES[facet],
        "back": filters.url(reverse("archive:search")),
        "whole": filters.url(request.path),
        "hidden": list_hidden_parameters(filters),
    }
    if not form.is_valid():
        context |= build_problem_controls(form, request.path)
        return render(request, "search/facet.html", context, status=400)
    sought = form.cleaned_data["find"][:MOST_SOUGHT_CHARACTERS]
    with hold_search_slot(filters.q):
        browsed = browse_facet(filters, facet, sought)
    pages = max(1, -(-len(browsed.values) // MOST_VALUES))
    if filters.page > pages and not sought:
        return render_page_missing(request, filters, pages)
    context |= _build_values_context(filters, request.path, browsed, sought, pages)
    return render(request, "search/facet.html", context)


def _build_values_context(
    filters: SearchFilters, path: str, facet: Facet, sought: str, pages: int
) -> dict[str, object]:
    """The values of a page, or the first ones that have the sought name: to see others,
    readers type more of it."""
    start = 0 if sought else (filters.page - 1) * MOST_VALUES
    shown = facet.values[start : start + MOST_VALUES]
    return {
        "selection": filters,
        "chips": build_chips(filters, path),
        "facet": facet,
        "sought": sought,
        "rows": [_build_value(facet, value, filters) for value in shown],
        "left_out": len(facet.values) - len(shown) if sought else 0,
        "pager": None if sought else build_pager(filters, path, pages),
    }


def _build_value(
    facet: Facet, value: FacetValue, filters: SearchFilters
) -> BrowsedValue:
    path = reverse("archive:search")
    chosen = filters.choices(facet.field)
    more = {facet.field: (*chosen, Choice(value.value))}
    is_joined = any(not one.excluded for one in chosen) and not value.is_chosen
    return BrowsedValue(
        value,
        filters.url(path, **facet.choose(value)),
        filters.url(path, **more) if is_joined else "",
    )
