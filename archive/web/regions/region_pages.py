"""Pages of regions."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.citations import region_record
from archive.exports import build_list_data, build_place_node
from archive.filters import (
    KIND,
    REGION,
    YEAR,
    SearchFilters,
    make_choices,
)
from archive.models import Region
from archive.regions import draw_parts_map, rank_regions
from archive.regions import suggest_regions as called_like
from archive.text.punctuation import join_enumeration
from archive.web.content_negotiation import offer_references
from archive.web.errors import (
    handle_search_unavailable,
    render_page_missing,
)
from archive.web.forms.filter_form import FilterForm
from archive.web.lists.count_links import build_count_links, build_picture_links
from archive.web.lists.entry_lists import EntryListing, build_listing, build_pager
from archive.web.lists.filter_controls import (
    build_chips,
    build_list_controls,
    build_problem_controls,
    list_hidden_parameters,
)
from archive.web.lists.uncounted_pages import (
    describe_region,
    describe_regions,
    show_without_numbers,
)
from archive.web.lists.view_bar import MAP, build_view_bar
from archive.web.page_signposts import PageFile, add_list_signposts
from archive.web.search_slots import hold_search_slot

from .region_context import (
    RegionContext,
    build_region_context,
    describe_region_names,
    load_region_context,
)
from .region_counts import (
    RegionCounts,
    build_role_options,
    count_regions,
    describe_region_entries,
)
from .region_maps import MapDrawing, build_map_drawing, list_map_points
from .region_ranking import build_ranking

MOST_RANKED_REGIONS = 50  # regions on one page of the list
MOST_SUGGESTIONS = 6  # suggestions for what is not there


@dataclass(frozen=True)
class SuggestedRegion:
    """A region with a similar name or code, and the names of those above it, nearest
    first."""

    name: str
    code: str
    url: str
    ancestor_names: str


class RegionListForm(FilterForm):
    """The filters of the list, and a box to find a region by name or code."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.fields["find"] = forms.CharField(
            label=_("Find a region"),
            required=False,
            widget=forms.TextInput(
                attrs={
                    "type": "search",
                    "placeholder": _("Name or code"),
                    "autocomplete": "off",
                }
            ),
        )


@require_safe
@handle_search_unavailable
@show_without_numbers(describe_regions)
def region_list(request: HttpRequest) -> HttpResponse:
    """All countries: a map and a ranked list; a name that is looked up leads to its
    page."""
    form = RegionListForm(request)
    if not form.is_valid():
        return _render_list_problems(request, form)
    filters, sought = form.filters, form.cleaned_data["find"]
    suggested = called_like(sought, MOST_SUGGESTIONS)
    if len(suggested) == 1 and is_name_of_region(suggested[0], sought):
        return redirect(filters.url(suggested[0].get_absolute_url(), regions=()))
    filters = filters.with_changes(regions=(), page=filters.page)
    with hold_search_slot(filters.q):
        counts = count_regions(filters)
    top = list(Region.objects.top().listed().with_names(get_language() or "en"))
    pages = Paginator(rank_regions(top, counts.counted), MOST_RANKED_REGIONS)
    if filters.page > pages.num_pages:
        return render_page_missing(request, filters, pages.num_pages)
    context = {
        "map": build_world_map(top, counts),
        "ranked": build_ranking(pages.page(filters.page).object_list, filters),
        "pager": build_pager(filters, request.path, pages.num_pages),
        "chips": build_chips(filters, request.path),
        "views": build_view_bar(filters, MAP),
        **_build_world_links(filters),
        "roles": build_role_options(counts, request.path),
        "find": _build_region_finder(form, suggested),
    }
    return render(request, "regions/list.html", context)


def _build_world_links(filters: SearchFilters) -> dict[str, object]:
    """The numbers of the map of all countries, and the map as a picture."""
    return {
        "map_numbers": build_count_links(filters, REGION, KIND),
        "map_pictures": build_picture_links(filters, "archive:world-picture"),
    }


def _render_list_problems(request: HttpRequest, form: RegionListForm) -> HttpResponse:
    """The list without regions: the typed values, and what is wrong with them."""
    context = build_problem_controls(form, request.path)
    context["find"] = _build_region_finder(form, [])
    return render(request, "regions/list.html", context, status=400)


def build_world_map(top: list[Region], counts: RegionCounts) -> MapDrawing | None:
    """The map of all countries; no query."""
    counted = {region.code: counts.counted.get(region.code, 0) for region in top}
    return build_map_drawing(
        draw_parts_map("", counted, list_map_points(top)), top, counts.filters
    )


def _build_region_finder(
    form: RegionListForm, regions: list[Region]
) -> dict[str, object]:
    """The box to find a region, with similar names where none fits."""
    return {
        "form": form,
        "sought": form.cleaned_data.get("find", ""),
        "found": build_suggestion_links(regions),
        "hidden": list_hidden_parameters(form.filters.with_changes(regions=())),
    }


@require_safe
@offer_references
@handle_search_unavailable
@show_without_numbers(describe_region)
def region_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a region: names, map, surroundings, years by kind, entries."""
    region = Region.objects.listed().find_by_code(code)
    if region is None:
        return region_missing(request, code)
    if code != region.code:
        return redirect_with_query(request, region.get_absolute_url())
    form = FilterForm(request)
    if not form.is_valid():
        return _render_region_problems(request, form, region)
    filters = form.filters.with_changes(regions=(), page=form.filters.page)
    with hold_search_slot(filters.q):
        page, context = _build_region_context(region, filters, request.path)
    if filters.page > page.pager.pages:
        return render_page_missing(request, filters, page.pager.pages)
    cited = filters.without_basket().url(region.get_absolute_url())
    name = str(context["name"])
    context["linked_data"] = _build_linked_data(name, region.code, page, cited)
    response = render(request, "regions/detail.html", context)
    return _add_region_signposts(response, str(context["csv"]), cited)


def _render_region_problems(
    request: HttpRequest, form: FilterForm, region: Region
) -> HttpResponse:
    """The region without entries: the typed values, and what is wrong with them."""
    context = {
        "region": region,
        **describe_region_names(region),
        **build_problem_controls(form, request.path),
    }
    return render(request, "regions/detail.html", context, status=400)


def _add_region_signposts(
    response: HttpResponse, file: str, cited: str
) -> HttpResponse:
    files, above = [PageFile(file, "text/csv")], reverse("archive:region-list")
    return add_list_signposts(
        response, "CollectionPage", files, cite_as=cited, collection=above
    )


def _build_linked_data(
    name: str, code: str, page: EntryListing, path: str
) -> dict[str, object]:
    language, day = get_language() or "en", timezone.localdate()
    record = region_record(name, code, page.total, path, day, language)
    entries, place = [item.entry for item in page.items], build_place_node(name, code)
    return build_list_data("CollectionPage", record, entries, page.total, about=place)


def _build_region_context(
    region: Region, filters: SearchFilters, path: str
) -> tuple[EntryListing, dict[str, object]]:
    """The listing of a region's entries and the page's context; about ten queries."""
    counts = count_regions(filters)
    total = counts.counted.get(region.code, 0)
    near = load_region_context(region, is_empty=not total)
    here = counts.find_entries_in(region, near.branch)
    plan = counts.choose_plan(region)
    page = build_listing(filters, path, here, total, plan, counts.matches)
    return page, {
        **_build_place_context(near, counts),
        **describe_region_entries(counts, region, here, near.branch),
        **build_list_controls(filters, path),
        **_build_role_context(counts, path, region.code),
        "listing": page,
    }


def _build_place_context(
    near: RegionContext, counts: RegionCounts
) -> dict[str, object]:
    """The region's names, its surroundings, and links to the same entries elsewhere."""
    return {
        "region": near.region,
        **describe_region_names(near.region),
        **build_region_context(near, counts, counts.filters),
        **_build_onward_links(near.region, counts.filters),
    }


def _build_role_context(
    counts: RegionCounts, path: str, code: str
) -> dict[str, object]:
    """The roles with their numbers, and the other roles that have entries."""
    roles = build_role_options(counts, path, code)
    elsewhere = [role for role in roles if role.count and not role.is_current]
    return {"roles": roles, "elsewhere": elsewhere}


def _build_onward_links(region: Region, filters: SearchFilters) -> dict[str, object]:
    """Links to the other views of the same entries, a feed and a file."""
    in_here = filters.with_changes(regions=make_choices(region.code))
    shared, shared_here = filters.without_basket(), in_here.without_basket()
    feed = reverse("archive:feed-region", args=[region.code])
    return {
        "map_numbers": build_count_links(in_here, REGION, KIND),
        "map_pictures": build_picture_links(
            filters, "archive:region-picture", region.code
        ),
        "year_pictures": build_picture_links(in_here, "archive:timeline-picture"),
        "year_numbers": build_count_links(in_here, YEAR, KIND),
        "cite": shared.url(reverse("archive:region-cite", args=[region.code])),
        "views": build_view_bar(in_here, MAP),
        "feed": shared.url(feed, sort=""),
        "changes": shared_here.url(reverse("archive:change-list"), sort=""),
        "csv": shared_here.url(reverse("archive:search-export", args=["csv"])),
    }


def redirect_with_query(request: HttpRequest, path: str) -> HttpResponse:
    """301 to an address with the query string of the request."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(path + query, permanent=True)


def region_missing(request: HttpRequest, code: str) -> HttpResponse:
    """404 that suggests regions with a similar code or name."""
    context = {
        "sought": code,
        "found": build_suggestion_links(called_like(code, MOST_SUGGESTIONS)),
        "region": True,
    }
    return render(request, "404.html", context, status=404)


def is_name_of_region(region: Region, text: str) -> bool:
    """Whether the text is exactly a name or code of the region."""
    return Region.objects.matching_name(text).filter(pk=region.pk).exists()


def build_suggestion_links(regions: list[Region]) -> list[SuggestedRegion]:
    """Links with name, code and path; one query for the names above."""
    language = get_language() or "en"
    above = {code for region in regions for code in region.path.split("/")[:-2]}
    read = Region.objects.filter(code__in=above).with_names(language) if above else ()
    names = {region.code: region.name(language) for region in read}
    return [
        SuggestedRegion(
            region.name(language),
            region.code,
            region.get_absolute_url(),
            join_enumeration(
                (names[code] for code in reversed(region.path.split("/")[:-2])),
                language,
            ),
        )
        for region in regions
    ]
