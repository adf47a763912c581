"""What the admin pages of regions, tags and outlets share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet, URLField
from django.http import HttpRequest

from archive.admin.form_fields import NamedFields, OwnedRows
from archive.admin.form_page import get_signed_in_user
from archive.editorial import follow_vocabulary_change, has_right
from archive.text.folding import fold_text


def may_write_entries(request: HttpRequest) -> bool:
    """Whether somebody is here who may write."""
    return request.user.is_authenticated and has_right(request.user, "create")


class VocabularyAdmin(NamedFields, admin.ModelAdmin):
    """Everybody at the desk may look; who has the right `verb` may change."""

    verb: ClassVar[str] = "vocabulary"
    list_per_page = 50
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def _has_right(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and has_right(request.user, self.verb)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As viewing."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who writes, or keeps the vocabulary."""
        return may_write_entries(request) or self._has_right(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who keeps the vocabulary."""
        return self._has_right(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who keeps the vocabulary."""
        return self._has_right(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: entries, addresses and citations depend on it."""
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """As typed, and folded as names are: `uberwachung` finds *Überwachung*."""
        rows, several = super().get_search_results(request, queryset, search_term)
        folded = fold_text(search_term)
        if folded == search_term:
            return rows, several
        more, _also = super().get_search_results(request, queryset, folded)
        return (rows | more), True


class LabelInline(OwnedRows, admin.TabularInline):
    """Names or labels in several languages, as whoever may change their owner."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the owner."""
        return bool(self.get_owner_page().has_view_permission(request))


class TreeAdmin(VocabularyAdmin):
    """A vocabulary with a tree: a change reaches everything below, and the index."""

    above: ClassVar[str]  # the field of the record above it in the tree
    names: ClassVar[str]  # the relation of what it is called
    address_fields: ClassVar[tuple[str, ...]]  # in its address, and so permanent

    def get_queryset(self, request: HttpRequest) -> Any:
        """Rows with their names, which `__str__` needs."""
        rows = super().get_queryset(request)
        return rows.prefetch_related(self.names, f"{self.above}__{self.names}")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Fields of its address, once it has one."""
        return self.address_fields if obj else ()

    def view_on_site(self, obj: Any) -> str | None:
        """The address of its page, without Django's redirect, which the desk refuses;
        None where readers don't see it yet."""
        is_listed = self.model._default_manager.listed().filter(pk=obj.pk).exists()
        return str(obj.get_absolute_url()) if is_listed else None

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        """Save, and remember the path it had before."""
        former = self.model._default_manager.filter(pk=obj.pk).first()
        obj.old_path = former.path if former else ""
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Save the names, then update tree and index."""
        super().save_related(request, form, formsets, change)
        record = form.instance
        follow_vocabulary_change(record, get_signed_in_user(request), record.old_path)
