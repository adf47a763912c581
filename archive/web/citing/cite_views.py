"""The pages on which a region's page and a search are cited."""

from __future__ import annotations

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
from archive.models import Region
from archive.search import count_results
from archive.selection import Selection
from archive.web.entries.citable_parts import asked_of, style_links
from archive.web.errors import bad_values, index_needed
from archive.web.regions.region_counts import coverage
from archive.web.regions.region_pages import moved, region_missing


@require_safe
@index_needed
def region_cite(request: HttpRequest, code: str) -> HttpResponseBase:
    """References of a region's page as it stands today, in the style asked for."""
    region = Region.objects.found(code)
    if region is None:
        return region_missing(request, code)
    if code != region.code:
        return moved(request, reverse("archive:region-cite", args=[region.code]))
    selection = Selection.from_query(request.GET).but(regions=())
    path = selection.url(region.get_absolute_url())
    number = coverage(selection).counted.get(region.code, 0)
    language = get_language() or "en"
    name = region.name(language)
    day = timezone.localdate()
    item = region_record(name, region.code, number, path, day, language)
    return _page(request, selection, item, _("Cite this page"), name, path)


@require_safe
@index_needed
def search_cite(request: HttpRequest) -> HttpResponseBase:
    """References of a search as it is answered today, in the style asked for."""
    selection = Selection.from_query(request.GET).but()
    if selection.problems:
        return bad_values(request, selection.problems)
    path = selection.url(reverse("archive:search"))
    number = count_results(selection).number
    language = get_language() or "en"
    day = timezone.localdate()
    item = search_record(selection.q, number, path, day, language)
    return _page(request, selection, item, _("Cite this search"), selection.q, path)


def _page(
    request: HttpRequest,
    selection: Selection,
    item: dict[str, Any],
    heading: str,
    name: str,
    path: str,
) -> HttpResponse:
    known = {"style": (tuple(STYLES), next(iter(STYLES)))}
    asked, problems = asked_of(request, known)
    problems = [*selection.problems, *problems]
    if problems:
        return bad_values(request, problems)
    style = asked["style"]
    context = {
        "heading": heading,
        "name": name,
        "back": path,
        "asked": asked,
        "style": STYLES[style],
        "styles": _links(request, selection),
        "cited": cite_record(item, get_language() or "en", style),
        "address": item["URL"],
    }
    return render(request, "citations/page.html", context)


def _links(request: HttpRequest, selection: Selection) -> list[dict[str, str]]:
    here = selection.url(request.path)
    if "?" not in here:
        return style_links(here)
    return [row | {"url": f"{here}&style={row['style']}"} for row in style_links(here)]
