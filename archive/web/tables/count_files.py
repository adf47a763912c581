"""The numbers of a table as files: CSV for spreadsheets, GeoJSON for maps."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from archive.crosstabs import ALL, NAME_LANGUAGES, Crosstab, load_value_names
from archive.exports.csv import CSV_BOM, format_csv_lines
from archive.filters import DIMENSION_FIELDS, SearchFilters
from archive.models import Region

from .table_links import name_values

TableWriter = Callable[[Crosstab, str], str]  # the table, and its address → the file
MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "geojson": "application/geo+json"}


@dataclass(frozen=True)
class CountFile:
    """A format of the numbers; `is_of_regions` where rows must be regions."""

    suffix: str
    name: str
    write: TableWriter
    is_of_regions: bool = False


def write_count_file(
    file: CountFile, filters: SearchFilters, table: Crosstab
) -> HttpResponse:
    """The file as an answer. It has at most 1,000 rows, is made at once and says its
    length, so that a file that was cut off is one byte or more too short."""
    address = f"{settings.BASE_URL}{filters.url(reverse('archive:table'))}"
    content = file.write(table, address)
    response = HttpResponse(content, content_type=MEDIA_TYPES[file.suffix])
    name = f"surveillance-archive-{timezone.now():%Y-%m-%d}-counts.{file.suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _write_csv(table: Crosstab, _address: str) -> str:
    """A line a row: its key, its names, the number of all its entries, and a number a
    column, with the names of columns in the language that is active now."""
    points = _load_points(table)
    column_names = name_values(table.columns)
    heads = [column_names[column.key] for column in table.columns.values]
    places = ["latitude", "longitude", "parent"] if points else []
    lines: list[list[object]] = [
        [table.rows.dimension, *_list_name_columns(), *places, "entries", *heads]
    ]
    for row in _describe_rows(table, points):
        names = [row.properties[column] for column in _list_name_columns()]
        where = [*(row.point or ("", "")), row.properties["parent"]] if points else []
        numbers = [table.cells.get((row.key, c.key), 0) for c in table.columns.values]
        lines.append([row.key, *names, *where, row.properties["entries"], *numbers])
    return CSV_BOM + format_csv_lines(lines)


def _write_geojson(table: Crosstab, address: str) -> str:
    """A feature a region (RFC 7946): its point, or null where it has none."""
    features = []
    for row in _describe_rows(table, _load_points(table)):
        by_column = {
            column.key: table.cells.get((row.key, column.key), 0)
            for column in table.columns.values
        }
        degrees = row.point and {"type": "Point", "coordinates": [*row.point[::-1]]}
        features.append(
            {
                "type": "Feature",
                "id": row.key,
                "geometry": degrees,
                "properties": {
                    "code": row.key,
                    **row.properties,
                    table.columns.dimension: by_column,
                },
            }
        )
    content = {
        "type": "FeatureCollection",
        "address": address,
        "made": f"{timezone.now():%Y-%m-%d}",
        "features": features,
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n"


COUNT_FILES = {
    "csv": CountFile("csv", "CSV", _write_csv),
    "geojson": CountFile("geojson", "GeoJSON", _write_geojson, is_of_regions=True),
}


def _list_name_columns() -> list[str]:
    return [f"name_{language.partition('-')[0]}" for language in NAME_LANGUAGES]


@dataclass(frozen=True)
class RegionPlace:
    """The code of the region above, and the point in degrees (latitude, longitude)."""

    parent: str
    point: tuple[float, float] | None


@dataclass(frozen=True)
class DescribedRow:
    """A row for files: its key, its names, parent and number of entries, its point."""

    key: str
    properties: dict[str, str | int]
    point: tuple[float, float] | None


def _describe_rows(
    table: Crosstab, places: dict[str, RegionPlace]
) -> Iterator[DescribedRow]:
    """The rows of the table in their order; one query for names."""
    keys = [value.key for value in table.rows.values]
    names = load_value_names(table.rows.dimension, keys)
    for key in keys:
        named, place = names.get(key, {}), places.get(key)
        properties: dict[str, str | int] = {
            column: named.get(language) or named.get("", "")
            for column, language in zip(
                _list_name_columns(), NAME_LANGUAGES, strict=True
            )
        }
        if place:
            properties["parent"] = place.parent
        properties["entries"] = table.cells.get((key, ALL), 0)
        yield DescribedRow(key, properties, place.point if place else None)


def _load_points(table: Crosstab) -> dict[str, RegionPlace]:
    """By code, where the regions are that are rows; one query, none for other rows."""
    if DIMENSION_FIELDS[table.rows.dimension] != "regions":
        return {}
    codes = [value.key for value in table.rows.values]
    rows = Region.objects.filter(code__in=codes).order_by()
    columns = rows.values_list("code", "parent__code", "latitude", "longitude")
    return {
        code: RegionPlace(
            parent or "",
            (latitude, longitude)
            if latitude is not None and longitude is not None
            else None,
        )
        for code, parent, latitude, longitude in columns
    }
