"""Undoes an import run as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from archive.models import (
    Article,
    Capture,
    Citation,
    Derivation,
    Entry,
    Evidence,
    ImportRun,
    OutboxRow,
    Placement,
    Revision,
    User,
)

from ._revisions import record_revision
from ._rights import EditorialError, require_publisher
from ._workflow import withdraw

# (rows, column of what uses, column of what is used)
USE_RELATIONS: tuple[tuple[type[Model], str, str], ...] = (
    (Citation, "entry_id", "source_id"),
    (Evidence, "event_id", "entry_id"),
    (Derivation, "source_id", "origin_id"),
    (Placement, "article_id", "photo_id"),
)


@dataclass(frozen=True)
class UndoneRun:
    """The entries that were removed, withdrawn and put away, by name; and the kept
    files that the removed ones named."""

    removed: tuple[str, ...]
    withdrawn: tuple[str, ...]
    discarded: tuple[str, ...]
    files: frozenset[str]


def undo_import_run(run: ImportRun, reason: str, by: User | None = None) -> UndoneRun:
    """Undo a run: delete its drafts and withdraw, for `reason`, what was public.

    A draft is put away instead of deleted where a once public entry of the run refers
    to it, so that the history of that entry stays whole. Raises `EditorialError` where
    an entry from outside the run refers to one of the run, and where the run was undone
    before.
    """
    if not reason.strip():
        raise EditorialError("Say why the run is undone: readers see it (--reason).")
    with transaction.atomic():
        row = ImportRun.objects.select_for_update().get(pk=run.pk)
        if row.undone_at:
            raise EditorialError(
                f"Run {row.pk} was undone on {row.undone_at:%Y-%m-%d}."
            )
        entries = list(row.entries.select_for_update().order_by("pk"))
        _refuse_use_from_outside({entry.pk for entry in entries})
        undone = _take_back_entries(entries, _choose_signer(entries, by), reason)
        row.undone_at, row.undone_reason = timezone.now(), reason
        row.save()
    return undone


def _take_back_entries(entries: list[Entry], signer: User, reason: str) -> UndoneRun:
    """Withdraw what is public; put drafts away or remove them."""
    once_public = {entry.pk for entry in entries if entry.first_published_at}
    referred_to = _find_used_entries(once_public, {entry.pk for entry in entries})
    published: list[Entry] = []
    put_away: list[Entry] = []
    removed: list[Entry] = []
    for entry in entries:
        if entry.status == "published":
            published.append(entry)
        elif entry.pk not in once_public:
            (put_away if entry.pk in referred_to else removed).append(entry)
    for entry in published:
        withdraw(entry, signer, reason)
    for entry in put_away:
        Entry.objects.filter(pk=entry.pk).update(status="withdrawn")
        record_revision(entry, "discard", signer, reason)
    files = _remove_drafts(removed)
    return UndoneRun(
        _name_entries(removed), _name_entries(published), _name_entries(put_away), files
    )


def _name_entries(entries: list[Entry]) -> tuple[str, ...]:
    return tuple(f"{e.kind} {e.id_code_display} “{e.title}”" for e in entries)


def _select_rows(model: type[Model], **conditions: Any) -> QuerySet[Model]:
    return model._default_manager.filter(**conditions)


def _find_used_entries(users: set[int], candidates: set[int]) -> set[int]:
    """Candidates that `users` refer to."""
    return {
        pk
        for model, user, used in USE_RELATIONS
        for pk in _select_rows(
            model, **{f"{user}__in": users, f"{used}__in": candidates}
        ).values_list(used, flat=True)
    }


def _refuse_use_from_outside(ids: set[int]) -> None:
    """Raise `EditorialError` where an entry from outside the run refers to one of
    these."""
    outside: set[int] = set()
    for model, user, used in USE_RELATIONS:
        rows = _select_rows(model, **{f"{used}__in": ids}).exclude(
            **{f"{user}__in": ids}
        )
        outside |= set(rows.values_list(user, flat=True))
    others = Entry.objects.filter(pk__in=outside).exclude(correction_of__in=ids)
    if others:
        names = "; ".join(_name_entries(list(others.order_by("pk")[:5])))
        raise EditorialError(
            f"Entries outside the run use it: {names}. Change them first."
        )


def _choose_signer(entries: list[Entry], by: User | None) -> User:
    """Who signs the undoing: a publisher where an entry is public and the site has
    one."""
    if any(entry.status == "published" for entry in entries):
        require_publisher(by, "This withdraws what is public")
    return by or User.objects.get_system_account("import")


def _remove_drafts(drafts: list[Entry]) -> frozenset[str]:
    """Delete entries that were never public; returns the kept files that they named."""
    ids = {draft.pk for draft in drafts}
    named = Article.objects.filter(pk__in=ids).values_list("original_file", flat=True)
    captured = Capture.objects.filter(entry__in=ids).values_list("file", flat=True)
    files = frozenset(name for name in [*named, *captured] if name)
    for model, user, used in USE_RELATIONS:
        _select_rows(model, **{f"{user}__in": ids}).delete()
        _select_rows(model, **{f"{used}__in": ids}).delete()
    Revision.objects.filter(entry__in=ids).delete()
    OutboxRow.objects.filter(entry_id__in=ids).delete()
    Entry.objects.filter(pk__in=ids).delete()
    return files
