"""The page of the public log for people: to read, to print, to keep."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.transparency import (
    find_verifier_key,
    get_latest_checkpoint,
    list_latest_checkpoints,
)

MOST_CHECKPOINTS = 50


@require_safe
def log_page(request: HttpRequest) -> HttpResponse:
    """The checkpoint and the key to keep, and the latest checkpoints with their
    witnesses."""
    context = {
        "checkpoint": get_latest_checkpoint(),
        "verifier_key": find_verifier_key(),
        "signed": list_latest_checkpoints(MOST_CHECKPOINTS),
    }
    return render(request, "log/index.html", context)
