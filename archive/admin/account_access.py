"""What an administrator can do when a device is lost or a session stolen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from archive.editorial import (
    EditorialError,
    end_session,
    end_sessions,
    list_second_factors,
    list_sessions,
    reset_second_factors,
)
from archive.models import User

from .form_page import get_signed_in_user, render_form_page


class AccessForm(forms.Form):
    """Which login to end, or whether to reset the second factors."""

    reference = forms.CharField(required=False, max_length=16)
    reset = forms.BooleanField(required=False)


def show_access_page(
    page: admin.ModelAdmin, request: HttpRequest, pk: int
) -> HttpResponse:
    """The account's logins and second factors; a POST ends or resets them."""
    account = get_object_or_404(User, pk=pk)
    if not page.has_change_permission(request, account):
        raise PermissionDenied
    form = AccessForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _change_access(request, account, form.cleaned_data)
        return HttpResponseRedirect(request.path)
    return render_form_page(
        page,
        request,
        "access",
        form,
        title=_("Logins and second factor"),
        account=account,
        sessions=list_sessions(account, request.session.session_key),
        factors=list_second_factors(account),
    )


def _change_access(request: HttpRequest, account: User, sent: dict[str, Any]) -> None:
    user = get_signed_in_user(request)
    try:
        if sent["reset"]:
            reset_second_factors(account, user)
            messages.success(request, _("The next login sets up a new second factor."))
        elif sent["reference"]:
            end_session(account, sent["reference"], user)
            messages.success(request, _("Logged out."))
        else:
            end_sessions(account, user, but=request.session.session_key)
            messages.success(request, _("Logged out."))
    except EditorialError as error:
        messages.error(request, str(error))
