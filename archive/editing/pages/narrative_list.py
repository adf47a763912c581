"""The story trails of the desk."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Narrative, User
from archive.models.visibility import desk_narratives
from archive.web.desk.intake_pages import require_writer

from .record_access import find_edit_address

NARRATIVES_PER_PAGE = 50


class ListAddress(forms.Form):
    """The page of the list."""

    page = forms.IntegerField(required=False, min_value=1)


def _read_page(request: HttpRequest) -> int:
    form = ListAddress(request.GET)
    return (form.cleaned_data["page"] if form.is_valid() else None) or 1


@require_safe
@require_writer
def desk_narratives_page(request: HttpRequest, user: User) -> HttpResponse:
    """The story trails that this person may see, the last changed first."""
    rows = Narrative.objects.filter(desk_narratives(user)).order_by("-modified_at")
    page = Paginator(rows, NARRATIVES_PER_PAGE).get_page(_read_page(request))
    context = {
        **admin.site.each_context(request),
        "page": page,
        "narratives": [(row, find_edit_address(row)) for row in page.object_list],
    }
    return render(request, "desk/narratives.html", context)
