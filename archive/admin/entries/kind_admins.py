"""Admin pages of photos, sources and events."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy

from archive.models import Event, Photo, Source

from .author_inline import AuthorInline
from .entry_admin import EntryAdmin
from .entry_form import AddressedForm
from .inlines import DerivationInline, EvidenceInline, arrange_inlines

WHO_MAY_SEE = ("audience", "tombstone_title")


@admin.register(Photo)
class PhotoAdmin(EntryAdmin):
    """A caption with its credit; the picture may be missing."""

    list_display = ("title", "caption", "credit_line", "state", "date")
    search_fields = (*EntryAdmin.search_fields, "caption", "credit_line")
    inlines = arrange_inlines(AuthorInline)
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
                    "reply",
                )
            },
        ),
        (
            gettext_lazy("Rights and visibility"),
            {
                "fields": (
                    ("copyright_notice", "licence"),
                    "headline",
                    "sensitivity",
                    "audience",
                    "tombstone_title",
                ),
                "classes": ("collapse",),
            },
        ),
    )


@admin.register(Source)
class SourceAdmin(EntryAdmin):
    """A source, and the sources it is based on."""

    form = AddressedForm
    list_display = ("title", "source_kind", "creator", "audience", "state", "date")
    list_filter = (*EntryAdmin.list_filter, "source_kind", "audience")
    search_fields = (*EntryAdmin.search_fields, "creator", "publisher", "original_url")
    inlines = arrange_inlines(AuthorInline, DerivationInline)
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
                    "reply",
                )
            },
        ),
        (
            gettext_lazy("Visibility"),
            {"fields": WHO_MAY_SEE},
        ),
    )


@admin.register(Event)
class EventAdmin(EntryAdmin):
    """An event, and the entries that report it."""

    search_fields = (*EntryAdmin.search_fields, "description")
    inlines = arrange_inlines(EvidenceInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "id_code_shown",
                    "title",
                    ("event_kind", "date", "language"),
                    "description",
                    "summary",
                    "reply",
                )
            },
        ),
        (
            gettext_lazy("Visibility"),
            {
                "fields": WHO_MAY_SEE,
                "classes": ("collapse",),
            },
        ),
    )
