"""Where words stand: the columns of text, and the places of the whole database."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import rfc8785
from django.apps import apps
from django.db.models import CharField, FileField, JSONField, Model, Q, TextField
from django.db.models.functions import Cast

from archive.models import (
    ENTRY_KINDS,
    Author,
    Capture,
    Correction,
    Entry,
    ErrorReport,
    Narrative,
    NarrativeStep,
    Passage,
    Redaction,
    ReviewComment,
    SealedText,
)
from archive.models.history.state_forms import PASSAGES_OF_FORM_1

from .._entry_content import OWN_ROWS, RowModels
from ._authors import find_in_author, withhold_author

# Columns of names, codes and hashes, which others refer to.
NO_TEXT = frozenset(
    "id_code slug language date sha256 anchor media_type captured import_key key stamp "
    "field".split()
)
BESIDE_ENTRY: RowModels = (
    (Correction, "entry"),
    (Capture, "entry"),
    (ErrorReport, "entry"),
    (ReviewComment, "entry"),
)
LEAST_CHARACTERS = 2  # of words to be withheld

Replace = Callable[[str], str]


@dataclass(frozen=True)
class WordPlace:
    """A text that has the words: the name of the model, the key of the row and the
    column. `title` and `column_title` name model and column to the reader."""

    model: str
    key: int | str
    column: str
    title: str
    column_title: str


def compile_words(words: str) -> re.Pattern[str]:
    """A pattern of the words, whatever spaces or line ends stand between them."""
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()))


def compile_stored_words(words: str) -> re.Pattern[str]:
    """The same, also as JSON writes the words: with quotation marks or all letters
    escaped."""
    forms = (json.dumps(words, ensure_ascii=plain)[1:-1] for plain in (False, True))
    patterns = (compile_words(form).pattern for form in (words, *forms))
    return re.compile("|".join(dict.fromkeys(patterns)))


def list_text_columns(model: type[Model]) -> list[str]:
    """The columns in which an editor or reader writes text."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField)
        and not isinstance(field, FileField)
        and not field.choices
        and field.name not in NO_TEXT
    ]


def list_text_rows(document: Entry | Narrative) -> Iterator[Model]:
    """The record, its working copies, and the rows that hang on them."""
    if isinstance(document, Narrative):
        yield document
        yield from NarrativeStep.objects.filter(narrative=document)
        return
    model = ENTRY_KINDS[document.kind].model
    rows = model._default_manager.filter(
        Q(pk=document.pk) | Q(correction_of=document.pk)
    )
    for entry in rows.order_by("pk"):
        yield entry
        for rows_model, owner in (*OWN_ROWS[document.kind], *BESIDE_ENTRY):
            yield from rows_model._default_manager.filter(**{owner: entry.pk})


def _list_row_models(entry: Entry) -> dict[str, type[Model]]:
    """The models of the rows that hang on an entry, by name."""
    models = (*OWN_ROWS[entry.kind], *BESIDE_ENTRY)
    return {str(model._meta.model_name): model for model, _owner in models}


def replace_in_state(
    document: Entry | Narrative, text: str, replace: Callable[[str, str, str], str]
) -> str:
    """The state of a revision with its texts replaced; `replace` is given the field
    (`passage.verbatim`), the anchor and the text."""
    state = json.loads(text)
    rows: dict[str, type[Model]] = {"steps": NarrativeStep}
    if isinstance(document, Narrative):
        own = list_text_columns(Narrative)
    else:
        own = list_text_columns(ENTRY_KINDS[document.kind].model)
        rows = {**_list_row_models(document), PASSAGES_OF_FORM_1: Passage}
    _replace_values(state, own, "", replace)
    for name, model in rows.items():
        state_rows = state.get(name)
        if not isinstance(state_rows, list):
            continue
        columns = list_text_columns(model)
        for row in state_rows:
            if model is Author:
                row.update(withhold_author(row, replace))
                continue
            _replace_values(row, columns, f"{model._meta.model_name}.", replace)
        if name not in ("steps", PASSAGES_OF_FORM_1):
            state_rows.sort(key=rfc8785.dumps)
    return rfc8785.dumps(state).decode()


def _replace_values(
    row: dict[str, Any],
    columns: list[str],
    prefix: str,
    replace: Callable[[str, str, str], str],
) -> None:
    for column in columns:
        if isinstance(row.get(column), str):
            anchor = str(row.get("anchor") or row.get("passage") or "")
            row[column] = replace(f"{prefix}{column}", anchor, row[column])


def find_words(words: str) -> Iterator[WordPlace]:
    """Every text of the database that has the words, but the sealed ones; reads all
    tables."""
    pattern = compile_stored_words(words)
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or model in (SealedText, Redaction):
            continue
        own = model._meta.local_concrete_fields
        kinds = (CharField, TextField, JSONField)
        columns = [f.attname for f in own if isinstance(f, kinds)]
        if columns:
            yield from _find_in_table(model, columns, pattern)
    for row in Author.objects.order_by("pk").iterator():
        if column := find_in_author(row, pattern):
            yield _name_place(Author, row.pk, column)


def _find_in_table(
    model: type[Model], columns: list[str], pattern: re.Pattern[str]
) -> Iterator[WordPlace]:
    texts = {f"text_{name}": Cast(name, TextField()) for name in columns}
    rows = model._base_manager.annotate(**texts).values_list("pk", *texts)
    for pk, *values in rows.iterator():
        for column, value in zip(columns, values, strict=True):
            if pattern.search(value or ""):
                yield _name_place(model, pk, column)


def _name_place(model: type[Model], key: int | str, column: str) -> WordPlace:
    name = str(model._meta.model_name)
    field = model._meta.get_field(column)
    column_title = str(getattr(field, "verbose_name", column))
    title = str(model._meta.verbose_name)
    return WordPlace(name, key, column, title, column_title)
