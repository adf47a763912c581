"""Sources at the desk."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.models import Source

from .entry_admin import EntryAdmin
from .entry_form import AddressedForm
from .inlines import (
    CitationInline,
    CorrectionInline,
    DerivationInline,
    RegionInline,
    TagInline,
)


@admin.register(Source)
class SourceAdmin(EntryAdmin):
    """What a statement rests on, and what that rests on in turn."""

    form = AddressedForm
    list_display = ("title", "source_kind", "creator", "audience", "state", "date")
    list_filter = (*EntryAdmin.list_filter, "source_kind", "audience")
    search_fields = (*EntryAdmin.search_fields, "creator", "publisher", "original_url")
    inlines = (
        CorrectionInline,
        DerivationInline,
        RegionInline,
        TagInline,
        CitationInline,
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "id_code_shown",
                    "title",
                    ("source_kind", "creator", "publisher"),
                    ("date", "language", "held"),
                    "original_url",
                    "same_address",
                    ("reliability", "credibility"),
                    "summary",
                )
            },
        ),
        (
            gettext_lazy("Who may see it"),
            {"fields": ("audience", "embargo_until", "tombstone_title")},
        ),
    )
