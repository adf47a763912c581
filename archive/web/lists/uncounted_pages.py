"""Pages of home, regions, tags and time as lists without numbers, while the index can't
count and the archive is too large to count its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.entry_queries import (
    find_entries,
    order_dated_entries,
    order_entries,
    slice_entries,
)
from archive.filters import SearchFilters, make_choices
from archive.models import Entry, Region, Tag
from archive.models.entries.entry import EntryQuerySet
from archive.search import CountsUnavailable
from archive.site_name import find_site_name
from archive.text.collation import collation_key
from archive.web.forms.filter_form import FilterForm

from .entry_lists import ENTRIES_PER_PAGE, build_joined_item
from .filter_controls import build_chips

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class NamedLink:
    """A page, and its name."""

    name: str
    url: str


@dataclass(frozen=True)
class UncountedPage:
    """What a page shows without numbers: its title, links to other pages, and a page of
    `entries`, which are in order."""

    title: str
    filters: SearchFilters
    links: list[NamedLink]
    entries: EntryQuerySet | None = None


def show_without_numbers(
    describe: Callable[..., UncountedPage],
) -> Callable[[View], View]:
    """Wrap a view, so that it shows what `describe` tells where nothing can count.

    No such page is held in memory. `describe` takes what the view takes.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except CountsUnavailable:
                return _render_list(request, describe(request, *args, **kwargs))

        return answer

    return wrap


def _render_list(request: HttpRequest, page: UncountedPage) -> HttpResponse:
    """One entry more than is shown tells whether there is a next page; a query."""
    number, items = page.filters.page, []
    if page.entries is not None:
        start = (number - 1) * ENTRIES_PER_PAGE
        shown = slice_entries(page.entries, start, start + ENTRIES_PER_PAGE + 1)
        items = [build_joined_item(entry) for entry in shown.with_places()]
    path, has_more = request.path, len(items) > ENTRIES_PER_PAGE
    context = {
        "title": page.title,
        "links": page.links,
        "items": items[:ENTRIES_PER_PAGE],
        "chips": build_chips(page.filters, path),
        "previous": page.filters.url(path, page=number - 1) if number > 1 else "",
        "next": page.filters.url(path, page=number + 1) if has_more else "",
    }
    response = render(request, "uncounted.html", context)
    response.headers["Cache-Control"] = "no-cache"
    return response


def describe_home(_request: HttpRequest) -> UncountedPage:
    """The latest entries, and links to the ways through the archive."""
    links = [
        NamedLink(_("All entries"), reverse("archive:search")),
        NamedLink(_("Regions"), reverse("archive:region-list")),
        NamedLink(_("Timeline"), reverse("archive:timeline")),
        NamedLink(_("Tags"), reverse("archive:tag-list")),
    ]
    latest = order_entries(Entry.objects.public(), "added")
    name = find_site_name(get_language() or "en")
    return UncountedPage(name, SearchFilters(), links, latest)


def describe_regions(request: HttpRequest) -> UncountedPage:
    """All countries by name."""
    filters = _read_filters(request).with_changes(regions=())
    language = get_language() or "en"
    top = Region.objects.top().listed().with_names(language)
    links = [
        NamedLink(region.name(language), filters.url(region.get_absolute_url()))
        for region in top
    ]
    return UncountedPage(_("Regions"), filters, _sort_links(links))


def describe_region(request: HttpRequest, code: str) -> UncountedPage:
    """The parts of a region by name, and its entries."""
    language, read = get_language() or "en", _read_filters(request)
    filters = read.with_changes(regions=(), page=read.page)
    region = get_object_or_404(Region.objects.listed(), code=code)
    parts = Region.objects.filter(parent=region).listed().with_names(language)
    links = [
        NamedLink(part.name(language), filters.url(part.get_absolute_url()))
        for part in parts
    ]
    in_here = find_entries(filters.with_changes(regions=make_choices(code)))
    entries = order_entries(in_here, filters.sort)
    return UncountedPage(region.name(language), filters, _sort_links(links), entries)


def describe_tags(request: HttpRequest) -> UncountedPage:
    """All tags by label."""
    filters, language = _read_filters(request), get_language() or "en"
    filters = filters.with_changes(tags=())
    tags = Tag.objects.current().listed().prefetch_related("labels")
    links = [
        NamedLink(tag.label(language), filters.url(tag.get_absolute_url()))
        for tag in tags
    ]
    return UncountedPage(_("Tags"), filters, _sort_links(links))


def describe_timeline(request: HttpRequest) -> UncountedPage:
    """The entries of the window by date; without a date where these are asked for."""
    filters = _read_filters(request)
    found = find_entries(filters)
    in_order = found if filters.undated else order_dated_entries(found)
    return UncountedPage(_("Timeline"), filters, [], in_order)


def _read_filters(request: HttpRequest) -> SearchFilters:
    return FilterForm(request).filters


def _sort_links(links: list[NamedLink]) -> list[NamedLink]:
    language = get_language() or "en"
    return sorted(links, key=lambda link: collation_key(link.name, language))
