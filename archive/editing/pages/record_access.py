"""Which records somebody may open at the desk, and where their pages are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from archive.editing.kinds import RECORD_KINDS
from archive.editorial import has_right, record_reading, record_refusal
from archive.models import Entry, Narrative, User
from archive.models.visibility import desk_entries, desk_narratives

OTHER_PAGES = ("edit", "captures", "redactions")  # than those of verbs


def list_records(kind: str, user: User) -> QuerySet[Any]:
    """The records of a kind of which this person may know at the desk."""
    is_visible: Q = (desk_narratives if kind == "narrative" else desk_entries)(user)
    rows: QuerySet[Any] = RECORD_KINDS[kind].model._default_manager.filter(is_visible)
    return rows


def may_view(user: User, record: Any) -> bool:
    """Whether this person may see what readers don't see of it: one's own, and by role
    and state."""
    return record.created_by_id == user.pk or has_right(user, "view", record)


def find_record(request: HttpRequest, user: User, kind: str, id_code: str) -> Any:
    """The record; the staff log notes who opens a confidential one, and who is refused.

    Raises `Http404` where there is none that this person may know of, and
    `PermissionDenied` where they may not see what readers don't see.
    """
    record = list_records(kind, user).filter(id_code=id_code).first()
    if record is None:
        record_refusal(request.path, user)
        raise Http404
    if not may_view(user, record):
        raise PermissionDenied
    record_reading(record, user)
    return record


def find_edit_address(record: Entry | Narrative) -> str:
    """The page on which a record is edited."""
    return reverse("desk-edit", args=[record.kind, record.id_code])


def find_page_address(record: Entry | Narrative, page: str) -> str:
    """A page of a record: its form (`edit`), a verb, its copies, its withheld words."""
    given = [record.kind, record.id_code]
    if page in OTHER_PAGES:
        return reverse(f"desk-{page}", args=given)
    return reverse("desk-verb", args=[*given, page])


def render_record_page(
    request: HttpRequest,
    template: str,
    form: forms.BaseForm,
    entry: Entry | Narrative,
    **context: Any,
) -> HttpResponse:
    """A page of a record with a form beside its own; status 400 where it has errors."""
    given = {
        **admin.site.each_context(request),
        "form": form,
        "entry": entry,
        "edit_address": find_edit_address(entry),
        **context,
    }
    status = 400 if form.errors else 200
    return render(request, f"desk/entry/{template}.html", given, status=status)
