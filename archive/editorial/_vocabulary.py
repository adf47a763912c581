"""Changes of regions and tags; trees, entries and the index follow."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from archive.models import (
    Entry,
    EntryRegion,
    FormerCode,
    OutboxRow,
    Outlet,
    Region,
    RegionName,
    Tag,
    Tagging,
    User,
)

from ._revisions import record_revision
from ._rights import EditorialError, require_right


def merge_regions(region: Region, into: Region, by: User | None, reason: str) -> int:
    """Let `region` go up in `into`; the number of entries that were tied to it.

    Its entries, names, children and outlets go along, its codes lead there from now
    on. Of a region that readers didn't know of, names and code would tell them: these
    are kept in the reason of each revision only. Each entry gets a revision, public
    ones without a new version. Raises `EditorialError`. Some ten queries for each
    entry.
    """
    if not reason.strip():
        raise EditorialError(_("Give a reason for merging the regions."))
    with transaction.atomic():
        require_right(by, "vocabulary")
        rows = Region.objects.select_for_update().in_bulk([region.pk, into.pk])
        if len(rows) < 2 or rows[into.pk].path.startswith(rows[region.pk].path):
            raise EditorialError(
                _(
                    "You can't merge a region into itself or into one of its "
                    "lower-level regions. Choose another region."
                )
            )
        old, new = rows[region.pk], rows[into.pk]
        entry_ids = _lock_entries_of_region(old)
        is_known = Region.objects.listed().filter(pk=old.pk).exists()
        if not is_known:
            names = old.names.order_by("pk").values_list("name", flat=True)
            reason = f"{reason} ({'; '.join(names)})"
        _move_entries(old, new)
        _move_children(old, new, by)
        if is_known:
            _move_names(old, new)
        Outlet.objects.filter(country=old).update(country=new)
        FormerCode.objects.filter(region=old).update(region=new)
        old.delete()
        if is_known:
            FormerCode.objects.create(code=old.code, region=new)
        follow_vocabulary_change(new, by, new.path)
        _record_revisions(
            entry_ids, "merge_region", by, f"{old.code} → {new.code}: {reason}"
        )
    return len(entry_ids)


def recode_region(region: Region, code: str, by: User | None, reason: str) -> int:
    """Give a region another code; the former one leads to it if readers could know it.
    The number of entries tied to it, each of which gets a revision. Raises
    `EditorialError`."""
    code = code.strip().upper()
    if not reason.strip():
        raise EditorialError(_("Give a reason for changing the code."))
    with transaction.atomic():
        require_right(by, "vocabulary")
        row = Region.objects.select_for_update().get(pk=region.pk)
        _refuse_taken_code(row, code)
        former, path = row.code, row.path
        is_known = Region.objects.listed().filter(pk=row.pk).exists()
        FormerCode.objects.filter(code=code).delete()
        row.code = code
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:  # somebody gave it away meanwhile
            raise EditorialError(
                _("Another region has this code. Merge the two regions instead.")
            ) from error
        if is_known:
            FormerCode.objects.create(code=former, region=row)
        follow_vocabulary_change(row, by, path)
        entry_ids = _lock_entries_of_region(row)
        _record_revisions(
            entry_ids, "recode_region", by, f"{former} → {code}: {reason}"
        )
    return len(entry_ids)


def _refuse_taken_code(region: Region, code: str) -> None:
    longest = Region._meta.get_field("code").max_length or 0
    if not code or len(code) > longest or "/" in code or " " in code:
        raise EditorialError(_("Enter a code like CN-XJ or CN-371082."))
    if Region.objects.filter(code=code).exists():
        raise EditorialError(
            _("Another region has this code. Merge the two regions instead.")
        )
    if FormerCode.objects.filter(code=code).exclude(region=region).exists():
        raise EditorialError(
            _("This code already leads to another region. Choose another code.")
        )


def _lock_entries_of_region(region: Region) -> list[int]:
    """Lock all entries tied to the region; returns their ids."""
    ids = EntryRegion.objects.filter(region=region).values("entry_id")
    rows = Entry.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _move_entries(old: Region, new: Region) -> None:
    """Tie entries to the new region in the same roles, each once."""
    in_new = set(EntryRegion.objects.filter(region=new).values_list("entry_id", "role"))
    ties = EntryRegion.objects.filter(region=old)
    double = [
        pk
        for pk, entry_id, role in ties.values_list("pk", "entry_id", "role")
        if (entry_id, role) in in_new
    ]
    ties.filter(pk__in=double).delete()
    ties.update(region=new)


def _move_children(old: Region, new: Region, by: User | None) -> None:
    for child in Region.objects.filter(parent=old):
        path = child.path
        child.parent = new
        child.save()
        follow_vocabulary_change(child, by, path)


def _move_names(old: Region, new: Region) -> None:
    """Keep the names as further names of the new region, so that they still find it."""
    existing = set(
        RegionName.objects.filter(region=new).values_list("language", "name")
    )
    for name in RegionName.objects.filter(region=old):
        if (name.language, name.name) not in existing:
            name.region, name.is_preferred = new, False
            name.save()


def _record_revisions(
    ids: Iterable[int], verb: str, by: User | None, reason: str
) -> None:
    """Write a revision for each entry, so that forms open on one notice the change."""
    entries = Entry.objects.filter(pk__in=list(ids))
    entries.update(edit_number=F("edit_number") + 1)
    for entry in entries.order_by("pk"):
        record_revision(entry, verb, by, reason)
    OutboxRow.objects.add([entry.pk for entry in entries])


def follow_vocabulary_change(
    record: Region | Tag, by: User | None, old_path: str
) -> None:
    """Rewrite the paths below `record` and enqueue all entries tied to them.

    Call inside the transaction that saved it, with the path it had before (empty for a
    new one). One query per record below it, where it moved.
    """
    require_right(by, "vocabulary")
    model = type(record)
    if old_path and old_path != record.path:
        below = model._default_manager.filter(path__startswith=old_path)
        for lower in below.exclude(pk=record.pk).order_by("path"):
            lower.save()
    ties = (
        EntryRegion.objects.filter(region__path__startswith=record.path)
        if isinstance(record, Region)
        else Tagging.objects.filter(tag__path__startswith=record.path)
    )
    OutboxRow.objects.add(ties.order_by().values_list("entry_id", flat=True).distinct())
