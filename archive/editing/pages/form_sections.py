"""The sections of a form as its page shows them: headings, fields, rows, and what is
folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from archive.editing.kinds import FieldGroup, RowKind

from .edit_form import EditForm

SHORT_ROW = 2  # fields


@dataclass
class ShownRow:
    """A row: its fields, the rare ones, whether these are open, and its errors. With
    a summary it is folded, unless something was typed into it or is refused."""

    form: Any
    number: int
    fields: list[BoundField]
    rare: list[BoundField]
    is_open: bool
    anchor: str = ""
    summary: str = ""
    is_unfolded: bool = False


@dataclass
class Section:
    """A part of the form: either fields, or rows with an empty one to add more."""

    name: str
    title: str | Promise
    fields: list[BoundField] = field(default_factory=list)
    is_folded: bool = False
    is_open: bool = False
    formset: Any = None
    rows: list[ShownRow] = field(default_factory=list)
    empty: ShownRow | None = None

    @property
    def count(self) -> int:
        """How many rows are saved."""
        return self.formset.initial_form_count() if self.formset is not None else 0

    @property
    def is_compact(self) -> bool:
        """Whether its rows are so short that several stand side by side."""
        is_short = self.empty is not None and len(self.empty.fields) <= SHORT_ROW
        return is_short and self.empty is not None and not self.empty.rare

    @property
    def has_errors(self) -> bool:
        """Whether something here is refused."""
        if self.formset is None:
            return any(each.errors for each in self.fields)
        own = self.formset.is_bound and self.formset.non_form_errors()
        return bool(own) or any(row.form.errors for row in self.rows)


def list_sections(form: EditForm) -> list[Section]:
    """The first group, then the rows, then the other groups."""
    first, *others = form.kind.groups
    groups = [_show_group(form, group) for group in others]
    rows = [_show_rows(each, formset) for each, formset in form.rows]
    return [_show_group(form, first), *rows, *groups]


def _show_group(form: EditForm, group: FieldGroup) -> Section:
    fields = [form.form[name] for name in group.fields if _is_shown(form.form, name)]
    is_refused = any(each.errors for each in fields)
    return Section(group.name, group.title, fields, group.is_folded, is_refused)


def _is_shown(form: Any, name: str) -> bool:
    """Whether a field is there for this person; that by which a second entry of an
    address is confirmed is asked once the address was refused."""
    if name == "same_address":
        return bool(form["original_url"].errors or form[name].value())
    return name in form.fields


def _show_rows(each: RowKind, formset: Any) -> Section:
    rows = [_show_row(each, form, n) for n, form in enumerate(formset.forms, start=1)]
    empty = _show_row(each, formset.empty_form, 0)
    return Section(formset.prefix, each.title, formset=formset, rows=rows, empty=empty)


def _show_row(each: RowKind, form: Any, number: int) -> ShownRow:
    fields, rare = ([form[name] for name in some] for some in (each.fields, each.rare))
    if number > 1:  # what is said beside the first row holds for all
        _drop_help_texts(form)
    anchor = getattr(form.instance, "anchor", "") if "anchor" not in form.fields else ""
    row = ShownRow(form, number, fields, rare, _is_open(each, rare), anchor or "")
    if each.summarise and form.instance.pk:
        row.summary = each.summarise(form.instance)
        row.is_unfolded = _is_touched(form)
    return row


def _drop_help_texts(form: Any) -> None:
    for each in form.fields.values():
        each.help_text = ""


def _is_touched(form: Any) -> bool:
    """Whether something was typed into a row that was sent or kept, or is refused."""
    return form.is_bound and bool(form.has_changed() or form.errors)


def _is_open(each: RowKind, rare: list[BoundField]) -> bool:
    """Whether rare fields are shown at once: one is refused, or says something."""
    return any(
        bound.errors or (bound.name in each.seen_if_filled and bound.value())
        for bound in rare
    )


@dataclass
class ReadPart:
    """What a part of a record says, where it can only be read."""

    title: str | Promise
    values: list[tuple[str, str]]


def describe_fields(form: EditForm) -> list[ReadPart]:
    """All that is filled in, part by part, for who may not edit it now."""
    parts = [
        ReadPart(group.title, list(_read_values(form.form, group.fields)))
        for group in form.kind.groups
    ]
    for each, formset in form.rows:
        rows = formset.initial_forms
        for number, row in enumerate(rows, start=1):
            values = list(_read_values(row, (*each.fields, *each.rare)))
            title = f"{each.title} {number}" if len(rows) > 1 else each.title
            parts.append(ReadPart(title, values))
    return [part for part in parts if part.values]


def _read_values(form: Any, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        if name not in form.fields:
            continue
        bound = form[name]
        value = bound.value()
        if isinstance(bound.field, forms.BooleanField):
            value = _("yes") if value else ""
        elif isinstance(bound.field, forms.ChoiceField):
            choices: Any = bound.field.choices
            named = {str(key): str(said) for key, said in choices}
            value = named.get(str(value), "") if value else ""
        if value not in (None, ""):
            yield str(bound.label), str(value)
