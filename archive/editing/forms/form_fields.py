"""The fields that a form makes of the columns of a record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Field, TextField, URLField

from archive.admin.form_fields import validate_language

LINES = {"verbatim": 4, "description": 4, "quotation_exact": 2, "was_wrong": 2}
FEWEST_LINES = 2


def make_form_field(column: Field, **given: Any) -> forms.Field | None:
    """The field of a column: a language is a code, an address `https` unless it says
    otherwise, a text as high as it is mostly long."""
    if isinstance(column, URLField):
        given.setdefault("assume_scheme", "https")
    field = column.formfield(**given)
    if field is None:
        return None
    if column.name == "language":
        field.validators.append(validate_language)
    if isinstance(column, TextField):
        field.widget.attrs["rows"] = LINES.get(column.name, FEWEST_LINES)
    return field
