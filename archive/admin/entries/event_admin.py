"""Events at the desk."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.models import Event

from .entry_admin import EntryAdmin
from .inlines import (
    CitationInline,
    CorrectionInline,
    EvidenceInline,
    RegionInline,
    TagInline,
)


@admin.register(Event)
class EventAdmin(EntryAdmin):
    """What happened, and the entries that say so."""

    search_fields = (*EntryAdmin.search_fields, "description")
    inlines = (
        CorrectionInline,
        EvidenceInline,
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
                    "description",
                    ("date", "language"),
                    "summary",
                )
            },
        ),
        (
            gettext_lazy("Who may see it"),
            {
                "fields": ("audience", "embargo_until", "tombstone_title"),
                "classes": ("collapse",),
            },
        ),
    )
