"""The pages that show how to cite a region's page and a search."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.citations import STYLES, cite_record, region_record, search_record
from archive.filters import SearchFilters, parse_filters
from archive.models import Region
from archive.search import count_results
from archive.web.entries.citable_parts import (
    StyleLink,
    build_style_links,
    parse_known_values,
)
from archive.web.errors import handle_search_unavailable, render_bad_values
from archive.web.forms.filter_form import AddressForm
from archive.web.regions.region_counts import count_regions
from archive.web.regions.region_pages import redirect_with_query, region_missing
from archive.web.search_slots import hold_search_slot


@require_safe
@handle_search_unavailable
def cite_region(request: HttpRequest, code: str) -> HttpResponseBase:
    """References of a region's page as it is today, in the chosen style."""
    region = Region.objects.find_by_code(code)
    if region is None:
        return region_missing(request, code)
    if code != region.code:
        return redirect_with_query(
            request, reverse("archive:region-cite", args=[region.code])
        )
    filters = parse_filters(request.GET).but(regions=())
    path = filters.url(region.get_absolute_url())
    with hold_search_slot(filters.q):
        number = count_regions(filters).counted.get(region.code, 0)
    language = get_language() or "en"
    name = region.name(language)
    day = timezone.localdate()
    item = region_record(name, region.code, number, path, day, language)
    return _render_cite_page(request, filters, item, _("Cite this page"), name, path)


@require_safe
@handle_search_unavailable
def cite_search(request: HttpRequest) -> HttpResponseBase:
    """References of a search with the answer it has today, in the chosen style."""
    filters = parse_filters(request.GET).but()
    if filters.problems:
        return render_bad_values(request, filters.problems)
    path = filters.url(reverse("archive:search"))
    with hold_search_slot(filters.q):
        number = count_results(filters).number
    language = get_language() or "en"
    day = timezone.localdate()
    item = search_record(filters.q, number, path, day, language)
    return _render_cite_page(
        request, filters, item, _("Cite this search"), filters.q, path
    )


def _render_cite_page(
    request: HttpRequest,
    filters: SearchFilters,
    item: dict[str, Any],
    heading: str,
    name: str,
    path: str,
) -> HttpResponse:
    known = {"style": (tuple(STYLES), next(iter(STYLES)))}
    asked, problems = parse_known_values(request, known)
    form = AddressForm(request, [*filters.problems, *problems])
    style = asked["style"]
    if not form.is_valid():
        context = {
            "form": form,
            "heading": heading,
            "name": name,
            "asked": asked,
            "styles": _build_search_links(request, filters),
        }
        return render(request, "citations/page.html", context, status=400)
    context = {
        "form": form,
        "heading": heading,
        "name": name,
        "back": path,
        "asked": asked,
        "style": STYLES[style],
        "styles": _build_search_links(request, filters),
        "cited": cite_record(item, get_language() or "en", style),
        "address": item["URL"],
    }
    return render(request, "citations/page.html", context)


def _build_search_links(
    request: HttpRequest, filters: SearchFilters
) -> list[StyleLink]:
    here = filters.url(request.path)
    if "?" not in here:
        return build_style_links(here)
    links = build_style_links(here)
    return [replace(link, url=f"{here}&style={link.style}") for link in links]
