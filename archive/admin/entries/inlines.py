"""The rows of every kind of entry: regions, tags, citations, corrections."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.forms import BaseInlineFormSet, ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from archive.admin.form_fields import OwnedRows, RowForm, is_plain_form
from archive.admin.form_page import get_signed_in_user
from archive.models import (
    Citation,
    Correction,
    Derivation,
    Entry,
    EntryRegion,
    EntryRelation,
    Evidence,
    Passage,
    Tagging,
)
from archive.models.visibility import desk_entries, desk_passages


class EntryRows(OwnedRows):
    """A mixin for inlines: whoever may change the entry may change its rows."""

    fk_name: str | None = None
    form = RowForm

    def get_queryset(self, request: HttpRequest) -> Any:
        """Rows tied to what this person may see."""
        chosen = self.autocomplete_fields  # shown by name, without a query each
        rows = super().get_queryset(request)
        rows = rows.select_related(*chosen) if chosen else rows
        desk_entry_ids = Entry.objects.filter(
            desk_entries(get_signed_in_user(request))
        ).values("pk")
        for name in ("source", "origin", "photo", "entry", "target"):
            field = self.model._meta._forward_fields_map.get(name)
            if field is not None and name != self.fk_name:
                rows = rows.filter(**{f"{name}__in": desk_entry_ids})
        if "passage" in self.model._meta._forward_fields_map:
            readable = Passage.objects.filter(
                desk_passages(get_signed_in_user(request))
            )
            rows = rows.filter(Q(passage=None) | Q(passage__in=readable.values("pk")))
        return rows

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """More empty rows on the plain form, where no script adds one."""
        return self.extra + 4 if is_plain_form(request) else self.extra

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the entry, which the query set found."""
        return True


class RowsOfEntryFormSet(BaseInlineFormSet):
    """Rows that know their entry as its form has it, saved or not: whether they are
    right may depend on it."""

    def get_queryset(self) -> Any:
        """The rows, none of which looks its entry up."""
        rows = super().get_queryset()
        for row in rows:
            setattr(row, self.fk.name, self.instance)
        return rows

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        setattr(form.instance, self.fk.name, self.instance)
        return form


class RegionInline(EntryRows, admin.TabularInline):
    """The regions of an entry, with their roles."""

    model = EntryRegion
    fields = ("region", "role")
    autocomplete_fields = raw_id_fields = ("region",)
    verbose_name = gettext_lazy("region")
    verbose_name_plural = gettext_lazy("regions")


class TagInline(EntryRows, admin.TabularInline):
    """The tags of an entry."""

    model = Tagging
    fields = ("tag",)
    autocomplete_fields = raw_id_fields = ("tag",)
    verbose_name = gettext_lazy("tag")
    verbose_name_plural = gettext_lazy("tags")


class CitationInline(EntryRows, admin.StackedInline):
    """The sources that an entry cites, with passage and quoted words."""

    model = Citation
    formset = RowsOfEntryFormSet
    fk_name = "entry"
    fields = (
        ("source", "relation"),
        ("passage", "locator"),
        "quotation_exact",
        ("quotation_prefix", "quotation_suffix"),
    )
    autocomplete_fields = raw_id_fields = ("source",)
    extra = 0
    verbose_name = gettext_lazy("source")
    verbose_name_plural = gettext_lazy("sources")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Offer the passages of this article only."""
        formset = super().get_formset(request, obj, **kwargs)
        field = formset.form.base_fields.get("passage")
        if isinstance(field, ModelChoiceField):
            field.queryset = Passage.objects.filter(article=obj.pk if obj else None)
            # Looked up once, and not for each source.
            named = [(row.pk, field.label_from_instance(row)) for row in field.queryset]
            field.choices = [("", field.empty_label), *named]
        return formset


class RelationInline(EntryRows, admin.TabularInline):
    """What an entry says of others: it denies, corrects or supersedes them …"""

    model = EntryRelation
    formset = RowsOfEntryFormSet
    fk_name = "entry"
    fields = ("relation", "target")
    autocomplete_fields = raw_id_fields = ("target",)
    extra = 0
    verbose_name = gettext_lazy("relation to another entry")
    verbose_name_plural = gettext_lazy("relations to other entries")


class DerivationInline(EntryRows, admin.TabularInline):
    """The sources that a source is based on."""

    model = Derivation
    fk_name = "source"
    fields = ("origin",)
    autocomplete_fields = raw_id_fields = ("origin",)
    extra = 0
    verbose_name = gettext_lazy("origin source")
    verbose_name_plural = gettext_lazy("origin sources")


class EvidenceInline(EntryRows, admin.TabularInline):
    """The entries that report an event."""

    model = Evidence
    fk_name = "event"
    fields = ("entry", "passage", "relation")
    autocomplete_fields = ("entry",)
    raw_id_fields = ("entry", "passage")
    extra = 1


class CorrectionInline(EntryRows, admin.StackedInline):
    """What a working copy corrects; readers see it with the new version."""

    model = Correction
    fields = ("kind", "was_wrong", "is_right")
    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On working copies only."""
        return obj is not None and obj.correction_of_id is not None

    def has_add_permission(self, request: HttpRequest, obj: Any) -> bool:
        """On working copies only."""
        return self.has_view_permission(request, obj) and self.may_change_owner(
            request, obj
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On working copies only."""
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On working copies only."""
        return self.has_add_permission(request, obj)


def arrange_inlines(*own: type[EntryRows]) -> tuple[type[EntryRows], ...]:
    """The inlines of a kind in order: its own rows after the corrections."""
    return (
        CorrectionInline,
        *own,
        RegionInline,
        TagInline,
        CitationInline,
        RelationInline,
    )
