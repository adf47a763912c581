"""Concepts at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.models import Tag, TagLabel

from .vocabulary_admin import LabelInline, TreeAdmin


def _validate_scope_note(note: Any) -> None:
    """Refuse what readers' pages could not show."""
    if not isinstance(note, dict) or not all(isinstance(t, str) for t in note.values()):
        form = '{"en": "…", "de": "…"}'
        raise ValidationError(_("Enter one text per language, for example %s") % form)


class TagLabelInline(LabelInline):
    """Its labels (preferred) and synonyms (not preferred)."""

    model = TagLabel
    fields = ("language", "label", "is_preferred")


@admin.register(Tag)
class TagAdmin(TreeAdmin):
    """A concept of the thesaurus."""

    above, names, address_fields = "broader", "labels", ("scheme", "slug")
    list_display = ("__str__", "scheme", "slug", "broader")
    list_filter = ("scheme",)
    search_fields = ("slug", "labels__label", "labels__folded")
    autocomplete_fields = ("broader", "related")
    inlines = (TagLabelInline,)
    fields = (("scheme", "slug"), "broader", "related", "scope_note", "is_listed")

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """The scope note as one text a language."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "scope_note":
            field.validators.append(_validate_scope_note)
            field.widget.attrs["rows"] = 5
        return field
