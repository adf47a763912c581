"""The two steps of a login: a password, then a code or passkey where the account has
one."""

from __future__ import annotations

from time import time

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from archive.editorial import (
    delete_expired_sessions,
    has_second_factor,
    record_failed_login,
    record_staff_event,
)
from archive.models import User

from .factor_forms import SecondStepForm
from .passkey_challenges import list_passkey_options

MOST_SECONDS_BETWEEN = 300  # from the password to the second step
WAITING = "second_step"  # in a session: whose password was right, and when
BACKEND = "django.contrib.auth.backends.ModelBackend"


class DeskLoginView(LoginView):
    """The login page of the desk; it logs nobody in who has a second factor."""

    authentication_form = AdminAuthenticationForm
    template_name = "admin/login.html"

    def get(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """The form; who is logged in already goes to the desk."""
        if admin.site.has_permission(request):
            return redirect("admin:index")
        return super().get(request, *args, **kwargs)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Note the try, and show the form again."""
        typed = form.data.get("username", "")
        record_failed_login(str(form.cleaned_data.get("username", typed)))
        return super().form_invalid(form)

    def get_default_redirect_url(self) -> str:
        """Where a login without `next` leads."""
        return reverse("admin:index")

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Log in, or ask for the second step."""
        user = form.get_user()
        assert isinstance(user, User)
        if not has_second_factor(user):
            record_staff_event("login", user, user, note="password")
            return super().form_valid(form)
        session = self.request.session
        session.flush()
        session[WAITING] = {
            "account": user.pk,
            "password": user.get_session_auth_hash(),
            "at": time(),
            "next": self.get_success_url(),
        }
        return redirect("second-step")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """What the admin's template reads."""
        context = super().get_context_data(**kwargs)
        return {
            **admin.site.each_context(self.request),
            **context,
            "title": _("Log in"),
            "app_path": self.request.get_full_path(),
            "next": self.get_redirect_url() or self.get_default_redirect_url(),
        }


def find_waiting_account(request: HttpRequest) -> User | None:
    """Whose password was right within the last five minutes, and still is."""
    waiting = request.session.get(WAITING)
    if not waiting or time() - waiting["at"] > MOST_SECONDS_BETWEEN:
        return None
    user = User.objects.filter(pk=waiting["account"], is_active=True).first()
    if user is None:
        return None
    same = constant_time_compare(waiting["password"], user.get_session_auth_hash())
    return user if same else None


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for a code or passkey, after the password; a right one logs in."""
    user = find_waiting_account(request)
    if user is None:
        return redirect("admin:login")
    form = SecondStepForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        address = request.session.pop(WAITING)["next"]
        login(request, user, backend=BACKEND)
        delete_expired_sessions()
        record_staff_event("login", user, user, note="second factor")
        return redirect(address)
    if form.errors:
        record_staff_event("failed_code", None, user)
    context = {
        **admin.site.each_context(request),
        "form": form,
        "account": user,
        "passkey_options": list_passkey_options(request, user),
    }
    status = 400 if form.errors else 200
    return render(request, "accounts/second_step.html", context, status=status)
