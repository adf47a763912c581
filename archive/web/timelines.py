"""The timeline page."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.selection import Problem, Selection
from archive.timeline import timeline

from .errors import bad_values, page_missing


@require_safe
def timeline_page(request: HttpRequest) -> HttpResponse:
    """Bars over everything, bars of the window, and the entries that touch it."""
    selection = Selection.from_query(request.GET)
    problems = selection.problems + _backwards(selection)
    if problems:
        return bad_values(request, problems)
    undated = replace(selection, date_from=None, date_to=None, undated=False)
    line = timeline(selection, undated.entries())
    if selection.page > line.pages:
        return page_missing(request, line.pages)
    context = {"selection": selection, "timeline": line}
    return render(request, "timeline/index.html", context)


def _backwards(selection: Selection) -> tuple[Problem, ...]:
    begin, end = selection.date_from, selection.date_to
    if begin is None or end is None or begin.earliest <= end.latest:
        return ()
    message = _("The window ends before it begins.")
    return (Problem("to", end.text, message),)
