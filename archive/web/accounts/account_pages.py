"""One's own account: second factors and recovery codes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from archive.editorial import (
    EditorialError,
    add_authenticator_app,
    add_passkey,
    end_session,
    end_sessions,
    has_second_factor,
    list_second_factors,
    list_sessions,
    must_have_second_factor,
    remove_second_factor,
    renew_recovery_codes,
)
from archive.models import User
from archive.text.moments.time_zones import list_time_zones
from archive.web.forms.time_zone_field import TimeZoneField

from .app_secrets import forget_secret, get_secret, list_app_details
from .factor_forms import AppForm, PasskeyForm, PasswordForm, SessionForm
from .passkey_challenges import has_passkey_address, list_creation_options


def require_own_account(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Wrap a view of one's own account; who is not logged in goes there first."""

    @wraps(view)
    @sensitive_post_parameters()
    def guarded(request: HttpRequest, **kwargs: int) -> HttpResponse:
        user = request.user
        if not (isinstance(user, User) and user.is_active and user.is_staff):
            return redirect_to_login(request.get_full_path())
        return view(request, user, **kwargs)

    return guarded


def render_account_page(
    request: HttpRequest, template: str, form: forms.Form, **context: object
) -> HttpResponse:
    """A page of the account with its form; status 400 where the form has errors."""
    context = {**admin.site.each_context(request), "form": form, **context}
    status = 400 if form.errors else 200
    return render(request, f"accounts/{template}.html", context, status=status)


@require_safe
@require_own_account
def account_page(request: HttpRequest, user: User) -> HttpResponse:
    """Second factors of the account, its logins, and what can be done about them."""
    return _render_account(request, user, SessionForm(user))


def _render_account(
    request: HttpRequest, user: User, session_form: SessionForm
) -> HttpResponse:
    codes = Authenticator.objects.filter(user=user, type="recovery_codes").first()
    factors = list(list_second_factors(user))
    context = {
        **admin.site.each_context(request),
        "factors": factors,
        "has_app": any(f.type == Authenticator.Type.TOTP for f in factors),
        "may_add_passkey": has_passkey_address(request),
        "unused_codes": _count_unused_codes(codes),
        "must_have": must_have_second_factor(user),
        "sessions": list_sessions(user, request.session.session_key),
        "time_zone": user.get_time_zone(),
        "session_form": session_form,
    }
    status = 400 if session_form.errors else 200
    return render(request, "accounts/account.html", context, status=status)


class TimeZoneForm(forms.Form):
    """The time zone of an account."""

    time_zone = TimeZoneField(
        help_text=gettext_lazy(
            "As America/New_York, or a place: Berlin. Leave empty for that of the "
            "archive."
        )
    )


@require_http_methods(["GET", "HEAD", "POST"])
@require_own_account
def time_zone_page(request: HttpRequest, user: User) -> HttpResponse:
    """The time zone in which one types and reads moments; an empty one is that of the
    archive."""
    data = request.POST if request.method == "POST" else None
    form = TimeZoneForm(data, initial={"time_zone": user.time_zone})
    if form.is_valid():
        user.time_zone = form.cleaned_data["time_zone"]
        user.save(update_fields=["time_zone"])
        messages.success(request, _("Saved."))
        return redirect("desk-account")
    return render_account_page(request, "time_zone", form, zones=list_time_zones())


def _count_unused_codes(codes: Authenticator | None) -> int:
    if codes is None:
        return 0
    used = int(codes.data.get("used_mask", 0)).bit_count()
    return int(app_settings.RECOVERY_CODE_COUNT) - used


@require_http_methods(["GET", "HEAD", "POST"])
@require_own_account
def app_page(request: HttpRequest, user: User) -> HttpResponse:
    """Add an authenticator app: its secret as QR code and as text, and its first
    code."""
    secret = get_secret(request)
    form = AppForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            codes = add_authenticator_app(user, secret, form.cleaned_data["code"])
        except EditorialError as error:
            form.add_error("code", str(error))
        else:
            forget_secret(request)
            return _finish_adding(request, user, codes)
    return render_account_page(request, "app", form, **list_app_details(user, secret))


@require_http_methods(["GET", "HEAD", "POST"])
@require_own_account
def passkey_page(request: HttpRequest, user: User) -> HttpResponse:
    """Add a passkey."""
    if not has_passkey_address(request):
        raise Http404
    form = PasskeyForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        sent = form.cleaned_data
        codes = add_passkey(user, sent["name"], sent["credential"])
        return _finish_adding(request, user, codes)
    options = list_creation_options(user)
    return render_account_page(request, "passkey", form, passkey_options=options)


def _finish_adding(request: HttpRequest, user: User, codes: list[str]) -> HttpResponse:
    end_sessions(user, user, but=request.session.session_key)
    messages.success(request, _("From now on you need it to log in."))
    if not codes:
        return redirect("desk-account")
    return _render_codes(request, codes)


def _render_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    context = {**admin.site.each_context(request), "codes": codes}
    return render(request, "accounts/recovery_codes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_own_account
def recovery_code_page(request: HttpRequest, user: User) -> HttpResponse:
    """Replace the recovery codes; the new ones are shown once."""
    if not has_second_factor(user):
        return redirect("desk-account")
    form = PasswordForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _render_codes(request, renew_recovery_codes(user))
    return render_account_page(request, "new_recovery_codes", form)


@require_http_methods(["GET", "HEAD", "POST"])
@require_own_account
def factor_removal_page(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Take an authenticator app or a passkey away."""
    factor = list_second_factors(user).filter(pk=pk).first()
    if factor is None:
        raise Http404
    form = PasswordForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            remove_second_factor(user, pk)
        except EditorialError as error:
            form.add_error(None, str(error))
        else:
            end_sessions(user, user, but=request.session.session_key)
            messages.success(request, _("Removed."))
            return redirect("desk-account")
    return render_account_page(request, "remove_factor", form, factor=factor)


@require_POST
@require_own_account
def session_end(request: HttpRequest, user: User) -> HttpResponse:
    """End one of one's logins, or all the others, with the password once more: whoever
    finds a desk open must not log its owner out elsewhere."""
    form = SessionForm(user, request.POST)
    if not form.is_valid():
        return _render_account(request, user, form)
    if reference := form.cleaned_data["reference"]:
        end_session(user, reference, user)
    else:
        end_sessions(user, user, but=request.session.session_key)
    messages.success(request, _("Logged out."))
    return redirect("desk-account")
