"""Roles that wait for a second administrator."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from archive.editorial import (
    EditorialError,
    confirm_role,
    confirm_role_alone,
    has_other_administrator,
    has_right,
    refuse_role,
)
from archive.models import RoleRequest, User

from .account_pages import render_account_page, require_own_account

MOST_DECIDED_ROWS = 50


class RoleDecisionForm(forms.Form):
    """What to do with a request; the reason is for whoever decides alone."""

    request = forms.ModelChoiceField(RoleRequest.objects.waiting())
    action = forms.ChoiceField(
        choices=[(name, name) for name in ("confirm", "alone", "refuse")]
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@require_own_account
def role_request_page(request: HttpRequest, user: User) -> HttpResponse:
    """The requests that wait, and what came of others; a POST decides. 403 for others
    than administrators."""
    if not has_right(user, "users"):
        raise PermissionDenied
    form = RoleDecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _call_decision(form, user)
        except EditorialError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Done."))
            return redirect("desk-role-requests")
    rows = RoleRequest.objects.select_related("account", "asked_by", "decided_by")
    return render_account_page(
        request,
        "role_requests",
        form,
        waiting=rows.waiting(),
        decided=rows.exclude(outcome="")[:MOST_DECIDED_ROWS],
        may_decide_alone=not has_other_administrator(user),
    )


def _call_decision(form: RoleDecisionForm, user: User) -> None:
    """Call the verb that was chosen. Raises `EditorialError`."""
    row, action = form.cleaned_data["request"], form.cleaned_data["action"]
    if action == "confirm":
        confirm_role(row, user)
    elif action == "alone":
        confirm_role_alone(row, user, form.cleaned_data["reason"])
    else:
        refuse_role(row, user)
