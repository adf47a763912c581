"""The head of the chain over all publications, for outsiders to keep."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.filters import ParameterProblem
from archive.models import Timestamp
from archive.versions import get_chain_head, is_in_chain
from archive.web.errors import render_bad_values

from .about_pages import TEXT

MOST_TIMESTAMPS = 20  # time stamps, the latest first
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


@require_safe
def integrity_page(request: HttpRequest) -> HttpResponse:
    """What the head proves, and whether one that was kept (`head`) is in the chain."""
    asked = request.GET.get("head", "").strip()
    if asked and not _SHA256.fullmatch(asked):
        said = _("A hash has 64 signs, 0 to 9 and a to f.")
        return render_bad_values(request, [ParameterProblem("head", asked[:80], said)])
    newest = get_chain_head()
    stamped = list(Timestamp.objects.defer("answer")[:MOST_TIMESTAMPS])
    context = {
        "head": newest,
        "command": f"python3 manage.py verify --head {newest}",
        "now": timezone.now(),
        "asked": asked.lower(),
        "holds": bool(asked) and is_in_chain(asked),
        "timestamps": stamped,
        "verifying": _write_verify_commands(stamped[0]) if stamped else "",
    }
    return render(request, "about/integrity.html", context)


@require_safe
def integrity_head(request: HttpRequest) -> HttpResponse:
    """The head as one line, for programs."""
    return HttpResponse(f"{get_chain_head()}\n", content_type=TEXT)


@require_safe
def timestamp_head(request: HttpRequest, number: int) -> HttpResponse:
    """The head that an authority stamped, as the line that was hashed."""
    found = get_object_or_404(Timestamp, pk=number)
    return HttpResponse(f"{found.head}\n", content_type=TEXT)


@require_safe
def timestamp_reply(request: HttpRequest, number: int) -> HttpResponse:
    """The authority's answer, as `openssl ts` reads it."""
    found = get_object_or_404(Timestamp, pk=number)
    answer = HttpResponse(
        bytes(found.answer), content_type="application/timestamp-reply"
    )
    answer["Content-Disposition"] = f'attachment; filename="head-{number}.tsr"'
    return answer


def _write_verify_commands(found: Timestamp) -> str:
    """The commands that fetch a stamp and what it is of, and check it."""
    stamps = reverse("archive:timestamp", args=[found.pk])
    heads = reverse("archive:timestamp-head", args=[found.pk])
    return (
        f"curl -so head.txt {settings.BASE_URL}{heads}\n"
        f"curl -so head.tsr {settings.BASE_URL}{stamps}\n"
        "openssl ts -verify -data head.txt -in head.tsr -CAfile authority.pem"
    )
