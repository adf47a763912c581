"""The page that shows entries as a table, and its files."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.crosstabs import (
    MOST_COUNTED_ENTRIES,
    Crosstab,
    TableLimits,
    build_crosstab,
)
from archive.entry_queries import find_entries
from archive.filters import (
    DIMENSION_FIELDS,
    YEAR,
    SearchFilters,
)
from archive.search import count_columns, find_matching_ids
from archive.text.quantities.number_format import format_number
from archive.web.errors import (
    PLAIN_TEXT,
    handle_search_unavailable,
    refuse_parameters,
    render_page_missing,
)
from archive.web.lists.count_links import build_count_links, list_count_files
from archive.web.lists.entry_lists import build_pager, keep_matching
from archive.web.lists.filter_controls import (
    build_chips,
    build_problem_controls,
    list_hidden_parameters,
)
from archive.web.lists.view_bar import TABLE, build_view_bar
from archive.web.page_signposts import add_list_signposts
from archive.web.search_slots import hold_search_slot

from .count_files import COUNT_FILES, write_count_file
from .table_form import DIMENSION_NAMES, OFFERED_TABLES, TABLE_FIELDS, TableForm
from .table_links import build_linked_table

MOST_CELLS = 2_400  # of a page, which has so many links
MOST_ROWS = 400
MOST_YEAR_COLUMNS, MOST_COLUMNS = 24, 12
SINGLE_VALUED = {"dates", "kinds", "outlets"}  # an entry has one, or a span
TOO_MANY = _(
    "More than %(most)s entries are too many to count in this way. Add a filter, or "
    "choose years, types, regions or tags as rows and columns."
)
FILE_LIMITS = TableLimits(rows=1_000, columns=24)


@dataclass(frozen=True)
class TableLink:
    """A link to a table of these entries: what its rows and columns are."""

    name: str | Promise
    url: str
    columns: str | Promise = ""
    is_current: bool = False


@require_safe
@handle_search_unavailable
def table_page(request: HttpRequest) -> HttpResponse:
    """The numbers of the entries that pass the filters, by row and column, each a link
    to its list."""
    form = TableForm(request)
    filters = form.filters
    if not form.is_valid():
        return _render_problems(request, form)
    size = _choose_size(form.dimensions)
    limits = replace(size, start=(filters.page - 1) * size.rows)
    table, notices = count_table(filters, form.dimensions, limits)
    pages = max(1, -(-table.row_number // size.rows)) if table else 1
    if filters.page > pages:
        return render_page_missing(request, filters, pages)
    context = {
        "form": form,
        "selection": filters,
        "chips": build_chips(filters, request.path),
        "views": build_view_bar(filters, TABLE),
        "hidden": list_hidden_parameters(filters, *TABLE_FIELDS),
        "tables": _list_offered_tables(filters, form.dimensions),
        "notices": (*filters.notices, *notices),
        **_build_table_context(filters, form.dimensions, table),
        "pager": build_pager(filters, request.path, pages),
    }
    response = render(request, "tables/index.html", context)
    links = build_count_links(filters, *form.dimensions) if table else []
    return add_list_signposts(response, "WebPage", list_count_files(links))


def _render_problems(request: HttpRequest, form: TableForm) -> HttpResponse:
    """The form alone: the typed values, and what is wrong with them."""
    context = {
        **build_problem_controls(form, request.path),
        "hidden": list_hidden_parameters(form.filters, *TABLE_FIELDS),
    }
    return render(request, "tables/index.html", context, status=400)


@require_safe
@handle_search_unavailable
def table_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The numbers as a file, with the names of rows in three languages."""
    file = COUNT_FILES.get(suffix)
    if file is None:
        raise Http404
    form = TableForm(request)
    if not form.is_valid():
        return refuse_parameters(form.parameter_problems)
    if file.is_of_regions and not _has_region_rows(form.dimensions):
        raise Http404
    filters = form.filters.without_basket()
    table, _said = count_table(filters, form.dimensions, FILE_LIMITS)
    if table is None:
        return HttpResponse(_describe_too_many(), content_type=PLAIN_TEXT, status=400)
    return write_count_file(file, filters, table)


def count_table(
    filters: SearchFilters, dimensions: tuple[str, str], limits: TableLimits
) -> tuple[Crosstab | None, tuple[object, ...]]:
    """The table of what the filters find, None where they find too much to count, and
    what to say of how the words were read. Raises `SearchUnavailable`."""
    with hold_search_slot(filters.q):
        matching = find_matching_ids(filters)
    entries = keep_matching(matching, find_entries(filters))
    counted = count_columns(filters, dimensions)
    table = build_crosstab(filters, entries, counted, dimensions, limits)
    return table, matching.notices


def _choose_size(dimensions: tuple[str, str]) -> TableLimits:
    columns = MOST_YEAR_COLUMNS if dimensions[1] == YEAR else MOST_COLUMNS
    return TableLimits(min(MOST_ROWS, MOST_CELLS // columns), columns)


def _list_offered_tables(
    filters: SearchFilters, dimensions: tuple[str, str]
) -> list[TableLink]:
    return [
        TableLink(
            DIMENSION_NAMES[rows],
            filters.url(reverse("archive:table"), rows=rows, columns=columns),
            DIMENSION_NAMES[columns],
            (rows, columns) == dimensions,
        )
        for rows, columns in OFFERED_TABLES
    ]


def _build_table_context(
    filters: SearchFilters, dimensions: tuple[str, str], table: Crosstab | None
) -> dict[str, object]:
    """The table, its files, and what its numbers mean."""
    rows, columns = dimensions
    names = {"rows": DIMENSION_NAMES[rows], "columns": DIMENSION_NAMES[columns]}
    if table is None:
        return {"names": names, "too_many": _describe_too_many()}
    several = [d for d in dimensions if DIMENSION_FIELDS[d] not in SINGLE_VALUED]
    return {
        "names": names,
        "crosstab": table,
        "table": build_linked_table(filters, table),
        "has_spans": YEAR in dimensions,
        "empty_rows": table.empty_rows if _has_region_rows(dimensions) else 0,
        "has_several": bool(several),
        "files": build_count_links(filters, rows, columns),
    }


def _has_region_rows(dimensions: tuple[str, str]) -> bool:
    return DIMENSION_FIELDS[dimensions[0]] == "regions"


def _describe_too_many() -> str:
    """Why there is no file, and what to do."""
    most = format_number(MOST_COUNTED_ENTRIES, get_language() or "en")
    return TOO_MANY % {"most": most} + "\n"
