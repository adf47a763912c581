"""Names of records, fields and choices, translated wherever Django shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


def translate_labels(models: Iterable[type[Model]]) -> None:
    """Let every label speak the reader's language.

    Django derives most labels from names of fields, in English. Writing each twice, as
    a name and as a marked string, would let the two part; so they are marked here,
    once, and the catalogue takes them from here. Migrations hold the English ones.
    """
    for model in _ours(models):
        meta: Any = model._meta
        # Before its singular: Django makes the plural of it, with an English s.
        meta.verbose_name_plural = gettext_lazy(str(meta.verbose_name_plural))
        meta.verbose_name = _lazy(meta.verbose_name)
        for field in _fields(model):
            field.verbose_name = _lazy(field.verbose_name)
            field.help_text = _lazy(field.help_text)
            if field.choices:
                field.choices = [
                    (value, _lazy(label)) for value, label in field.choices
                ]


def labels(models: Iterable[type[Model]]) -> Iterator[tuple[str, str]]:
    """Each label as it stands, with the record it is of."""
    for model in _ours(models):
        meta: Any = model._meta
        found = [meta.verbose_name, meta.verbose_name_plural]
        for field in _fields(model):
            if field.editable:
                found += [field.verbose_name, field.help_text]
            found += [label for _value, label in field.choices or ()]
        yield from ((str(label), model.__name__) for label in found if label)


def _ours(models: Iterable[type[Model]]) -> Iterator[type[Model]]:
    """All but accounts, whose labels Django translates itself."""
    return (model for model in models if not hasattr(model, "USERNAME_FIELD"))


def _fields(model: type[Model]) -> list[Any]:
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [field for field in own if not field.auto_created]


def _lazy(label: Any) -> Any:
    plain = isinstance(label, str) and label
    return gettext_lazy(label) if plain and not isinstance(label, Promise) else label
