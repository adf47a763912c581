"""Changes tags, regions or the outlet of an entry, as for many chosen at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from archive.models import (
    Article,
    Entry,
    EntryRegion,
    Outlet,
    Region,
    Tag,
    Tagging,
    User,
)

from ._workflow import lock_row, record_edit


@dataclass(frozen=True)
class BulkChange:
    """Tags that are added and removed, regions that are added in one role and removed
    in each, and an outlet for articles."""

    tags: tuple[Tag, ...] = ()
    removed_tags: tuple[Tag, ...] = ()
    regions: tuple[Region, ...] = ()
    removed_regions: tuple[Region, ...] = ()
    role: str = "about"
    outlet: Outlet | None = None


@transaction.atomic
def apply_bulk_change(entry: Entry, by: User | None, change: BulkChange) -> bool:
    """Add what the entry has not yet, and remove what it has, with one revision;
    whether there was anything.

    What it has already stays; an article's outlet is replaced. Of a tag or region only
    the tie itself goes, not those to what is below it. Raises `EditorialError`
    where `by` may not edit it now, as when it is published.
    """
    row = lock_row(entry, by, "edit")
    old_tags = Tagging.objects.filter(entry=row, tag__in=change.removed_tags)
    old_regions = EntryRegion.objects.filter(
        entry=row, region__in=change.removed_regions
    )
    made = [bool(rows.delete()[0]) for rows in (old_tags, old_regions)]
    made += [
        Tagging.objects.get_or_create(entry=row, tag=tag)[1] for tag in change.tags
    ]
    made += [
        EntryRegion.objects.get_or_create(entry=row, region=region, role=change.role)[1]
        for region in change.regions
    ]
    if change.outlet and row.kind == Article.KIND:
        articles = Article.objects.filter(pk=row.pk)
        changed = articles.exclude(outlet=change.outlet)
        made.append(bool(changed.update(outlet=change.outlet)))
    if not any(made):
        return False
    record_edit(row, by)
    return True
