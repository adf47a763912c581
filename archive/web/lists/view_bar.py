"""The same entries as a list, on the timeline, on the map and as a table: links that
keep the filters."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from archive.filters import SearchFilters

LIST, TIMELINE, MAP, TABLE = "list", "timeline", "map", "table"
VIEW_NAMES: dict[str, str | Promise] = {
    LIST: pgettext_lazy("view of entries", "List"),
    TIMELINE: pgettext_lazy("view of entries", "Timeline"),
    MAP: pgettext_lazy("view of entries", "Map"),
    TABLE: pgettext_lazy("view of entries", "Table"),
}


@dataclass(frozen=True)
class ViewLink:
    """A view of the entries, with its address under the same filters."""

    name: str | Promise
    url: str
    is_current: bool


def build_view_bar(filters: SearchFilters, current: str = "") -> list[ViewLink]:
    """Links to the views of the entries that pass `filters`; no query.

    The order stays in the list alone, both lanes on the timeline, and rows and columns
    in the table.
    """
    plain = filters.without_view()
    urls = {
        LIST: plain.url(reverse("archive:search"), sort=filters.sort),
        TIMELINE: plain.url(reverse("archive:timeline"), lanes=filters.lanes),
        MAP: _get_map_url(plain),
        TABLE: plain.url(
            reverse("archive:table"), rows=filters.rows, columns=filters.columns
        ),
    }
    return [ViewLink(VIEW_NAMES[v], url, v == current) for v, url in urls.items()]


def _get_map_url(filters: SearchFilters) -> str:
    """The page of the region, where the filters choose one, else the map of the world,
    which counts whatever region an entry is tied to."""
    chosen = [choice.value for choice in filters.regions if not choice.excluded]
    path = reverse("archive:region-list")
    if len(chosen) == 1:
        path = reverse("archive:region-detail", args=chosen)
    return filters.url(path, regions=())
