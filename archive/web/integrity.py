"""The head of the chain over all publications, for outsiders to keep."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.selection import Problem
from archive.versions import head, holds

from .about import TEXT
from .errors import bad_values

_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


@require_safe
def integrity_page(request: HttpRequest) -> HttpResponse:
    """What the head proves, and whether one that was kept (`head`) is in the chain."""
    asked = request.GET.get("head", "").strip()
    if asked and not _SHA256.fullmatch(asked):
        said = _("A hash has 64 signs, 0 to 9 and a to f.")
        return bad_values(request, [Problem("head", asked[:80], said)])
    newest = head()
    context = {
        "head": newest,
        "command": f"python3 manage.py verify --head {newest}",
        "now": timezone.now(),
        "asked": asked.lower(),
        "holds": bool(asked) and holds(asked),
    }
    return render(request, "about/integrity.html", context)


@require_safe
def integrity_head(request: HttpRequest) -> HttpResponse:
    """The head as one line, for programs."""
    return HttpResponse(f"{head()}\n", content_type=TEXT)
