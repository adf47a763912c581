"""The editors' overview, and previews of drafts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.editorial import (
    EditorialError,
    has_right,
    list_unfinished_forms,
    publish_preview,
    record_reading,
)
from archive.models import Entry, ErrorReport, Intake, Placement, RoleRequest, User
from archive.models.visibility import desk_entries, desk_intakes

from .unfinished_pages import find_form_address, name_unfinished_form

MOST_DESK_ROWS = 12  # entries of each list


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
    context = {
        **admin.site.each_context(request),
        "lists": [
            (title, rows[:MOST_DESK_ROWS], rows.count())
            for title, rows in _list_entries(user)
        ],
        "unfinished": [
            (form, name_unfinished_form(form), find_form_address(request, form))
            for form in list_unfinished_forms(user)[:MOST_DESK_ROWS]
        ],
        "may_write": has_right(user, "create"),
        "waiting_intakes": Intake.objects.waiting().filter(desk_intakes(user)).count(),
        "may_view_status": has_right(user, "view_status"),
        "may_see_staff_log": has_right(user, "users"),
        "role_requests": RoleRequest.objects.waiting().count()
        if has_right(user, "users")
        else 0,
        "reports": ErrorReport.objects.waiting().count()
        if has_right(user, "answer_report")
        else 0,
    }
    return render(request, "desk/index.html", context)


def _list_entries(user: User) -> list[tuple[str, QuerySet[Entry]]]:
    """The lists of the overview: heading and entries."""
    everything = Entry.objects.filter(desk_entries(user)).order_by("-modified_at")
    listed_entries = everything.exclude(pk__in=_captions_of_waiting_articles())
    review = listed_entries.filter(status="in_review")
    return [
        (_("Your drafts"), listed_entries.filter(status="draft", created_by=user)),
        (_("Waiting for review"), review),
        (
            _("Other drafts"),
            listed_entries.filter(status="draft").exclude(created_by=user),
        ),
        (_("Published, under embargo"), listed_entries.embargoed()),
        (_("Recently published"), listed_entries.filter(status="published")),
    ]


def _captions_of_waiting_articles() -> QuerySet[Placement, object]:
    """Captions that are reviewed with their article, so that lists show only the
    article."""
    together = Placement.objects.filter(article__status=F("photo__status"))
    return together.values("photo")


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
        return redirect(f"admin:archive_{entry.kind}_change", entry.pk)
    return page
