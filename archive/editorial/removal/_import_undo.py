"""Undoes an import run as a whole."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import (
    Article,
    Capture,
    Entry,
    ImportRun,
    Intake,
    OutboxRow,
    Revision,
    User,
)

from .._revisions import record_revision
from .._rights import EditorialError, require_publisher
from .._workflow import withdraw
from ._later_work import (
    USE_RELATIONS,
    add_used_entries,
    find_later_work,
    name_entry,
    select_rows,
)


@dataclass(frozen=True)
class UndoneRun:
    """The entries that were removed, withdrawn, put away and kept, by name; and the
    stored files that the removed ones named."""

    removed: tuple[str, ...]
    withdrawn: tuple[str, ...]
    put_away: tuple[str, ...]
    kept: tuple[str, ...]
    files: frozenset[str]


def undo_import_run(
    run: ImportRun, reason: str, by: User | None = None, *, keep_changed: bool = False
) -> UndoneRun:
    """Undo a run: delete its drafts and withdraw, for `reason`, what was public.

    Nothing is undone, and `EditorialError` says why, where people changed entries of
    the run since, or use them elsewhere. With `keep_changed` these entries stay as they
    are, with those that they refer to, and the rest is undone. What was withdrawn or
    discarded before stays with its history; a draft that such an entry refers to is put
    away instead of deleted. Raises `EditorialError` where the run was undone before.
    """
    if not reason.strip():
        raise EditorialError(_("Say why the run is undone."))
    with transaction.atomic():
        row = ImportRun.objects.select_for_update().get(pk=run.pk)
        if row.undone_at:
            told = _("Run %(run)s was undone on %(day)s.")
            day = f"{row.undone_at:%Y-%m-%d}"
            raise EditorialError(told % {"run": row.pk, "day": day})
        entries = list(row.entries.select_for_update().order_by("pk"))
        kept = _find_kept_entries(entries, keep_changed)
        others = [entry for entry in entries if entry.pk not in kept]
        undone = _take_back_entries(others, _choose_signer(others, by), reason)
        row.undone_at, row.undone_reason = timezone.now(), reason
        row.save()
        _reopen_intakes(row)
    kept_names = _name_entries([entry for entry in entries if entry.pk in kept])
    return replace(undone, kept=kept_names)


def _reopen_intakes(run: ImportRun) -> None:
    """What the run was made of waits again, to be read anew."""
    Intake.objects.filter(run=run).update(
        state="waiting", run=None, decided_at=None, decided_by=None
    )


def _find_kept_entries(entries: list[Entry], keep_changed: bool) -> set[int]:
    """Entries that people changed or use, with those that they refer to. Raises
    `EditorialError` where there are some and they are not to be kept."""
    open_ids = {entry.pk for entry in entries if entry.status != "withdrawn"}
    work = find_later_work({entry.pk for entry in entries})
    reasons = [line for key in sorted(work) if key in open_ids for line in work[key]]
    if reasons and not keep_changed:
        lines = "".join(f"\n  {reason}" for reason in reasons)
        raise EditorialError(
            f"People worked on entries of this run after the import:{lines}\n"
            "To keep these entries, with those that they refer to, and undo the rest, "
            "add --keep-changed. To undo them too, discard or withdraw them at the "
            "desk first, and change what uses them."
        )
    return add_used_entries(work.keys() & open_ids, open_ids)


def _take_back_entries(entries: list[Entry], signer: User, reason: str) -> UndoneRun:
    """Withdraw what is public; put drafts away or remove them."""
    published = [entry for entry in entries if entry.status == "published"]
    put_away, removed = _sort_drafts(entries)
    for entry in published:
        withdraw(entry, signer, reason)
    for entry in put_away:
        Entry.objects.filter(pk=entry.pk).update(status="withdrawn")
        record_revision(entry, "discard", signer, reason)
    files = _remove_drafts(removed)
    return UndoneRun(
        removed=_name_entries(removed),
        withdrawn=_name_entries(published),
        put_away=_name_entries(put_away),
        kept=(),
        files=files,
    )


def _sort_drafts(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The drafts that an entry with a history refers to, and those to remove."""
    drafts = [entry for entry in entries if entry.status in ("draft", "in_review")]
    keys = {entry.pk for entry in entries}
    staying = keys - {draft.pk for draft in drafts}
    referred_to = add_used_entries(staying, keys)
    put_away = [draft for draft in drafts if draft.pk in referred_to]
    return put_away, [draft for draft in drafts if draft.pk not in referred_to]


def _name_entries(entries: list[Entry]) -> tuple[str, ...]:
    return tuple(name_entry(entry) for entry in entries)


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
        select_rows(model, **{f"{user}__in": ids}).delete()
        select_rows(model, **{f"{used}__in": ids}).delete()
    Revision.objects.filter(entry__in=ids).delete()
    OutboxRow.objects.filter(entry_id__in=ids).delete()
    Entry.objects.filter(pk__in=ids).delete()
    return files
