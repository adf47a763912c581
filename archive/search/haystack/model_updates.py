"""What Haystack's commands do, model by model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from haystack import connections
from haystack.constants import DEFAULT_ALIAS
from haystack.utils.app_loading import haystack_get_models

from archive.models import Entry, OutboxRow
from archive.models.entries.entry import EntryQuerySet
from archive.search.engines.protocol import IndexUnreachable, IndexUnreadable
from archive.search.index.generations import (
    engine_name,
    get_index_root,
    hold_write_lock,
)
from archive.search.index.live_index import ask_live_index
from archive.search.index.live_writes import clear_index

from .conditions import build_model_node
from .index_updates import (
    ENTRIES_PER_BATCH,
    remove_stale_entries,
    update_entries,
)


@dataclass(frozen=True)
class IndexState:
    """What `haystack_info` tells. `documents` is None where no index can be read;
    `waiting` are changes that the index has yet to learn."""

    engine: str
    folder: str
    documents: int | None
    waiting: int
    classes: tuple[tuple[str, str], ...]
    unreachable: str = ""  # why nobody answers for it, and what to do


def list_connection_names() -> list[str]:
    """The names of Haystack's connections."""
    return list(connections.connections_info)


def list_indexed_models(labels: Sequence[str]) -> list[type[Entry]]:
    """The models with an index class, of all apps or of those named, such as `archive`
    or `archive.Photo`. Raises `LookupError` and `ImproperlyConfigured` for an app or a
    model that is not there."""
    indexed = connections[DEFAULT_ALIAS].get_unified_index().get_indexed_models()
    if not labels:
        return list(indexed)
    named = [model for label in labels for model in haystack_get_models(label)]
    return [model for model in indexed if model in named]


def count_updates(
    model: type[Entry], begin: datetime | None, end: datetime | None
) -> int:
    """How many public entries of a model were changed in that time."""
    return _select_changed(model, begin, end).count()


def update_model(
    model: type[Entry],
    begin: datetime | None = None,
    end: datetime | None = None,
    batch_size: int | None = None,
) -> int:
    """Write the public entries of a model that were changed in that time; their number.
    Raises as `update_entries`."""
    ids = _select_changed(model, begin, end).values_list("pk", flat=True)
    return update_entries(ids.iterator(), batch_size or ENTRIES_PER_BATCH)


def remove_stale(model: type[Entry]) -> int:
    """Take out what is indexed of a model and is not public now; its number."""
    return remove_stale_entries(build_model_node(DEFAULT_ALIAS, [model]))


def clear_whole_index() -> None:
    """Empty the index. Raises `IndexUnwritable`."""
    with hold_write_lock():
        clear_index()


def describe_index() -> IndexState:
    """Engine, folder, documents and index classes."""
    documents, unreachable = None, ""
    try:
        documents, _counts = ask_live_index(
            lambda engine, folder: engine.count_documents_with(folder, ())
        )
    except IndexUnreachable as error:
        unreachable = str(error)
    except IndexUnreadable:
        pass
    indexes = connections[DEFAULT_ALIAS].get_unified_index().get_indexes()
    classes = tuple(
        (model.__name__, f"{type(index).__module__}.{type(index).__qualname__}")
        for model, index in indexes.items()
    )
    waiting = OutboxRow.objects.due().count()
    folder = str(get_index_root())
    return IndexState(engine_name(), folder, documents, waiting, classes, unreachable)


def _select_changed(
    model: type[Entry], begin: datetime | None, end: datetime | None
) -> EntryQuerySet:
    index = connections[DEFAULT_ALIAS].get_unified_index().get_index(model)
    changed: EntryQuerySet
    changed = index.build_queryset(DEFAULT_ALIAS, start_date=begin, end_date=end)
    return changed
