"""Photos at the desk."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.models import Photo

from .entry_admin import EntryAdmin
from .inlines import CitationInline, CorrectionInline, RegionInline, TagInline


@admin.register(Photo)
class PhotoAdmin(EntryAdmin):
    """A caption with its credit; the picture need not be there."""

    list_display = ("title", "caption", "credit_line", "state", "date")
    search_fields = (*EntryAdmin.search_fields, "caption", "credit_line")
    inlines = (CorrectionInline, RegionInline, TagInline, CitationInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "id_code_shown",
                    "title",
                    "caption",
                    ("reading", "emendation"),
                    ("credit_line", "creator"),
                    ("date", "language"),
                    "alt_text",
                    "summary",
                )
            },
        ),
        (
            gettext_lazy("Rights and who may see it"),
            {
                "fields": (
                    ("copyright_notice", "licence"),
                    "headline",
                    "sensitivity",
                    ("audience", "embargo_until"),
                    "tombstone_title",
                ),
                "classes": ("collapse",),
            },
        ),
    )
