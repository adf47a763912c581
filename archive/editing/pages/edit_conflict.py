"""Shows both texts, field by field, where two people edited at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.db.models import Model
from django.forms import BaseForm
from django.forms.models import BaseModelFormSet
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class TextPiece:
    """A stretch of text that is in both or in one only."""

    text: str
    is_difference: bool


@dataclass(frozen=True)
class FieldConflict:
    """A field with the saved and the typed text."""

    label: str
    saved: list[TextPiece]
    typed: list[TextPiece]


def find_field_conflicts(
    form: BaseForm, formsets: Iterable[BaseModelFormSet]
) -> list[FieldConflict]:
    """The fields in which a submitted form differs from what is saved now."""
    conflicts = list(_compare_form(form, ""))
    for formset in formsets:
        rows = formset.get_queryset()
        noun = str(rows.model._meta.verbose_name)
        posted = {form.instance.pk for form in formset.forms}
        for number, inline in enumerate(formset.forms, start=1):
            conflicts += _compare_form(inline, f"{noun} {number}: ")
        for row in rows.exclude(pk__in=[k for k in posted if k]):
            conflicts.append(
                FieldConflict(
                    f"{noun}: {_('added')}", [TextPiece(_describe_row(row), True)], []
                )
            )
    return conflicts


def _compare_form(form: BaseForm, prefix: str) -> Iterator[FieldConflict]:
    for name in form.changed_data:
        field = form.fields[name]
        if name == "seen_edit" or isinstance(field.widget, forms.HiddenInput):
            continue
        bound = form[name]
        saved, typed = (
            _format_value(field, bound.initial),
            _format_value(field, bound.value()),
        )
        if saved != typed:
            label = f"{prefix}{bound.label or name}"
            yield FieldConflict(label, *_compare_words(saved, typed))


def _format_value(field: forms.Field, value: Any) -> str:
    if (
        isinstance(field, forms.ModelChoiceField)
        and field.queryset is not None
        and value
    ):
        row = field.queryset.filter(pk=value).first() if str(value).isdigit() else None
        return str(row or value)
    return "" if value is None else str(value)


def _describe_row(row: Model) -> str:
    for name in ("verbatim", "caption"):
        if hasattr(row, name):
            return str(getattr(row, name))
    return str(row)


def _compare_words(saved: str, typed: str) -> tuple[list[TextPiece], list[TextPiece]]:
    """Both texts, word by word, with the words that only one has."""
    left, right = saved.split(" "), typed.split(" ")
    pieces: tuple[list[TextPiece], list[TextPiece]] = ([], [])
    for tag, a, b, c, d in SequenceMatcher(None, left, right, False).get_opcodes():
        for words, side in ((left[a:b], pieces[0]), (right[c:d], pieces[1])):
            if words:
                side.append(TextPiece(" ".join(words), tag != "equal"))
    return pieces
