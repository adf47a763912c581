"""The staff log, for administrators: latest first, by event, account and day."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from archive.editorial import has_right
from archive.models import STAFF_EVENT_KINDS, StaffEvent, User
from archive.web.desk.desk_pages import require_desk_account

EVENTS_PER_PAGE = 100


class StaffLogForm(forms.Form):
    """What the page is narrowed to."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Event"),
        required=False,
        choices=[("", gettext_lazy("All")), *STAFF_EVENT_KINDS.items()],
    )
    account = forms.ModelChoiceField(
        label=gettext_lazy("Account"),
        required=False,
        queryset=User.objects.order_by("username"),
        empty_label=gettext_lazy("All"),
    )
    since = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    until = forms.DateField(
        label=gettext_lazy("To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    page = forms.IntegerField(required=False, widget=forms.HiddenInput())


@require_desk_account
def staff_log(request: HttpRequest, user: User) -> HttpResponse:
    """A page of the log; 403 for others than administrators, 400 where a filter can't
    be read."""
    if not has_right(user, "users"):
        raise PermissionDenied
    form = StaffLogForm(request.GET)
    rows = StaffEvent.objects.select_related("by", "account")
    chosen = form.cleaned_data if form.is_valid() else {}
    pages = Paginator(_narrow_events(rows, chosen), EVENTS_PER_PAGE)
    parameters = request.GET.copy()
    parameters.pop("page", None)
    context = {
        **admin.site.each_context(request),
        "form": form,
        "events": pages.get_page(chosen.get("page") or 1),
        "kept": parameters.urlencode(),
    }
    status = 400 if form.errors else 200
    return render(request, "accounts/staff_log.html", context, status=status)


def _narrow_events(
    rows: QuerySet[StaffEvent], chosen: dict[str, object]
) -> QuerySet[StaffEvent]:
    """The events that the form asks for; an account's are by it or about it."""
    if chosen.get("kind"):
        rows = rows.filter(kind=chosen["kind"])
    if account := chosen.get("account"):
        rows = rows.filter(Q(by=account) | Q(account=account))
    if chosen.get("since"):
        rows = rows.filter(at__date__gte=chosen["since"])
    if chosen.get("until"):
        rows = rows.filter(at__date__lte=chosen["until"])
    return rows
