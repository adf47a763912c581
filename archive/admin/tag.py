"""Concepts at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from archive.models import Tag, TagLabel

from .vocabulary import LabelInline, TreeAdmin


class TagLabelInline(LabelInline):
    """Its labels (preferred) and synonyms (not preferred)."""

    model = TagLabel
    fields = ("language", "label", "is_preferred")


@admin.register(Tag)
class TagAdmin(TreeAdmin):
    """A concept of the thesaurus."""

    list_display = ("__str__", "scheme", "slug", "broader")
    list_filter = ("scheme",)
    search_fields = ("slug", "labels__label", "labels__folded")
    autocomplete_fields = ("broader", "related")
    inlines = (TagLabelInline,)
    fields = (("scheme", "slug"), "broader", "related", "scope_note")

    def get_queryset(self, request: HttpRequest) -> Any:
        """With their labels, which `__str__` reads."""
        found = super().get_queryset(request)
        return found.prefetch_related("labels", "broader__labels")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Scheme and slug are the address: permanent."""
        return ("scheme", "slug") if obj else ()
