"""An entry with all that an editor entered, for people who may see that at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from archive.models import (
    ENTRY_KINDS,
    Author,
    Entry,
    Passage,
    Photo,
    Placement,
    Revision,
)
from archive.models.entries.author import set_authors
from archive.models.history.state_forms import read_state

from ._entry_as_of import (
    CitedEntry,
    EntryAsOf,
    restore_regions,
    restore_row,
    restore_tags,
)
from ._public_versions import Version


class EntryInFull(EntryAsOf):
    """The entry of a state with everything in it: confidential passages, what was left
    out and why, drafts that it cites. Never for readers."""


def load_entry_in_full(version: Version, *, captions: str = "published") -> EntryInFull:
    """All that the state of `version` holds; eight queries at most.

    `captions` says which of theirs it has: what was `published` last before
    `version.at`, how they were `then`, or how they are now (`live`). The caller has
    checked that this person may see the entry at the desk.
    """
    state = version.state
    cited = _load_cited(state)
    authors = [restore_row(Author, row) for row in state.get("author", ())]
    authors.sort(key=lambda row: row.position)
    entry: Entry = restore_row(ENTRY_KINDS[version.entry.kind].model, state)
    entry.pk, entry.kind = version.entry.pk, version.entry.kind
    entry.id_code, entry.version = version.entry.id_code, version.number
    set_authors(entry, authors)
    rows = sorted(state.get("passage", ()), key=lambda row: row["position"])
    return EntryInFull(
        version=version,
        entry=entry,
        authors=tuple(row.name for row in authors),
        passages=tuple(restore_row(Passage, row) for row in rows),
        photos=_restore_captions(version, captions),
        regions=restore_regions(state.get("entryregion", ())),
        tags=restore_tags(state.get("tagging", ())),
        sources=_name_cited(state.get("citation", ()), "source", cited),
        origins=_name_cited(state.get("derivation", ()), "origin", cited),
        evidence=_name_cited(state.get("evidence", ()), "entry", cited),
        relations=_name_cited(state.get("entryrelation", ()), "target", cited),
    )


def _load_cited(state: dict[str, Any]) -> dict[str, Entry]:
    keys = (
        ("citation", "source"),
        ("derivation", "origin"),
        ("evidence", "entry"),
        ("entryrelation", "target"),
    )
    codes = {row[key] for name, key in keys for row in state.get(name, ())}
    rows = Entry.objects.filter(id_code__in=codes).order_by()
    return {entry.id_code: entry for entry in rows}


def _name_cited(
    rows: Iterable[dict[str, Any]], key: str, named: dict[str, Entry]
) -> tuple[CitedEntry, ...]:
    return tuple(
        CitedEntry(
            named[row[key]],
            row.get("relation", ""),
            row.get("passage") or "",
            row.get("locator", ""),
            row.get("quotation_exact", ""),
        )
        for row in rows
        if row[key] in named
    )


def _restore_captions(version: Version, captions: str) -> tuple[Placement, ...]:
    rows = version.state.get("placement", ())
    photos = Photo.objects.in_bulk([r["photo"] for r in rows], field_name="id_code")
    if captions != "live":
        revisions = Revision.objects.filter(at__lte=version.at)
        if captions == "published":
            revisions = revisions.filter(public_version__isnull=False)
        photos = _restore_photos(photos, revisions)
    placed = [
        Placement(
            photo=photos[row["photo"]],
            anchor=row["anchor"],
            position=row["position"],
            series_heading=row["series_heading"],
        )
        for row in rows
        if row["photo"] in photos
    ]
    return tuple(sorted(placed, key=lambda one: (one.position, one.anchor)))


def _restore_photos(
    photos: dict[str, Photo], revisions: QuerySet[Revision]
) -> dict[str, Photo]:
    """Each photo as the last of its revisions has it; without those that have none.
    One query."""
    by_key = {photo.pk: code for code, photo in photos.items()}
    rows = revisions.filter(entry__in=by_key).order_by("number")
    return {by_key[row.entry_id]: restore_row(Photo, read_state(row)) for row in rows}
