"""Form fields that a screen reader can name."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AutocompleteSelect,
    ForeignKeyRawIdWidget,
)
from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, QuerySet
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.admin.form_page import get_signed_in_user
from archive.admin.form_renderer import WrittenFormRenderer
from archive.models import Entry, Passage
from archive.models.visibility import desk_entries, desk_passages
from archive.text import languages

MOST_KEY_DIGITS = 18  # of a primary key; each number of as many has 64 bits at most


def _validate_language(code: str) -> None:
    """Refuse what is no code of a language: pages, search and citing depend on it."""
    if not languages.LANGUAGE_TAG.fullmatch(code):
        raise ValidationError(
            _(
                "Enter a language code, for example de, de-CH, en or zh-Hans. "
                "Enter und if the language is unknown."
            )
        )


class RecordChoiceField(ModelChoiceField):
    """A record by its key; a number that no database holds is a wrong choice."""

    known: Any = None  # the record that the row has, so that it is not looked up again

    def to_python(self, value: Any) -> Any:
        """The record, or None where nothing is chosen. Raises `ValidationError`."""
        if self.known is not None and str(value) == str(self.known.pk):
            return self.known
        if len(str(value)) > MOST_KEY_DIGITS and value not in self.empty_values:
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value},
            )
        return super().to_python(value)


class NamedSelect(AutocompleteSelect):
    """An autocomplete that says what it is for while nothing is chosen."""

    known: Any = None  # the record that the row has, so that it is not looked up again

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> Any:
        """Django's attributes, with the field's name as placeholder."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "data-placeholder": str(self.field.verbose_name)}

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """Django's, which fail on a number that no database holds."""
        keys = [key for key in value if len(str(key)) <= MOST_KEY_DIGITS]
        if self.known is None or [str(key) for key in keys] != [str(self.known.pk)]:
            return super().optgroups(name, keys, attr)
        label = self.choices.field.label_from_instance(self.known)
        options = [self.create_option(name, self.known.pk, label, True, 1)]
        if not self.is_required:
            options.insert(0, self.create_option(name, "", "", False, 0))
        return [(None, options, 0)]


class RowForm(ModelForm):
    """A row whose chosen records came with it from the database: neither showing nor
    checking them asks again. Their rows are those that this person may see."""

    default_renderer = WrittenFormRenderer()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            return
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, NamedSelect):
                widget.known = getattr(self.instance, name)
                if isinstance(field, RecordChoiceField):
                    field.known = widget.known


class VisibleRawIdWidget(ForeignKeyRawIdWidget):
    """A plain id field that names its record only to who may see it."""

    def __init__(self, rel: Any, site: Any, visible_records: QuerySet[Any]) -> None:
        super().__init__(rel, site)
        self.visible_records = visible_records

    def label_and_url_for_value(self, value: Any) -> Any:
        """As Django's; nothing for what this person may not see."""
        number = str(value)
        is_key = number.isdecimal() and len(number) <= MOST_KEY_DIGITS
        is_seen = is_key and self.visible_records.filter(pk=number).exists()
        return super().label_and_url_for_value(value) if is_seen else ("", "")


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
        """Autocompletes with a name; entries and passages that this person may see."""
        visible_entries = Entry.objects.filter(
            desk_entries(get_signed_in_user(request))
        )
        related = db_field.remote_field.model
        if issubclass(related, Entry):
            rows = related._default_manager.filter(pk__in=visible_entries.values("pk"))
            kwargs["queryset"] = rows
            kwargs["form_class"] = RecordChoiceField
        elif related is Passage:
            readable = Passage.objects.filter(
                desk_passages(get_signed_in_user(request))
            )
            kwargs["queryset"] = readable
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = NamedSelect(db_field, self.admin_site)
        elif db_field.name in self.raw_id_fields and "queryset" in kwargs:
            rel, site = db_field.remote_field, self.admin_site
            kwargs["widget"] = VisibleRawIdWidget(rel, site, kwargs["queryset"])
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Every widget with a name of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if db_field.name == "language":
            field.validators.append(_validate_language)
        if db_field.name == "quotation_exact":
            field.widget.attrs["rows"] = 2
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
