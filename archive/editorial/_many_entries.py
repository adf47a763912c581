"""Adds tags, regions or an outlet to an entry, as for many chosen at once."""

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
class EntryAdditions:
    """What is added: tags, regions in one role, and an outlet for articles."""

    tags: tuple[Tag, ...] = ()
    regions: tuple[Region, ...] = ()
    role: str = "about"
    outlet: Outlet | None = None


@transaction.atomic
def add_to_entry(entry: Entry, by: User | None, additions: EntryAdditions) -> bool:
    """Add what the entry has not yet, with one revision; whether there was anything.

    What it has already stays; an article's outlet is replaced. Raises `EditorialError`
    where `by` may not edit it now, as when it is published.
    """
    row = lock_row(entry, by, "edit")
    made = [
        Tagging.objects.get_or_create(entry=row, tag=tag)[1] for tag in additions.tags
    ]
    made += [
        EntryRegion.objects.get_or_create(
            entry=row, region=region, role=additions.role
        )[1]
        for region in additions.regions
    ]
    if additions.outlet and row.kind == Article.KIND:
        articles = Article.objects.filter(pk=row.pk)
        changed = articles.exclude(outlet=additions.outlet)
        made.append(bool(changed.update(outlet=additions.outlet)))
    if not any(made):
        return False
    record_edit(row, by)
    return True
