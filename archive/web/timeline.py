"""The timeline page."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.search import search
from archive.selection import Problem, Selection
from archive.timeline import timeline

from .errors import bad_values, page_missing
from .lists import items


@require_safe
def timeline_page(request: HttpRequest) -> HttpResponse:
    """Bars, then the entries that touch the window."""
    selection = Selection.from_query(request.GET)
    begin, end = selection.date_from, selection.date_to
    problems = selection.problems
    if begin and end and begin.earliest > end.latest:
        problems += (Problem("from", begin.text, _("“From” is after “to”.")),)
    if problems:
        return bad_values(request, problems)
    dateless = replace(selection, date_from=None, date_to=None, undated=False)
    entries = dateless.entries()
    if selection.q:
        entries = entries.filter(pk__in=search(dateless).ids)
    view = timeline(selection, entries)
    if selection.page > view.pages and not selection.undated:
        return page_missing(request, view.pages)
    undated = entries.undated().with_vocabulary()[:200] if selection.undated else ()
    context = {
        "selection": selection,
        "view": view,
        "base": dateless.url(request.path, page=1),
        "joint": "&" if dateless.parameters() else "?",
        "undated": items(undated),
        "language": get_language(),
    }
    return render(request, "timeline/index.html", context)
