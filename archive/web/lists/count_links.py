"""Links to the numbers behind maps, tables and bars, as files."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from archive.filters import DIMENSION_FIELDS, SearchFilters

COUNT_FILE_NAMES = {"csv": "CSV", "geojson": "GeoJSON"}


@dataclass(frozen=True)
class CountLink:
    """A link to numbers in one file format."""

    name: str
    url: str


def build_count_links(
    filters: SearchFilters, rows: str, columns: str
) -> list[CountLink]:
    """The numbers of what the filters find, by these rows and columns: as CSV, and as
    GeoJSON where rows are regions. The reader's basket is left out."""
    shared = filters.without_basket().without_view()
    suffixes = [*COUNT_FILE_NAMES]
    if DIMENSION_FIELDS[rows] != "regions":
        suffixes.remove("geojson")
    return [
        CountLink(
            COUNT_FILE_NAMES[suffix],
            shared.url(
                reverse("archive:table-file", args=[suffix]), rows=rows, columns=columns
            ),
        )
        for suffix in suffixes
    ]
