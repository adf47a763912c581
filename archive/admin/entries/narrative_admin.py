"""The admin page of a narrative: its text and steps in one form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from archive.models import Narrative, NarrativeStep, User
from archive.models.visibility import desk_narratives

from .entry_admin import EntryAdmin
from .entry_form import EntryForm
from .inlines import EntryRows


class NarrativeForm(EntryForm):
    """The form of an entry, but it locks the narrative's row."""

    locked = Narrative


class StepInline(EntryRows, admin.StackedInline):
    """The entries of a narrative in order, with comments."""

    model = NarrativeStep
    fields = (("position", "entry", "anchor"), "heading", "note")
    autocomplete_fields = raw_id_fields = ("entry",)
    verbose_name = gettext_lazy("step")
    verbose_name_plural = gettext_lazy("steps")


@admin.register(Narrative)
class NarrativeAdmin(EntryAdmin):
    """A narrative: entries in an order, with comments."""

    form = NarrativeForm
    list_display = ("title", "state", "language", "version", "modified_at")
    list_filter = ("status", "language", "is_demonstration")
    inlines = (StepInline,)
    actions = None
    fieldsets = ((None, {"fields": ("id_code_shown", "title", "summary", "language")}),)

    def is_visible_to(self, user: User) -> Q:
        """Condition of the narratives that this person may see at the desk."""
        return desk_narratives(user)

    def public_state(self, entry: Any) -> dict[str, Any]:
        """Whether readers see a version of it, and the address of its preview."""
        return {
            "embargoed": False,
            "is_public": Narrative.objects.public().filter(pk=entry.pk).exists(),
            "preview_url": reverse("narrative-preview", args=[entry.id_code]),
        }
