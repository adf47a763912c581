"""The same entries as a list, on the timeline, on the map, as a table and in a
comparison: links that keep the filters."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from archive.filters import SearchFilters

LIST, TIMELINE, MAP, TABLE, COMPARE = "list", "timeline", "map", "table", "compare"
VIEW_NAMES: dict[str, str | Promise] = {
    LIST: pgettext_lazy("view of entries", "List"),
    TIMELINE: pgettext_lazy("view of entries", "Timeline"),
    MAP: pgettext_lazy("view of entries", "Map"),
    TABLE: pgettext_lazy("view of entries", "Table"),
    COMPARE: pgettext_lazy("view of entries", "Compare"),
}
# What a comparison tells its sides apart by, the first that is set.
DISTINGUISHING = (
    *(("narrative",), ("in_basket",)),
    *(("region", "role"), ("tag",), ("q",), ("source",), ("from", "to")),
)


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
        COMPARE: _get_comparison_url(plain),
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


def _get_comparison_url(filters: SearchFilters) -> str:
    """The address that compares what the filters find with something else: a region
    with another one, else a tag, words, a source or a period; the rest is of both."""
    pairs = filters.parameters()
    names = {name for name, _value in pairs}
    own = next((some for some in DISTINGUISHING if names.intersection(some)), ())
    query = urlencode([(f"a.{n}" if n in own else n, value) for n, value in pairs])
    path = reverse("archive:compare")
    return f"{path}?{query}" if query else path
