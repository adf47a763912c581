"""Regions at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Region, RegionName

from .region_verbs import REGION_VERB_FORMS, show_region_verb_page
from .vocabulary_admin import LabelInline, TreeAdmin


class RegionNameInline(LabelInline):
    """What it is called."""

    model = RegionName
    fields = ("language", "name", "is_preferred")


@admin.register(Region)
class RegionAdmin(TreeAdmin):
    """A place in the tree of ISO 3166 and GB/T 2260."""

    above, names, address_fields = "parent", "names", ("code",)
    list_display = ("code", "__str__", "level", "parent")
    list_filter = ("level",)
    search_fields = ("code", "names__name", "names__folded")
    autocomplete_fields = ("parent",)
    inlines = (RegionNameInline,)
    change_form_template = "admin/archive/region_form.html"
    actions = ("merge_selected",)
    fields = (
        ("code", "level"),
        "parent",
        ("latitude", "longitude"),
        "outline",
        "is_listed",
    )

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Coordinates on the globe only."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        most = {"latitude": 90, "longitude": 180}.get(db_field.name)
        if field and most:
            field.validators += [MinValueValidator(-most), MaxValueValidator(most)]
        return field

    def get_urls(self) -> list[Any]:
        """One page per verb besides Django's."""
        page = self.admin_site.admin_view(self.verb_view)
        verbs = [
            path(f"<int:pk>/{verb}/", page, {"verb": verb}, f"archive_region_{verb}")
            for verb in REGION_VERB_FORMS
        ]
        return [*verbs, *super().get_urls()]

    def verb_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Ask for what the verb needs, call it, and go on."""
        return show_region_verb_page(self, request, pk, verb)

    @admin.action(
        description=gettext_lazy("Merge into another region"), permissions=["change"]
    )
    def merge_selected(
        self, request: HttpRequest, regions: QuerySet[Region]
    ) -> HttpResponse | None:
        """Go on to the page that asks into which; one region at a time."""
        keys = list(regions.values_list("pk", flat=True)[:2])
        if len(keys) != 1:
            self.message_user(request, _("Select one region only."), "error")
            return None
        return HttpResponseRedirect(reverse("admin:archive_region_merge", args=keys))
