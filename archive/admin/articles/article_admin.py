"""Articles at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy

from archive.admin.entries.author_inline import AuthorInline
from archive.admin.entries.entry_admin import EntryAdmin
from archive.admin.entries.entry_form import AddressedForm
from archive.admin.entries.inlines import (
    CitationInline,
    CorrectionInline,
    RegionInline,
    RelationInline,
    TagInline,
)
from archive.models import Article

from .passage_inline import PassageInline
from .placement_inline import PlacementInline


@admin.register(Article)
class ArticleAdmin(EntryAdmin):
    """An article with its passages, captions, sources, regions and tags."""

    def get_urls(self) -> list[Any]:
        """The former address of the import besides Django's."""
        page = self.admin_site.admin_view(self.import_view)
        return [
            path("import/", page, name="archive_article_import"),
            *super().get_urls(),
        ]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """The former import page leads into the intake."""
        return redirect("desk-intake-new", permanent=True)

    form = AddressedForm
    list_display = ("title", "outlet", "state", "language", "date", "modified_at")
    list_select_related = ("outlet",)
    search_fields = (*EntryAdmin.search_fields, "byline", "original_url")
    autocomplete_fields = raw_id_fields = ("outlet",)
    inlines = (
        CorrectionInline,
        AuthorInline,
        PassageInline,
        PlacementInline,
        CitationInline,
        RegionInline,
        TagInline,
        RelationInline,
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "id_code_shown",
                    "kicker",
                    "title",
                    "lead",
                    ("byline", "date", "language"),
                    ("outlet", "section"),
                    "issued_by",
                    "original_url",
                    "same_address",
                    "summary",
                    "reply",
                )
            },
        ),
        (
            gettext_lazy("Visibility"),
            {
                "fields": (("text_is", "text_access", "audience"),),
                "classes": ("collapse",),
            },
        ),
        (
            gettext_lazy("Entry details"),
            {
                "fields": ("retrieved_at", "tombstone_title"),
                "classes": ("collapse",),
            },
        ),
    )
