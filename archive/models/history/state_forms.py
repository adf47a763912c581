"""The forms that states of revisions had, and how an older one is read today.

A state is hashed as it was written, so it is never changed. `form` of its revision
says how to read it.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from archive.models.kinds import ENTRY_KINDS

from .chained_revision import ChainedRevision

FIRST_STATE_FORM = 1
# Pairs in form 1 → rows of today, with the names of their two columns.
PAIRS_OF_FORM_1 = {
    "regions": ("entryregion", "region", "role"),
    "citations": ("citation", "source", "relation"),
}
PASSAGES_OF_FORM_1 = "passages"


def read_state(revision: ChainedRevision) -> dict[str, Any]:
    """The state of a revision in today's form. What an older form did not note, such
    as the photos of an article, is not in it."""
    state: dict[str, Any] = json.loads(revision.state)
    return _read_form_1(state) if revision.form == FIRST_STATE_FORM else state


def _read_form_1(state: dict[str, Any]) -> dict[str, Any]:
    """Form 1 wrote every own field as text, "" for none and for False, and pairs
    instead of rows."""
    model = ENTRY_KINDS[state["kind"]].model
    fields = {
        column.attname: _read_text(column, state[column.name])
        for column in model._meta.concrete_fields
        if column.name in state
    }
    rows = {
        name: [{first: a, second: b} for a, b in state[pairs]]
        for pairs, (name, first, second) in PAIRS_OF_FORM_1.items()
    }
    rows["tagging"] = [{"tag": key} for key in state["tags"]]
    if state["kind"] == "article":
        rows["passage"] = state[PASSAGES_OF_FORM_1]
    in_order = {name: sorted(each, key=_write_sorted) for name, each in rows.items()}
    return {**fields, "kind": state["kind"], **in_order}


def _read_text(column: models.Field[Any, Any], text: str) -> str | int | bool | None:
    if isinstance(column, models.BooleanField):
        return bool(text)
    if not text and column.null:
        return None
    if isinstance(column, models.IntegerField | models.ForeignKey):
        return int(text or 0)
    if isinstance(column, models.DateField):  # and moments
        return str(column.to_python(text).isoformat())
    return text


def _write_sorted(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
