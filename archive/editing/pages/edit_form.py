"""The form of a record with its rows, as one thing that is checked and saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.forms import inlineformset_factory, modelform_factory
from django.http import QueryDict

from archive.editing.forms.entry_form import EntryForm
from archive.editing.forms.form_fields import make_form_field
from archive.editing.kinds import RECORD_KINDS, RowKind
from archive.editing.rows.author_rows import find_stale_authors
from archive.editing.rows.passage_rows import may_remove_passages
from archive.editorial import list_missing_statements, record_creation, record_edit
from archive.models import Entry, Passage, User
from archive.models.visibility import desk_entries, desk_passages
from archive.web.desk.kept_forms import show_without_errors


class EditForm:
    """The form of a record and a form set for each kind of its rows.

    `data` is what was sent; `kept` what was kept of an earlier time and is shown as it
    was left, without errors.
    """

    def __init__(
        self,
        kind: str,
        user: User,
        record: Any,
        data: QueryDict | None = None,
        kept: QueryDict | None = None,
        *,
        is_for_later: bool = False,
        initial: dict[str, str] | None = None,
    ) -> None:
        self.kind, self.user, self.record = RECORD_KINDS[kind], user, record
        self.is_restored = kept is not None and data is None
        self.data = kept if self.is_restored else data
        self.form = self._make_form(is_for_later, initial or {})
        if data is not None:
            self.form.is_valid()  # rows are checked against the record as it was typed
        self.rows = [(each, self._make_rows(each)) for each in self._list_row_kinds()]

    def _make_form(self, is_for_later: bool, initial: dict[str, str]) -> EntryForm:
        model = self.kind.model
        given = {
            "user": self.user,
            "is_for_later": is_for_later,
            "is_restored": self.is_restored,
        }
        made: Any = modelform_factory(
            model,
            form=type(self.kind.form.__name__, (self.kind.form,), given),
            fields=_keep_columns(model, self.kind.list_fields()),
            formfield_callback=make_form_field,
        )
        form: EntryForm = made(self.data, instance=self.record, initial=initial)
        if self.is_restored:
            show_without_errors(form)
        return form

    def _list_row_kinds(self) -> list[RowKind]:
        is_copy = getattr(self.record, "correction_of_id", None) is not None
        rows = self.kind.rows
        return [each for each in rows if is_copy or not each.of_corrections_only]

    def _make_rows(self, each: RowKind) -> Any:
        """The form set of some rows; what they are tied to is named in one go."""
        names: dict[str, dict[int, str]] = {}
        given = {"user": self.user, "names": names}
        formset = inlineformset_factory(
            self.kind.model,
            each.model,
            form=type(each.form.__name__, (each.form,), given),
            formset=type(each.formset.__name__, (each.formset,), {"user": self.user}),
            fk_name=each.fk_name,
            fields=_keep_columns(each.model, (*each.fields, *each.rare)),
            extra=each.extra,
            can_delete=each.model is not Passage or may_remove_passages(self._owner),
            formfield_callback=make_form_field,
        )
        rows: Any = formset(
            self.data, instance=self._owner, queryset=self._find_rows(each)
        )
        saved = rows.get_queryset()
        for name, named in each.form.named.items():
            tied = {getattr(row, name) for row in saved}
            names[name] = named.write(tied) if tied else {}
        if self.is_restored:
            show_rows_without_errors(rows)
        return rows

    @property
    def _owner(self) -> Any:
        return self.form.instance

    def _find_rows(self, each: RowKind) -> Any:
        """The saved rows that are tied to what this person may see."""
        rows = each.model._default_manager.all()
        if self._owner.pk is None:
            return rows.none()
        seen = Entry.objects.filter(desk_entries(self.user)).values("pk")
        rows = rows.filter(**{each.fk_name: self._owner.pk})
        columns = each.model._meta._forward_fields_map
        for name in ("source", "origin", "photo", "entry", "target"):
            if name in columns and name != each.fk_name:
                rows = rows.filter(**{f"{name}__in": seen})
        if "passage" in columns:
            readable = Passage.objects.filter(desk_passages(self.user)).values("pk")
            rows = rows.filter(Q(passage=None) | Q(passage__in=readable))
            rows = rows.select_related("passage")
        return rows.select_related(*each.form.named) if each.form.named else rows

    def list_parts(self) -> Iterator[Any]:
        """The form and each row."""
        yield self.form
        for _each, formset in self.rows:
            yield from formset.forms

    def is_as_saved(self) -> bool:
        """Whether nothing was typed, and nobody saved the record since it was opened:
        there is nothing to save."""
        is_new = self.record is None
        return not (is_new or self.has_changed() or self.form.overtaken)

    def is_valid(self) -> bool:
        """Whether it can be saved; checks every part, so that each names its errors."""
        parts = [self.form.is_valid(), *(rows.is_valid() for _each, rows in self.rows)]
        return all(parts)

    def has_changed(self) -> bool:
        """Whether something is other than it was opened with."""
        formsets = (rows.has_changed() for _each, rows in self.rows)
        return self.form.has_changed() or any(formsets)

    def save(self) -> list[str]:
        """Save the record with its rows, and record it: one revision. What is to be
        told beside, as that a reply is missing."""
        is_new = self.form.instance.pk is None
        record = self.form.save()
        for _each, rows in self.rows:
            rows.instance = record
            rows.save()
        (record_creation if is_new else record_edit)(record, self.user)
        if not isinstance(record, Entry):
            return []
        formsets = [rows for _each, rows in self.rows]
        stale = find_stale_authors(self.form, formsets)
        missing = list_missing_statements(record, self.user)
        return [str(text) for text in (*missing, stale) if text]


def show_rows_without_errors(formset: Any) -> None:
    """Have rows show what was kept as it is: nobody sent them yet."""
    for form in formset.forms:
        show_without_errors(form)
    formset._errors = [{} for _form in formset.forms]
    formset._non_form_errors = formset.error_class()


def _keep_columns(model: Any, names: Iterable[str]) -> list[str]:
    """The names that are columns; the other ones are fields of the form alone."""
    columns = {field.name for field in model._meta.fields}
    return [name for name in names if name in columns]
