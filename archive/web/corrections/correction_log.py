"""The public log of corrections."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Correction
from archive.web.errors import render_page_missing
from archive.web.forms.filter_form import FilterForm
from archive.web.lists.entry_lists import build_pager

CORRECTIONS_PER_PAGE = 50  # corrections on one page


@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    """What was wrong in a public version and what is right, latest first."""
    form = FilterForm(request)
    if not form.is_valid():
        wrong = {"form": form}
        return render(request, "corrections/list.html", wrong, status=400)
    filters = form.filters
    rows = Correction.objects.public().select_related("entry", "revision")
    pages = Paginator(rows, CORRECTIONS_PER_PAGE)
    if filters.page > pages.num_pages:
        return render_page_missing(request, filters, pages.num_pages)
    context = {
        "corrections": pages.page(filters.page),
        "pager": build_pager(filters, request.path, pages.num_pages),
    }
    return render(request, "corrections/list.html", context)
