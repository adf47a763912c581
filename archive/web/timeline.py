"""The timeline page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.models import Region, Tag
from archive.models.entry import EntryQuerySet
from archive.regions import counts
from archive.search import tag_counts
from archive.selection import Selection
from archive.timeline import Scale, timeline

from .errors import bad_values, index_needed, page_missing
from .filters import chips, hidden
from .lists import item, listing, narrowed, pager

OPTIONS = 100  # regions, and tags, to choose from; the others have their own pages
BY: dict[str, str | Promise] = {
    Scale.CENTURY: _("by century"),
    Scale.DECADE: _("by decade"),
    Scale.YEAR: _("by year"),
    Scale.MONTH: _("by month"),
    Scale.DAY: _("by day"),
}


@require_safe
@index_needed
def timeline_page(request: HttpRequest) -> HttpResponse:
    """Bars, then the entries that touch the window."""
    selection = Selection.from_query(request.GET)
    if selection.problems:
        return bad_values(request, selection.problems)
    dateless = selection.but(date_from=None, date_to=None, undated=False)
    entries = narrowed(dateless, dateless.entries())
    view = timeline(selection, entries)
    page = pager(selection, request.path, view.pages)
    undated = None
    if selection.undated:
        undated = listing(selection, request.path, entries.undated())
        page = undated.pager
    if selection.page > page.pages:
        return page_missing(request, selection, page.pages)
    context = {
        **_options(selection),
        **_links(selection, dateless, request.path),
        "view": view,
        "rows": [{"row": row, "item": item(row.entry)} for row in view.rows],
        "by": BY.get(view.detail.scale) if view.detail else "",
        "pager": page,
        "undated": undated,
    }
    return render(request, "timeline/index.html", context)


def _links(selection: Selection, dateless: Selection, path: str) -> dict[str, Any]:
    """Addresses of the other windows, chips, and what the form carries."""
    return {
        "selection": selection,
        "base": dateless.url(path),
        "joint": "&" if dateless.parameters() else "?",
        "chips": chips(dateless, path),
        "hidden": hidden(selection, "q", "region", "tag", "from", "to", "undated"),
        "further": _further(selection),
        "feed_url": selection.url(reverse("archive:feed-timeline"), sort=""),
        "undated_url": dateless.url(path, undated=True),
    }


def _first(values: tuple[str, ...]) -> str:
    return next((value for value in values if not value.startswith("-")), "")


def _further(selection: Selection) -> list[tuple[str, str]]:
    """Regions and tags beyond the one that a list to choose from can show."""
    return [
        (name, value)
        for name, values in (("region", selection.regions), ("tag", selection.tags))
        for value in values
        if value != _first(values) and not value.startswith("-")
    ]


def _options(selection: Selection) -> dict[str, Any]:
    """Regions and tags to choose from: those that the other filters leave."""
    language = get_language() or "en"
    chosen = {"region": _first(selection.regions), "tag": _first(selection.tags)}
    by_region = counts(_but(selection, "regions"), selection.roles)
    by_tag = tag_counts(_but(selection, "tags"))
    most = sorted(by_region, key=lambda code: -by_region[code])[:OPTIONS]
    regions = Region.objects.filter(code__in={*most, chosen["region"]} - {""})
    tags = Tag.objects.current().prefetch_related("labels")
    shown = [t for t in tags if by_tag.get(t.key) or t.key == chosen["tag"]]
    named = sorted(shown, key=lambda tag: tag.label(language).casefold())
    return {
        "regions": [
            {
                "value": region.code,
                "label": "\u2003" * (region.path.count("/") - 1)
                + region.name(language),
                "n": by_region.get(region.code, 0),
                "on": region.code == chosen["region"],
            }
            for region in regions.prefetch_related("names").order_by("path")
        ],
        "tags": [
            {
                "value": tag.key,
                "label": tag.label(language),
                "n": by_tag.get(tag.key, 0),
                "on": tag.key == chosen["tag"],
            }
            for tag in named[:OPTIONS]
        ],
    }


def _but(selection: Selection, field: str) -> EntryQuerySet:
    entries = selection.entries(field, "date_from", "date_to", "undated")
    return narrowed(selection, entries)
