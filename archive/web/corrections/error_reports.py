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
from archive.web.entries.citable_parts import citable
from archive.web.entries.entry_addresses import SeeOther, entry_at
from archive.web.private_forms import length, private

LONGEST = 4_000  # characters
LARGEST = 40_000  # bytes of a form
LEAST_SECONDS = 3  # nobody reads and writes faster
KEPT = 24 * 3600  # seconds that a form can be sent
SALT = "archive.report"


@private
@require_http_methods(["GET", "HEAD", "POST"])
def report_form(request: HttpRequest, id_code: str) -> HttpResponse:
    """Say what is wrong with an entry; no account, cookie or script is needed."""
    entry = entry_at(request, id_code, "entry-report")
    if isinstance(entry, HttpResponse):
        return entry
    places = [place["anchor"] for place in citable(entry)]
    asked = request.GET.get("passage", "")
    typed = {"text": "", "anchor": asked if asked in places else ""}
    if request.method != "POST":
        return _form(request, entry, places, typed)
    if length(request) > LARGEST:
        return _form(request, entry, places, typed, _too_long(), 413)
    typed, problem = _read(request, entry, places)
    if problem:
        return _form(request, entry, places, typed, problem, 400)
    stamp = sha256(request.POST["stamp"].encode()).hexdigest()
    try:
        found = report_error(entry, typed["text"], stamp, typed["anchor"])
    except TooManyReports as full:
        response = _form(request, entry, places, typed, _busy(full.seconds), 503)
        response.headers["Retry-After"] = str(full.seconds)
        return response
    return SeeOther(reverse("archive:report-detail", args=[found.key]))


@private
@require_safe
def report_detail(request: HttpRequest, key: str) -> HttpResponse:
    """What was reported and what became of it, for who has the address."""
    found = ErrorReport.objects.filter(key=key).select_related("revision").first()
    if found is None:
        raise Http404
    entry = Entry.objects.public().filter(pk=found.entry_id).first()
    context = {"report": found, "entry": entry, "address": request.path}
    return render(request, "reports/detail.html", context)


def _form(
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
        "longest": LONGEST,
        "stamp": signing.dumps(
            [entry.id_code, int(time.time()), secrets.token_hex(8)], salt=SALT
        ),
    }
    return render(request, "reports/form.html", context, status=status)


def _read(
    request: HttpRequest, entry: Entry, places: list[str]
) -> tuple[dict[str, str], str]:
    """What was typed, and what is wrong with it, or ""."""
    text = request.POST.get("text", "").replace("\0", "").replace("\r\n", "\n").strip()
    anchor = request.POST.get("anchor", "")
    typed = {"text": text, "anchor": anchor if anchor in places else ""}
    if request.POST.get("website"):
        return typed, _("One field is for programs only: leave it empty.")
    if len(text) > LONGEST:
        return typed, _too_long()
    if len(text) < 10:
        return typed, _("Say in a sentence what is wrong, and how you know.")
    return typed, _stamped(request.POST.get("stamp", ""), entry)


def _stamped(stamp: str, entry: Entry) -> str:
    """What is wrong with the stamp of a form, or ""."""
    try:
        code, at, _once = signing.loads(stamp, salt=SALT, max_age=KEPT)
        age = time.time() - at
    except (signing.BadSignature, ValueError, TypeError):
        return _("The form has been open for too long. What you typed is here: send it "
                 "again.")  # fmt: skip
    if code != entry.id_code or age < LEAST_SECONDS:
        return _("That was faster than one can read. What you typed is here: send it "
                 "again.")  # fmt: skip
    return ""


def _too_long() -> str:
    return _("A report has at most %(most)s characters.") % {"most": LONGEST}


def _busy(seconds: int) -> str:
    return _(
        "Many reports came in, from all readers together. Keep what you typed, and "
        "send it again in %(minutes)s minutes."
    ) % {"minutes": -(-seconds // 60)}
