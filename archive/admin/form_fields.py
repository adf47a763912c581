"""Form fields that a screen reader can name."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.core.exceptions import ValidationError
from django.db.models import DateTimeField
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.text import languages

MOST_KEY_DIGITS = 18  # of a primary key; each number of as many has 64 bits at most


def validate_language(code: str) -> None:
    """Refuse what is no code of a language: pages, search and citing depend on it."""
    if not languages.LANGUAGE_TAG.fullmatch(code):
        raise ValidationError(
            _(
                "Enter a language code, for example de, de-CH, en or zh-Hans. "
                "Enter und if the language is unknown."
            )
        )


def is_possible_key(value: Any) -> bool:
    """Whether a database may hold a row of this key."""
    return str(value).isdecimal() and len(str(value)) <= MOST_KEY_DIGITS


class RecordChoiceField(ModelChoiceField):
    """A record by its key; a number that no database holds is a wrong choice."""

    def to_python(self, value: Any) -> Any:
        """The record, or None where nothing is chosen. Raises `ValidationError`."""
        key = getattr(value, "pk", value)
        if key not in self.empty_values and not is_possible_key(key):
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value},
            )
        return super().to_python(value)


class RecordsChoiceField(ModelMultipleChoiceField):
    """The same for several records."""

    def clean(self, value: Any) -> Any:
        """The records. Raises `ValidationError`."""
        for key in value or ():
            if not is_possible_key(getattr(key, "pk", key)):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": key},
                )
        return super().clean(value)


class NamedSelect(AutocompleteSelect):
    """An autocomplete that says what it is for while nothing is chosen."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> Any:
        """Django's attributes, with the field's name as placeholder."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "data-placeholder": str(self.field.verbose_name)}

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """Django's, which fail on what is no key: the field's error says so."""
        keys = [key for key in value if is_possible_key(key)]
        return super().optgroups(name, keys, attr)


class NamedSelectMultiple(NamedSelect, AutocompleteSelectMultiple):
    """The same for several records."""


def is_plain_form(request: HttpRequest) -> bool:
    """Whether the form without scripts is asked for (?plain=1)."""
    return "plain" in request.GET


class NamedFields(BaseModelAdmin):
    """Names what Django leaves without: table cells, autocompletes, date and time."""

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        """None on the plain form (?plain=1), for browsers without JavaScript."""
        return () if is_plain_form(request) else self.autocomplete_fields

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """The filters that a list offers. Any other would let one guess at what is
        hidden, letter by letter or by what is tied to it."""
        name = lookup.partition("__")[0]
        offered = name in getattr(self, "list_filter", ())
        return offered and super().lookup_allowed(lookup, value, request)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address fills in, without moments: Django's widget fails on them."""
        given = super().get_changeform_initial_data(request)
        fields = {field.name: field for field in self.opts.get_fields()}
        return {
            name: value
            for name, value in given.items()
            if not isinstance(fields.get(name), DateTimeField)
        }

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Autocompletes with a name."""
        kwargs["form_class"] = RecordChoiceField
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = NamedSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Autocompletes with a name."""
        kwargs["form_class"] = RecordsChoiceField
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = NamedSelectMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Every widget with a name of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if db_field.name == "language":
            field.validators.append(validate_language)
        name = str(field.label or db_field.verbose_name)
        if isinstance(field.widget, AdminSplitDateTime):
            for widget in field.widget.widgets:
                widget.attrs["aria-label"] = name
        elif not hasattr(field.widget, "widget"):
            field.widget.attrs.setdefault("aria-label", name)
        else:
            field.widget.widget.attrs.setdefault("aria-label", name)
        return field


class OwnedRows(NamedFields):
    """Rows that whoever may change their owner may change; mixed into an inline."""

    extra = 1

    def get_owner_page(self) -> Any:
        """The admin page of the records that the rows belong to."""
        return self.admin_site.get_model_admin(self.parent_model)  # type: ignore[attr-defined]

    def may_change_owner(self, request: HttpRequest, owner: Any) -> bool:
        """Whether this person may change the owner, or add one where there is none."""
        page = self.get_owner_page()
        if owner is None or owner.pk is None:
            return bool(page.has_add_permission(request))
        return bool(page.has_change_permission(request, owner))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the owner."""
        return self.may_change_owner(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the owner."""
        return self.may_change_owner(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the owner: a row can be dropped."""
        return self.may_change_owner(request, obj)
