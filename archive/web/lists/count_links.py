"""Links to the numbers behind maps, tables and bars, as files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from archive.filters import DIMENSION_FIELDS, SearchFilters
from archive.web.page_signposts import PageFile
from archive.web.png_files import has_fonts_for

_MEDIA_TYPES = {"CSV": "text/csv", "GeoJSON": "application/geo+json"}
COUNT_FILE_NAMES = {"csv": "CSV", "geojson": "GeoJSON"}


@dataclass(frozen=True)
class CountLink:
    """A link to numbers in one file format."""

    name: str
    url: str


def build_picture_links(
    filters: SearchFilters, route: str, *args: str
) -> list[CountLink]:
    """The same as a picture with credit and address inside; as PNG where the machine
    has fonts for the reader's language. The reader's basket is left out."""
    query = filters.without_basket().without_view().url("")
    names = ["SVG"]
    if has_fonts_for(get_language() or "en"):
        names.append("PNG")
    path = reverse(route, args=[*args, "svg"]).removesuffix("svg")
    return [CountLink(name, f"{path}{name.lower()}{query}") for name in names]


def build_count_links(
    filters: SearchFilters, rows: str, columns: str
) -> list[CountLink]:
    """The numbers of what the filters find, by these rows and columns: as CSV, and as
    GeoJSON where rows are regions. The reader's basket is left out."""
    shared = filters.without_basket().without_view()
    query = shared.url("", rows=rows, columns=columns)
    suffixes = [*COUNT_FILE_NAMES]
    if DIMENSION_FIELDS[rows] != "regions":
        suffixes.remove("geojson")
    return [
        CountLink(
            COUNT_FILE_NAMES[suffix],
            reverse("archive:table-file", args=[suffix]) + query,
        )
        for suffix in suffixes
    ]


def list_count_files(links: Iterable[CountLink]) -> list[PageFile]:
    """The same links for programs, in the head of the answer."""
    return [PageFile(link.url, _MEDIA_TYPES[link.name]) for link in links]
