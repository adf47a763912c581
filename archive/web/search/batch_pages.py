"""Batch searches: the form, the progress, the results."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    QueryDict,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from archive import batches
from archive.exports.csv import CSV_BOM, format_csv_lines
from archive.models import (
    Batch,
    BatchQuery,
)
from archive.search import needs_rebuild
from archive.web.entries.entry_addresses import HttpResponseSeeOther
from archive.web.forms.filter_form import FilterForm
from archive.web.lists.filter_controls import build_chips
from archive.web.private_forms import get_content_length, private_form
from archive.web.reader_buckets import HourlyBudget
from archive.web.search.batch_form import BatchForm

MOST_UPLOAD_BYTES = 1_000_000  # bytes of a file or of what is pasted
MULTIPART_OVERHEAD = 20_000  # bytes that a form adds to them
# bytes read and thrown away, so that the answer can be seen
MOST_DISCARDED_BYTES = 20_000_000
REFRESH_SECONDS = 3  # seconds
BATCH_BUDGET = HourlyBudget(5, shared=100)
RESULT_COLUMNS = (
    "query",
    "entries",
    "notices",
    "line",
    "same_as_line",
    "address",
    "as_of",
)


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def batch_form(request: HttpRequest) -> HttpResponse:
    """Type or upload queries; the filters in the address apply to each."""
    address = FilterForm(request)
    is_readable = address.is_valid()
    if request.method != "POST" or not is_readable:
        form = BatchForm(typed=address.filters.q)
        return _render_batch_form(request, address, form, 200 if is_readable else 400)
    if get_content_length(request) > MOST_UPLOAD_BYTES + MULTIPART_OVERHEAD:
        return _render_too_large(request, address)
    form = BatchForm(request.POST, request.FILES)
    if not form.is_valid():
        return _render_batch_form(request, address, form, 400)
    language = get_language() or "en"
    try:
        if wait := BATCH_BUDGET.spend():
            raise batches.BatchesFullError(wait)
        batch = batches.submit_batch(
            form.queries, address.filters, language, form.notes
        )
    except batches.BatchesFullError as full:
        form.add_error(None, _describe_full_queue(full.seconds))
        response = _render_batch_form(request, address, form, 503)
        response.headers["Retry-After"] = str(full.seconds)
        return response
    return HttpResponseSeeOther(reverse("archive:batch-detail", args=[batch.key]))


def _render_batch_form(
    request: HttpRequest, address: FilterForm, form: BatchForm, status: int = 200
) -> HttpResponse:
    beside = address.filters.with_changes(q="", sort="")
    context = {
        "form": form,
        "problems": address.problems,
        "chips": build_chips(beside, request.path),
        "most": batches.MAX_BATCH_QUERIES,
        "hours": int(batches.BATCH_LIFETIME.total_seconds()) // 3600,
    }
    return render(request, "search/batch_form.html", context, status=status)


def _render_too_large(request: HttpRequest, address: FilterForm) -> HttpResponse:
    """413, after reading the rest: a browser that is still sending shows no
    response."""
    left = MOST_DISCARDED_BYTES
    while left > 0 and (piece := request.read(65_536)):
        left -= len(piece)
    form = BatchForm(QueryDict())
    form.errors.clear()
    form.add_error(
        "file", _("This is more than 1 MB. Go back and send the searches in parts.")
    )
    return _render_batch_form(request, address, form, 413)


def _describe_full_queue(seconds: int) -> str:
    minutes = -(-seconds // 60)
    if minutes < 60:
        return _(
            "Many batches are waiting. What you typed is still here: send the "
            "searches again in a few minutes."
        )
    return _(
        "The archive can't store more batches now. Keep what you typed and "
        "send the searches again in %(hours)s hours."
    ) % {"hours": -(-minutes // 60)}


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def batch_detail(request: HttpRequest, key: str) -> HttpResponse:
    """The progress, then the results; a POST deletes the batch."""
    batch = Batch.objects.unexpired().filter(key=key).first()
    if batch is None:
        return render(request, "search/batch_gone.html", status=404)
    if request.method == "POST":
        batch.delete()
        return HttpResponseSeeOther(reverse("archive:batch"))
    if batch.finished_at is None:
        return _render_progress(request, batch)
    rows = _build_result_rows(batch)
    context = {
        "batch": batch,
        "rows": rows,
        "found": sum(1 for row in rows if row.query.total),
        "chips": build_chips(batches.batch_filters(batch), reverse("archive:batch")),
    }
    return render(request, "search/batch_detail.html", context)


def _render_progress(request: HttpRequest, batch: Batch) -> HttpResponse:
    """The progress; the page reloads by itself unless the reader stopped that."""
    done = batch.queries.filter(total__isnull=False).count()
    is_still = request.GET.get("refresh") == "0"
    context = {
        "batch": batch,
        "done": done,
        "all": batch.queries.count(),
        "is_still": is_still,
        "is_building": needs_rebuild(),
        "seconds": REFRESH_SECONDS,
    }
    response = render(request, "search/batch_progress.html", context)
    if not is_still:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@dataclass(frozen=True)
class BatchRow:
    """A query with its address, and the earlier line with the same query."""

    query: BatchQuery
    url: str
    same_as: int | None


def _build_result_rows(batch: Batch) -> list[BatchRow]:
    """Each query with its address and the first line that says the same."""
    filters = batches.batch_filters(batch)
    first: dict[str, int] = {}
    rows, search = [], reverse("archive:search")
    for query in batch.queries.all():
        before = first.setdefault(query.text, query.number)
        rows.append(
            BatchRow(
                query,
                batches.query_under_filters(query.text, filters).url(search),
                before if before != query.number else None,
            )
        )
    return rows


@private_form
@require_safe
def batch_table(request: HttpRequest, key: str) -> HttpResponse:
    """The results as CSV, once the batch is finished."""
    batch = Batch.objects.unexpired().filter(key=key).first()
    if batch is None:
        return render(request, "search/batch_gone.html", status=404)
    if batch.finished_at is None:
        return redirect("archive:batch-detail", key)
    at = f"{batch.finished_at:%Y-%m-%dT%H:%M:%SZ}"
    rows = (
        (
            row.query.text,
            row.query.total,
            " ".join(row.query.notices),
            row.query.number,
            row.same_as or "",
            settings.BASE_URL + row.url,
            at,
        )
        for row in _build_result_rows(batch)
    )
    text = CSV_BOM + format_csv_lines([RESULT_COLUMNS]) + format_csv_lines(rows)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"surveillance-archive-batch-{batch.finished_at:%Y-%m-%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
