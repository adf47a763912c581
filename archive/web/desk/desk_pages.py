"""The editors' overview, and previews of drafts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.views.decorators.http import require_safe

from archive.editorial import (
    EditorialError,
    has_right,
    list_unfinished_forms,
    publish_preview,
    record_reading,
)
from archive.models import Entry, ErrorReport, Intake, RoleRequest, User
from archive.models.visibility import desk_entries, desk_intakes

from .lists.desk_lists import DESK_LISTS, select_entries
from .lists.list_page import describe_lists, find_desk_address
from .unfinished_pages import find_form_address, name_unfinished_form

MOST_DESK_ROWS = 12  # entries of each list on the first page
SHOWN_LISTS = (
    "own-drafts",
    "assigned",
    "review",
    "returned",
    "other-drafts",
    "scheduled",
    "published",
)


def require_desk_account(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Wrap a view so that only desk accounts see it; others are sent to log in."""

    @wraps(view)
    @require_safe
    def guarded(request: HttpRequest, **kwargs: object) -> HttpResponse:
        user = request.user
        if not (isinstance(user, User) and user.is_active and user.is_staff):
            return redirect_to_login(request.get_full_path())
        return view(request, user, **kwargs)

    return guarded


@require_desk_account
def desk_home(request: HttpRequest, user: User) -> HttpResponse:
    """The editor's own drafts, what waits for review, embargoes, and the latest
    publications."""
    may_write = has_right(user, "create")
    context = {
        **admin.site.each_context(request),
        "lists": describe_lists(user) if may_write else (),
        "latest": [
            (DESK_LISTS[name].title, reverse("desk-list", args=[name]), rows)
            for name in SHOWN_LISTS
            if (rows := _list_latest(name, user))
        ]
        if may_write
        else (),
        "unfinished": [
            (
                form,
                name_unfinished_form(form, form.entry or form.narrative),
                find_form_address(request, form),
            )
            for form in list_unfinished_forms(user)[:MOST_DESK_ROWS]
        ],
        "may_write": may_write,
        **_count_waiting(user),
    }
    return render(request, "desk/index.html", context)


def _list_latest(name: str, user: User) -> list[tuple[Entry, str]]:
    """The first entries of a list, each with where an editor goes on with it."""
    rows = select_entries(name, user)[:MOST_DESK_ROWS]
    return [(entry, find_desk_address(entry)) for entry in rows]


def _count_waiting(user: User) -> dict[str, int | bool]:
    """What else waits for this person, and what else they may open."""
    return {
        "waiting_intakes": Intake.objects.waiting().filter(desk_intakes(user)).count(),
        "may_undo_imports": has_right(user, "undo_import"),
        "may_view_status": has_right(user, "view_status"),
        "may_see_staff_log": has_right(user, "users"),
        "role_requests": RoleRequest.objects.waiting().count()
        if has_right(user, "users")
        else 0,
        "reports": ErrorReport.objects.waiting().count()
        if has_right(user, "answer_report")
        else 0,
    }


@require_desk_account
def record_redirect_not_found(
    request: HttpRequest, user: User, record: str
) -> HttpResponse:
    """Always 404: Django's redirect to any record would reveal the slugs of hidden
    entries."""
    raise Http404


@require_desk_account
def entry_preview(request: HttpRequest, user: User, id_code: str) -> HttpResponse:
    """The entry exactly as readers will see it.

    It is published in a transaction, rendered by the readers' own view, and rolled
    back.
    """
    entry = Entry.objects.filter(desk_entries(user), id_code=id_code).first()
    if entry is None:
        raise Http404
    record_reading(entry, user)
    try:
        with transaction.atomic():
            address = publish_preview(entry)
            match = resolve(address)
            request.path = request.path_info = address
            request.is_preview = True  # type: ignore[attr-defined]
            page: HttpResponse = match.func(request, *match.args, **match.kwargs)
            transaction.set_rollback(True)
    except EditorialError as error:  # a correction of what was published anew
        messages.error(request, str(error))
        return redirect("desk-edit", entry.kind, entry.id_code)
    return page
