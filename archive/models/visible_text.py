"""Text fields whose values have no characters that nobody sees."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from archive.text.copies.hidden_marks import remove_hidden_marks


class _VisibleFormField(forms.CharField):
    def to_python(self, value: Any) -> Any:
        return _clean_value(super().to_python(value))


class _VisibleText(models.Field):
    """Takes hidden marks out of every value: from forms and imports, when a record is
    saved, in `update()` and `bulk_create()`. The column is an ordinary one, and
    migrations name Django's own field."""

    def to_python(self, value: Any) -> Any:
        """The value of a form, cleaned before its length is checked."""
        return _clean_value(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        """The value as the database gets it."""
        return _clean_value(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The value that is saved, which the record has from then on."""
        value = _clean_value(super().pre_save(model_instance, add))
        if isinstance(value, str):
            setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        """A form field that cleans what was typed before it counts characters."""
        return super().formfield(**{"form_class": _VisibleFormField, **kwargs})

    def deconstruct(self) -> Any:
        """Name, class, arguments: the class is Django's."""
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs


class VisibleCharField(_VisibleText, models.CharField):
    """A short text without hidden marks."""


class VisibleTextField(_VisibleText, models.TextField):
    """A text without hidden marks."""


def _clean_value(value: Any) -> Any:
    return remove_hidden_marks(value) if isinstance(value, str) else value
