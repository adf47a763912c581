"""Readers report an error, and see what became of it."""

from __future__ import annotations

import secrets
import time
from hashlib import sha256
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
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

MOST_REPORT_CHARACTERS = 4_000  # characters
MOST_REPORT_BYTES = 40_000  # bytes of a form
STAMP_MIN_AGE = 3  # nobody reads and writes faster
STAMP_MAX_AGE = 24 * 3600  # seconds that a form can be sent
STAMP_SALT = "archive.report"


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def report_form(request: HttpRequest, id_code: str) -> HttpResponse:
    """Say what is wrong with an entry; no account, cookie or script is needed."""
    entry = get_entry_at_address(request, id_code, "entry-report")
    if isinstance(entry, HttpResponse):
        return entry
    places = [place["anchor"] for place in list_citable_parts(entry)]
    asked = request.GET.get("passage", "")
    typed = {"text": "", "anchor": asked if asked in places else ""}
    if request.method != "POST":
        return _render_report_form(request, entry, places, typed)
    if get_content_length(request) > MOST_REPORT_BYTES:
        return _render_report_form(
            request, entry, places, typed, _render_too_long(), 413
        )
    typed, problem = _validate_report(request, entry, places)
    if problem:
        return _render_report_form(request, entry, places, typed, problem, 400)
    stamp = sha256(request.POST["stamp"].encode()).hexdigest()
    try:
        found = report_error(entry, typed["text"], stamp, typed["anchor"])
    except TooManyReports as full:
        response = _render_report_form(
            request, entry, places, typed, _render_busy(full.seconds), 503
        )
        response.headers["Retry-After"] = str(full.seconds)
        return response
    return HttpResponseSeeOther(reverse("archive:report-detail", args=[found.key]))


@private_form
@require_safe
def report_detail(request: HttpRequest, key: str) -> HttpResponse:
    """What was reported and what became of it, for who has the address."""
    found = ErrorReport.objects.filter(key=key).select_related("revision").first()
    if found is None:
        raise Http404
    entry = Entry.objects.public().filter(pk=found.entry_id).first()
    context = {"report": found, "entry": entry, "address": request.path}
    return render(request, "reports/detail.html", context)


def _render_report_form(
    request: HttpRequest,
    entry: Entry,
    places: list[str],
    typed: dict[str, str],
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form with what was typed and a new stamp."""
    context: dict[str, Any] = {
        "entry": entry,
        "places": places,
        "typed": typed,
        "problem": problem,
        "longest": MOST_REPORT_CHARACTERS,
        "stamp": signing.dumps(
            [entry.id_code, int(time.time()), secrets.token_hex(8)], salt=STAMP_SALT
        ),
    }
    return render(request, "reports/form.html", context, status=status)


def _validate_report(
    request: HttpRequest, entry: Entry, places: list[str]
) -> tuple[dict[str, str], str]:
    """What was typed, and what is wrong with it, or ""."""
    text = request.POST.get("text", "").replace("\0", "").replace("\r\n", "\n").strip()
    anchor = request.POST.get("anchor", "")
    typed = {"text": text, "anchor": anchor if anchor in places else ""}
    if request.POST.get("website"):
        return typed, _("One field is for programs only: leave it empty.")
    if len(text) > MOST_REPORT_CHARACTERS:
        return typed, _render_too_long()
    if len(text) < 10:
        return typed, _("Say in a sentence what is wrong, and how you know.")
    return typed, _check_form_stamp(request.POST.get("stamp", ""), entry)


def _check_form_stamp(stamp: str, entry: Entry) -> str:
    """What is wrong with the stamp of a form, or ""."""
    try:
        code, at, _once = signing.loads(stamp, salt=STAMP_SALT, max_age=STAMP_MAX_AGE)
        age = time.time() - at
    except (signing.BadSignature, ValueError, TypeError):
        return _(
            "The form has been open for too long. What you typed is here: send it "
            "again."
        )
    if code != entry.id_code or age < STAMP_MIN_AGE:
        return _(
            "That was faster than one can read. What you typed is here: send it again."
        )
    return ""


def _render_too_long() -> str:
    return _("A report has at most %(most)s characters.") % {
        "most": MOST_REPORT_CHARACTERS
    }


def _render_busy(seconds: int) -> str:
    return _(
        "Many reports came in, from all readers together. Keep what you typed, and "
        "send it again in %(minutes)s minutes."
    ) % {"minutes": -(-seconds // 60)}
