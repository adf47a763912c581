"""Which tables a backup holds: every table, but for those named here."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Field, FileField, Model

# By label: why a backup leaves a table out. A new model is in backups until it is here.
LEFT_OUT_MODELS = {
    "archive.DeskSession": "logins; everybody logs in again",
    "sessions.Session": "logins as Django keeps them; the table is empty",
    "archive.OutboxRow": "what the index has yet to take in; the index is built anew",
    "archive.CommandRun": "when commands ran here; another machine has its own runs",
    "archive.FileCheck": "comparisons of files here; `restore` compares them anew",
    "archive.Batch": "readers' searches; we promise to delete them after a day",
    "archive.BatchQuery": "readers' searches; we promise to delete them after a day",
    "archive.UnfinishedForm": "what an editor has not saved; nobody else may read it",
    "archive.UnfinishedField": "what an editor has not saved; nobody else may read it",
}


def list_all_models() -> list[type[Model]]:
    """Every model with a table of its own, by label."""
    models = apps.get_models(include_auto_created=True)
    with_table = [m for m in models if m._meta.managed and not m._meta.proxy]
    return sorted(with_table, key=lambda model: model._meta.label)


def list_backed_up_models() -> list[type[Model]]:
    """The models whose rows a backup holds, by label."""
    return [m for m in list_all_models() if m._meta.label not in LEFT_OUT_MODELS]


def list_columns(model: type[Model]) -> list[Field]:
    """The columns of a model's own table, without those that the database computes."""
    return [f for f in model._meta.local_concrete_fields if not f.generated]


def list_file_columns(model: type[Model]) -> list[str]:
    """The columns that name a file in the folder of media."""
    return [f.attname for f in list_columns(model) if isinstance(f, FileField)]
