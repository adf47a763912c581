"""Pages on which readers report an error and see the answer."""

from __future__ import annotations

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from archive.editorial import TooManyReports, report_error
from archive.models import Entry, ErrorReport
from archive.web.entries.citable_parts import list_citable_parts
from archive.web.entries.entry_addresses import (
    HttpResponseSeeOther,
    get_entry_at_address,
)
from archive.web.private_forms import get_content_length, private_form
from archive.web.reader_buckets import HourlyBudget

from .report_form import ReportForm, describe_too_long

MOST_REPORT_BYTES = 40_000  # bytes of a form
REPORT_BUDGET = HourlyBudget(5, shared=100)


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def report_form(request: HttpRequest, id_code: str) -> HttpResponse:
    """The form to report an error in an entry; needs no account, cookie or script."""
    entry = get_entry_at_address(request, id_code, "entry-report")
    if isinstance(entry, HttpResponse):
        return entry
    places = [place.anchor for place in list_citable_parts(entry)]
    if request.method != "POST":
        form = ReportForm(entry, places)
        form.initial["anchor"] = request.GET.get("passage", "")
        return _render_report_form(request, form)
    if get_content_length(request) > MOST_REPORT_BYTES:
        form = ReportForm(entry, places, QueryDict())
        form.add_error("text", describe_too_long())
        return _render_report_form(request, form, 413)
    form = ReportForm(entry, places, request.POST)
    if not form.is_valid():
        return _render_report_form(request, form, 400)
    try:
        report = _receive_report(form)
    except TooManyReports as full:
        form.add_error(None, _describe_busy(full.seconds))
        response = _render_report_form(request, form, 503)
        response.headers["Retry-After"] = str(full.seconds)
        return response
    return HttpResponseSeeOther(reverse("archive:report-detail", args=[report.key]))


def _receive_report(form: ReportForm) -> ErrorReport:
    """Store what a reader sent. Raises `TooManyReports`, for one reader or for all."""
    if wait := REPORT_BUDGET.spend():
        raise TooManyReports(wait)
    sent = form.cleaned_data
    stamp = sha256(sent["stamp"].encode()).hexdigest()
    return report_error(form.entry, sent["text"], stamp, sent.get("anchor", ""))


@private_form
@require_safe
def report_detail(request: HttpRequest, key: str) -> HttpResponse:
    """The report and its answer, for whoever has the secret address."""
    report = ErrorReport.objects.filter(key=key).select_related("revision").first()
    if report is None:
        raise Http404
    entry = Entry.objects.public().filter(pk=report.entry_id).first()
    context = {"report": report, "entry": entry, "address": request.path}
    return render(request, "reports/detail.html", context)


def _render_report_form(
    request: HttpRequest, form: ReportForm, status: int = 200
) -> HttpResponse:
    """The form with what was typed and a fresh stamp."""
    context = {"form": form, "entry": form.entry, "stamp": form.make_stamp()}
    return render(request, "reports/form.html", context, status=status)


def _describe_busy(seconds: int) -> str:
    return _(
        "We have received too many reports from readers in a short time. "
        "Keep what you typed and send the report again in %(minutes)s "
        "minutes."
    ) % {"minutes": -(-seconds // 60)}
