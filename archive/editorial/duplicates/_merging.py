"""Merging an entry into another: its address leads there, and so do all that used it.

The merged entry keeps its rows and versions as they were; readers are led on from its
page and still find the versions that they cited. What pointed to it points to the other
one. Public entries that changed by this get a new version, so that what readers see is
always what was published.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F, Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import (
    Capture,
    Citation,
    Derivation,
    Entry,
    EntryMerge,
    EntryRelation,
    Evidence,
    Narrative,
    NarrativeStep,
    OutboxRow,
    Placement,
    User,
)

from .._entry_content import copy_row
from .._revisions import lock_publications, record_revision
from .._rights import EditorialError, require_right
from .._workflow import change_state, release_version
from ..accounts import name_document, record_staff_event

LIVING = ("draft", "in_review", "published")
# What points to an entry: the rows, their column, and the column of who has them.
POINTERS: tuple[tuple[type[Model], str, str], ...] = (
    (Citation, "source", "entry"),
    (Derivation, "origin", "source"),
    (Evidence, "entry", "event"),
    (Placement, "photo", "article"),
    (EntryRelation, "target", "entry"),
)
# Rows of its own that the other entry gets too: their column, and what names the same.
FOLLOWERS: tuple[tuple[type[Model], str, tuple[str, ...]], ...] = (
    (Citation, "entry", ("source_id",)),
    (Placement, "article", ("photo_id",)),
    (Derivation, "source", ("origin_id",)),
    (Evidence, "event", ("entry_id",)),
    (EntryRelation, "entry", ("relation", "target_id")),
    (Capture, "entry", ("sha256", "external_url")),
)


def merge_entries(entry: Entry, into: Entry, by: User | None, reason: str) -> int:
    """Merge an entry into another of its kind; returns how many rows point elsewhere
    now.

    Sources, captions, evidence, relations and copies of the merged entry are added to
    the other one where it lacks them. All or nothing. Raises `EditorialError`.
    """
    if not reason.strip():
        raise EditorialError(_("Give a reason for the merge: readers will see it."))
    with transaction.atomic():
        lock_publications()
        rows = _lock_entries({entry.pk, into.pk, *_find_users(entry.pk)})
        _refuse_unlike(rows, entry, into)
        old, new = rows[entry.pk], rows[into.pk]
        require_right(by, "merge", old)
        require_right(by, "merge", new)
        merge = EntryMerge(
            entry=old, into=new, by=by, reason=reason, former_status=old.status
        )
        said = f"{old.id_code_display} → {new.id_code_display}: {reason}"
        changed = _move_pointers(merge)
        if _copy_followers(merge):
            changed.add(new.pk)
        merge.save()
        _put_away(old, by, reason)
        Entry.objects.filter(merged_into=old).update(merged_into=new)
        Entry.objects.filter(pk=old.pk).update(merged_into=new)
        _settle_changes(changed - {old.pk}, by, said)
        _move_steps(old, new, by, said)
    return len(merge.moved)


def undo_merge(entry: Entry, by: User | None, reason: str) -> None:
    """Take a merge back: the entry is as it was, and what was moved points to it again,
    but for rows that were changed since. Raises `EditorialError`."""
    if not reason.strip():
        raise EditorialError(_("Give a reason for taking the merge back."))
    with transaction.atomic():
        lock_publications()
        merge = EntryMerge.objects.filter(entry=entry.pk, undone_at=None).first()
        if merge is None:
            raise EditorialError(_("This entry is not merged with another."))
        owners = _find_users(merge.into_id)
        rows = _lock_entries({merge.entry_id, merge.into_id, *owners})
        old, new = rows[merge.entry_id], rows[merge.into_id]
        require_right(by, "merge", new)
        said = f"{new.id_code_display} → {old.id_code_display}: {reason}"
        Entry.objects.filter(pk=old.pk).update(merged_into=None, withdrawal_reason="")
        old.merged_into, old.withdrawal_reason = None, ""
        changed = _move_back(merge) | _delete_copies(merge)
        EntryMerge.objects.filter(pk=merge.pk).update(undone_at=timezone.now())
        if merge.former_status == "published":
            release_version(old, by, said)
        else:
            change_state(old, "undo_merge", by, reason, leads_to=merge.former_status)
        _settle_changes(changed - {old.pk}, by, said)
        _move_steps(new, old, by, said, merge)


def describe_merges(entry: Entry) -> list[EntryMerge]:
    """Merges that hold, of the entry and into it; one query."""
    ends = Q(entry=entry.pk) | Q(into=entry.pk)
    rows = EntryMerge.objects.filter(ends, undone_at=None)
    return list(rows.select_related("entry", "into", "by"))


def _lock_entries(keys: set[int]) -> dict[int, Entry]:
    rows = Entry.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}


def _refuse_unlike(rows: dict[int, Entry], entry: Entry, into: Entry) -> None:
    """Refuse what can't be one: other kinds, corrections, what is put away, and a
    public entry in one that readers don't see."""
    old, new = rows.get(entry.pk), rows.get(into.pk)
    if old is None or new is None or old.pk == new.pk or old.kind != new.kind:
        raise EditorialError(
            _("Choose two entries of one type: only these can be merged.")
        )
    if old.correction_of_id or new.correction_of_id:
        raise EditorialError(_("Choose the public entry, not a correction of it."))
    if Entry.objects.filter(correction_of=old).exists():
        raise EditorialError(
            _("“%(title)s” is being corrected. Publish or discard that first.")
            % {"title": old.title}
        )
    is_seen = Entry.objects.public().filter(pk=new.pk).exists()
    if old.status == "published" and not is_seen:
        raise EditorialError(
            _(
                "Readers don't see “%(title)s”, but they see the other entry. Merge it "
                "the other way round, or publish it first."
            )
            % {"title": new.title}
        )


def _find_users(key: int) -> set[int]:
    """The entries that have rows which point to this one."""
    found: set[int] = set()
    for model, column, owner in POINTERS:
        rows = model._default_manager.filter(**{column: key}).order_by()
        found |= set(rows.values_list(f"{owner}_id", flat=True))
    return found


def _move_pointers(merge: EntryMerge) -> set[int]:
    """Point the rows of living entries to the other entry, and note them; the keys of
    their entries. A row that would be there twice, or to itself, stays."""
    changed: set[int] = set()
    for model, column, owner in POINTERS:
        rows = model._default_manager.filter(
            **{column: merge.entry_id, f"{owner}__status__in": LIVING}
        ).exclude(**{owner: merge.into_id})
        for row in rows.order_by("pk"):
            if _set_column(row, column, merge.into_id):
                merge.moved.append([model._meta.model_name, row.pk, column])
                changed.add(getattr(row, f"{owner}_id"))
    return changed


def _set_column(row: Model, column: str, key: int) -> bool:
    """Point a row elsewhere; whether the database takes it. Evidence loses its passage,
    which is of the former entry."""
    changes: dict[str, Any] = {f"{column}_id": key}
    if isinstance(row, Evidence):
        changes["passage"] = None
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**changes)
    except IntegrityError:
        return False
    return True


def _copy_followers(merge: EntryMerge) -> bool:
    """Add rows of the merged entry to the other one where it lacks them; whether one of
    them is among what is published."""
    is_published = False
    for model, owner, same in FOLLOWERS:
        there = model._default_manager.filter(**{owner: merge.into_id})
        known = set(there.values_list(*same))
        own = model._default_manager.filter(**{owner: merge.entry_id}).order_by("pk")
        for row in own:
            name = tuple(getattr(row, column) for column in same)
            if name in known or merge.into_id in name:
                continue
            known.add(name)
            copy = copy_row(row, **_adapt_row(row, owner, merge.into_id))
            merge.copied.append([model._meta.model_name, copy.pk])
            is_published = is_published or model is not Capture
    return is_published


def _adapt_row(row: Model, owner: str, key: int) -> dict[str, Any]:
    """The columns of a row that differ in the other entry: a passage is not there, and
    a caption gets the next free anchor."""
    changes: dict[str, Any] = {f"{owner}_id": key}
    if isinstance(row, Citation):
        changes["passage_id"] = None
    if isinstance(row, Placement):
        placed = Placement.objects.filter(article=key)
        numbers = [int(p.anchor[1:]) for p in placed if p.anchor[1:].isdigit()]
        last = max(placed.values_list("position", flat=True), default=0)
        changes |= {"anchor": f"c{max(numbers, default=0) + 1}", "position": last + 1}
    return changes


def _put_away(old: Entry, by: User | None, reason: str) -> None:
    """Withdraw what was merged. Its text stays in its versions, which readers may still
    open."""
    if old.status == "published":
        old.withdrawal_reason = reason
        record_staff_event("withdrawn", by, subject=name_document(old))
        OutboxRow.objects.add([old.pk])
    change_state(old, "merge", by, reason, leads_to="withdrawn")


def _settle_changes(keys: Iterable[int], by: User | None, said: str) -> None:
    """Give each changed entry a revision; a public one a version, which corrections
    that are being written then start from."""
    for row in Entry.objects.filter(pk__in=set(keys)).order_by("pk"):
        if row.status == "published":
            version = release_version(row, by, said)
            Entry.objects.filter(correction_of=row).update(version=version)
        elif row.status in LIVING:
            Entry.objects.filter(pk=row.pk).update(edit_number=F("edit_number") + 1)
            record_revision(row, "merge", by, said)


def _move_steps(
    old: Entry, new: Entry, by: User | None, said: str, undone: EntryMerge | None = None
) -> None:
    """Let story trails lead over the other entry; readers are led there by the id that
    was published, so these get a revision and no version."""
    steps = NarrativeStep.objects.filter(entry=old, anchor="")
    if undone is not None:
        keys = [key for name, key, _c in undone.moved if name == "narrativestep"]
        steps = steps.filter(pk__in=keys)
    keys = list(steps.values_list("pk", flat=True))
    trails = Narrative.objects.filter(steps__pk__in=keys).distinct()
    trails_then = list(trails.order_by("pk"))
    steps.filter(pk__in=keys).update(entry=new)
    if undone is None and keys:
        merge = EntryMerge.objects.get(entry=old, undone_at=None)
        merge.moved += [["narrativestep", key, "entry"] for key in keys]
        merge.save(update_fields=("moved",))
    for trail in trails_then:
        record_revision(trail, "merge", by, said)


def _move_back(merge: EntryMerge) -> set[int]:
    """Point the rows that were moved to the entry again, where they still are as they
    were left; the keys of their entries."""
    changed: set[int] = set()
    owners = {(m._meta.model_name, column): owner for m, column, owner in POINTERS}
    for name, key, column in merge.moved:
        owner = owners.get((name, column))
        if owner is None:
            continue
        model = apps.get_model("archive", name)
        row = model._default_manager.filter(pk=key, **{column: merge.into_id}).first()
        if row is not None and _set_column(row, column, merge.entry_id):
            changed.add(getattr(row, f"{owner}_id"))
    return changed


def _delete_copies(merge: EntryMerge) -> set[int]:
    """Delete the rows that the other entry got, where they are still its own."""
    owners = {model._meta.model_name: owner for model, owner, _same in FOLLOWERS}
    is_changed = False
    for name, key in merge.copied:
        model = apps.get_model("archive", name)
        mine = model._default_manager.filter(pk=key, **{owners[name]: merge.into_id})
        is_changed = bool(mine.delete()[0]) or is_changed
    return {merge.into_id} if is_changed else set()
