"""The demonstration entries: true, public, in the archive's own words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from archive.editorial import publish
from archive.models import (
    ENTRY_KINDS,
    Article,
    Citation,
    Derivation,
    Entry,
    EntryRegion,
    Evidence,
    OutboxRow,
    Outlet,
    Passage,
    Placement,
    Region,
    Revision,
    Tag,
    Tagging,
)
from archive.models.database_statistics import refresh_statistics
from archive.models.kinds import PUBLICATION_ORDER

from .demonstration_narratives import (
    load_demonstration_narratives,
    remove_demonstration_narratives,
)


class DemonstrationError(ValueError):
    """A file that names something that is not there."""


@transaction.atomic
def load_demonstration(folder: Path) -> int:
    """Create and publish the entries that are not there yet; all or nothing."""
    rows: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.json")):
        rows += json.loads(path.read_text("utf-8")).get("entries", [])
    there = set(
        Entry.objects.filter(is_demonstration=True).values_list("import_key", flat=True)
    )
    new = [row for row in rows if row["key"] not in there]
    made = {row["key"]: _create_entry(row) for row in new}
    made |= {e.import_key: e for e in Entry.objects.filter(import_key__in=there)}
    for row in new:
        _add_regions_and_tags(made[row["key"]], row)
        _add_links(made[row["key"]], row, made)
    for row in sorted(new, key=lambda row: PUBLICATION_ORDER.index(row["kind"])):
        publish(made[row["key"]], None, "demonstration")
    if (folder / "narratives.json").is_file():
        load_demonstration_narratives(folder)
    refresh_statistics()
    return len(new)


@transaction.atomic
def remove_demonstration() -> int:
    """Delete the demonstration entries with their revisions; the number of them."""
    entries = Entry.objects.filter(is_demonstration=True)
    number = entries.count()
    ids = list(entries.values_list("pk", flat=True))
    remove_demonstration_narratives(ids)
    Citation.objects.filter(entry_id__in=ids).delete()
    Derivation.objects.filter(source_id__in=ids).delete()
    Evidence.objects.filter(event_id__in=ids).delete()
    _delete_revisions(ids)
    entries.delete()
    return number


def _delete_revisions(ids: list[int]) -> None:
    Revision.objects.filter(entry_id__in=ids).delete()
    OutboxRow.objects.add(ids)


def _create_entry(row: dict[str, Any]) -> Entry:
    kind = ENTRY_KINDS[row["kind"]]
    values = {name: row[name] for name in kind.own_fields if row.get(name)}
    if kind.model is Article:
        values["outlet"] = Outlet.objects.filter(slug=row.get("outlet") or "").first()
    entry = kind.model(
        title=row["title"],
        summary=row.get("summary", ""),
        language=row.get("language", "und"),
        date=row.get("date", ""),
        is_demonstration=True,
        import_key=row["key"],
        **values,
    )
    entry.clean()
    entry.save()
    return entry


def _add_regions_and_tags(entry: Entry, row: dict[str, Any]) -> None:
    for code, role in row.get("regions", []):
        region = Region.objects.find_by_code(code)
        if region is None:
            raise DemonstrationError(f"{row['key']}: there is no region {code}")
        EntryRegion.objects.create(entry=entry, region=region, role=role)
    for key in row.get("tags", []):
        scheme, _slash, slug = key.partition("/")
        tag = Tag.objects.filter(scheme=scheme, slug=slug).first()
        if tag is None:
            raise DemonstrationError(f"{row['key']}: there is no tag {key}")
        Tagging.objects.create(entry=entry, tag=tag)


def _add_links(entry: Entry, row: dict[str, Any], made: dict[str, Entry]) -> None:
    passages = {}
    if isinstance(entry, Article):
        passages = _create_body(entry, row, made)
    for cite in row.get("cites", []):
        Citation.objects.create(
            entry_id=entry.pk,
            source_id=made[cite["source"]].pk,
            relation=cite["relation"],
            passage=passages.get(cite.get("passage") or ""),
        )
    for key in row.get("derived_from", []):
        Derivation.objects.create(source_id=entry.pk, origin_id=made[key].pk)
    for key in row.get("evidence", []):
        Evidence.objects.create(event_id=entry.pk, entry_id=made[key].pk)


def _create_body(
    article: Article, row: dict[str, Any], made: dict[str, Entry]
) -> dict[str, Passage]:
    passages = {}
    for number, passage in enumerate(row.get("passages", []), start=1):
        anchor = f"p{number}"
        passages[anchor] = Passage.objects.create(
            article=article,
            anchor=anchor,
            position=number,
            kind=passage["kind"],
            verbatim=passage["text"],
            language=passage.get("language") or article.language,
        )
    for number, key in enumerate(row.get("photos", []), start=1):
        Placement.objects.create(
            article=article,
            photo_id=made[key].pk,
            anchor=f"c{number}",
            position=number,
            series_heading=row.get("series", ""),
        )
    return passages
