"""The state of the site, for those who run it."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.editorial import has_right
from archive.models import User
from archive.monitoring import read_status

from .desk_pages import require_desk_account


@require_desk_account
def desk_status(request: HttpRequest, user: User) -> HttpResponse:
    """Index, queues, disks, files, last backup and check; what needs somebody first.

    Administrators see it, other desk accounts get 403.
    """
    if not has_right(user, "view_status"):
        raise PermissionDenied
    lines = sorted(read_status(), key=lambda line: not line.problem)
    context = {
        **admin.site.each_context(request),
        "lines": lines,
        "problems": sum(bool(line.problem) for line in lines),
    }
    return render(request, "desk/status.html", context)
