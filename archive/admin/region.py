"""Regions at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest

from archive.models import Region, RegionName

from .vocabulary import LabelInline, TreeAdmin


class RegionNameInline(LabelInline):
    """What it is called."""

    model = RegionName
    fields = ("language", "name", "is_preferred")


@admin.register(Region)
class RegionAdmin(TreeAdmin):
    """A place in the tree of ISO 3166 and GB/T 2260."""

    list_display = ("code", "__str__", "level", "parent")
    list_filter = ("level",)
    search_fields = ("code", "names__name", "names__folded")
    autocomplete_fields = ("parent",)
    inlines = (RegionNameInline,)
    fields = (("code", "level"), "parent", ("latitude", "longitude"), "outline")

    def get_queryset(self, request: HttpRequest) -> Any:
        """With their names, which `__str__` reads."""
        found = super().get_queryset(request)
        return found.prefetch_related("names", "parent__names")

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Coordinates on the globe only."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        most = {"latitude": 90, "longitude": 180}.get(db_field.name)
        if field and most:
            field.validators += [MinValueValidator(-most), MaxValueValidator(most)]
        return field

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A code is an address: permanent."""
        return ("code",) if obj else ()
