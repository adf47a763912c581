"""The numbers of a comparison as a file."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.exports.csv import CSV_BOM, format_csv_lines
from archive.filters import REGION, SOURCE, TAG, SearchFilters
from archive.web.errors import (
    PLAIN_TEXT,
    handle_search_unavailable,
    refuse_parameters,
)

from .comparison import (
    ComparedRow,
    CountedSide,
    compare_kinds,
    compare_values,
    compare_years,
    count_side,
)
from .side_names import name_side
from .sides import ComparedSide, list_problems, parse_sides

VALUE_NAMES: dict[str, str | Promise] = {
    TAG: _("Tags"),
    REGION: _("Regions"),
    SOURCE: _("Sources"),
}
ONE_SIDE = _(
    "Choose what to compare: a region, a tag, words or a period for A and for B."
)
DELAY_NUMBERS = ("events", "reported", "measured", "median", "shortest", "longest")
Line = tuple[object, ...]


@require_safe
@handle_search_unavailable
def compare_file(request: HttpRequest) -> HttpResponseBase:
    """The numbers of a comparison as CSV: a line for each number of A and B."""
    sides = parse_sides(request.GET)
    problems = list_problems(sides)
    if problems:
        return refuse_parameters(problems)
    if not all(side.is_chosen for side in sides):
        return HttpResponse(f"{ONE_SIDE}\n", content_type=PLAIN_TEXT, status=400)
    counted = count_side(sides[0]), count_side(sides[1])
    lines: list[Line] = [("part", "key", "name", "a", "b")]
    lines += _list_lines(sides, counted)
    response = HttpResponse(
        CSV_BOM + format_csv_lines(lines), content_type="text/csv; charset=utf-8"
    )
    name = f"surveillance-archive-{timezone.now():%Y-%m-%d}-comparison.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _list_lines(
    sides: tuple[ComparedSide, ComparedSide], counted: tuple[CountedSide, CountedSide]
) -> list[Line]:
    """The lines of the file: names and totals, then all rows of each part, then the
    delays of reports."""
    return [
        ("name", "", "", *(name_side(side) for side in sides)),
        ("address", "", "", *(_write_list_address(side.filters) for side in sides)),
        _make_line("entries", "", *(side.total for side in counted)),
        *_list_rows("type", compare_kinds(*counted)),
        *_list_rows("year", compare_years(*counted)),
        *(line for d in VALUE_NAMES for line in _list_values(d, counted)),
        *_list_delays(*counted),
    ]


def _list_values(
    dimension: str, counted: tuple[CountedSide, CountedSide]
) -> list[Line]:
    values = compare_values(dimension, *counted)
    return _list_rows(dimension, [*values.both, *values.only_a, *values.only_b])


def _list_rows(part: str, rows: list[ComparedRow]) -> list[Line]:
    return [(part, row.key, row.name, row.a.count, row.b.count) for row in rows]


def _list_delays(*counted: CountedSide) -> list[Line]:
    return [
        _make_line(
            "delay", name, *(getattr(side.delays, name, None) for side in counted)
        )
        for name in DELAY_NUMBERS
    ]


def _make_line(part: str, key: str, *numbers: int | None) -> Line:
    """A line of numbers; one that is not known is empty."""
    return (part, key, "", *("" if n is None else n for n in numbers))


def _write_list_address(filters: SearchFilters) -> str:
    return f"{settings.BASE_URL}{filters.url(reverse('archive:search'))}"
