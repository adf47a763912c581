"""Admin page of accounts, for administrators."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from archive.editorial import (
    change_roles,
    fingerprint_password,
    has_right,
    record_staff_event,
)
from archive.models import User
from archive.models.user import ROLE_NAMES

from .account_access import show_access_page
from .form_page import get_signed_in_user

admin.site.unregister(Group)  # the roles are four, and fixed


def _save_one_time_password(user: User, fields: dict[str, Any], commit: bool) -> User:
    """Save what an administrator sets: it only opens the form for one's own."""
    if fields["set_usable_password"]:
        user.set_one_time_password(fields["password1"])
    else:
        user.set_unusable_password()
    if commit:
        user.save()
    return user


class OneTimePasswordForm(AdminPasswordChangeForm):
    """Another's password."""

    # Django's own text is half of it in English in every language.
    usable_password_help_text = gettext_lazy(
        "Without password-based authentication, this account can't log in. Its "
        "current password is lost."
    )

    def set_password_and_save(self, user: User, commit: bool = True, **_: Any) -> User:
        """Save the password as a one-time password, or none."""
        return _save_one_time_password(user, self.cleaned_data, commit)


class AccountForm(AdminUserCreationForm):
    """A new account."""

    def set_password_and_save(self, user: User, commit: bool = True, **_: Any) -> User:
        """Save the password as a one-time password, or none."""
        return _save_one_time_password(user, self.cleaned_data, commit)


def _name_role(group: Group) -> str:
    return str(ROLE_NAMES.get(group.name, group.name))


class RoleField(forms.ModelMultipleChoiceField):
    """The roles of an account, as people call them."""

    def label_from_instance(self, obj: Group) -> str:
        """The name of a role in the reader's language."""
        return _name_role(obj)


class RoleFilter(admin.RelatedFieldListFilter):
    """Accounts of one role, as people call it."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: Any
    ) -> list[tuple[Any, str]]:
        """Each role with its name in the reader's language."""
        return [(group.pk, _name_role(group)) for group in Group.objects.all()]


admin.FieldListFilter.register(
    lambda field: field.related_model is Group, RoleFilter, take_priority=True
)


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Accounts and their roles; they are deactivated, never deleted."""

    change_password_form = OneTimePasswordForm
    add_form = AccountForm
    list_display = ("username", "first_name", "last_name", "role_names", "is_active")
    list_filter = ("is_active", "groups")
    filter_horizontal = ()
    readonly_fields = ("access", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (None, {"fields": ("first_name", "last_name", "email")}),
        (gettext_lazy("Roles"), {"fields": ("is_active", "groups")}),
        (None, {"fields": ("access", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2")}),
        (gettext_lazy("Roles"), {"fields": ("groups",)}),
    )

    @admin.display(description=gettext_lazy("roles"))
    def role_names(self, user: User) -> str:
        """Its roles."""
        return ", ".join(str(ROLE_NAMES.get(r, r)) for r in sorted(user.roles)) or "–"

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Roles with their names."""
        if db_field.name == "groups":
            kwargs["form_class"] = RoleField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("Logins and second factor"))
    def access(self, user: User) -> str:
        """A link to its logins and second factors."""
        if user.pk is None:
            return "–"
        address = reverse("admin:archive_user_access", args=[user.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("Show"))

    def get_urls(self) -> list[URLPattern]:
        """Django's pages, and the one of logins and second factors."""
        return [
            path(
                "<int:pk>/access/",
                self.admin_site.admin_view(partial(show_access_page, self)),
                name="archive_user_access",
            ),
            *super().get_urls(),
        ]

    def _has_right(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and has_right(request.user, "users")

    def save_model(
        self, request: HttpRequest, obj: User, form: Any, change: bool
    ) -> None:
        """Every account is one of the desk: readers need none."""
        obj.is_staff = True
        super().save_model(request, obj, form, change)
        by = get_signed_in_user(request)
        if not change:
            mark = fingerprint_password(obj)
            record_staff_event("account_added", by, obj, fingerprint=mark)
        elif "is_active" in form.changed_data:
            kind = "account_opened" if obj.is_active else "account_closed"
            record_staff_event(kind, by, obj)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Change the roles by their verb; some wait for a second administrator."""
        chosen = form.cleaned_data.get("groups", ())
        by = get_signed_in_user(request)
        made = change_roles(form.instance, [group.name for group in chosen], by)
        for each in made:
            messages.warning(
                request,
                gettext("Another administrator must confirm the role: %(role)s.")
                % {"role": each.role_name},
            )
        form.cleaned_data["groups"] = form.instance.groups.all()
        super().save_related(request, form, formsets, change)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """Django's page; what was set is noted in the staff log."""
        with transaction.atomic():
            page = super().user_change_password(request, id, form_url)
            if request.method == "POST" and page.status_code == HTTPStatus.FOUND:
                account, by = User.objects.get(pk=id), get_signed_in_user(request)
                mark = fingerprint_password(account)
                record_staff_event("one_time_password", by, account, fingerprint=mark)
        return page

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Administrators."""
        return self._has_right(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Administrators."""
        return self._has_right(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Administrators."""
        return self._has_right(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Administrators; a superuser's account only by another superuser."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return self._has_right(request) and not above

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: revisions name the account."""
        return False
