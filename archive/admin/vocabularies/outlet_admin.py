"""Outlets at the desk."""

from django.contrib import admin

from archive.models import Outlet

from .vocabulary_admin import VocabularyAdmin


@admin.register(Outlet)
class OutletAdmin(VocabularyAdmin):
    """Newspapers, agencies, institutes; editors add them as they go."""

    verb = "outlets"
    list_display = ("name", "country", "language", "url")
    search_fields = ("name", "slug", "url")
    autocomplete_fields = ("country",)
    prepopulated_fields = {"slug": ("name",)}
