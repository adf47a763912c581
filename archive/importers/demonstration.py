"""The demonstration: true, public entries in the archive's own words; narratives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from archive.editorial import (
    add_used_entries,
    find_later_work,
    find_later_work_on_trails,
    publish,
    record_creation,
    record_edit,
)
from archive.models import (
    ENTRY_KINDS,
    Article,
    Citation,
    Derivation,
    Entry,
    EntryRegion,
    Evidence,
    Narrative,
    NarrativeRevision,
    NarrativeStep,
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
from archive.models.narrative import NarrativeQuerySet

# The lists of an event in the file, and how their entries are tied to it.
EVIDENCE_RELATIONS = {
    "evidence": "supports",
    "announced_by": "announces",
    "disputed_by": "disputes",
}


class DemonstrationError(ValueError):
    """A demonstration file that refers to something that does not exist, or quotes in
    a retold text."""


@transaction.atomic
def load_demonstration(folder: Path) -> int:
    """Create and publish the missing demonstration entries; all or nothing. Returns how
    many.
    """
    rows: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.json")):
        rows += json.loads(path.read_text("utf-8")).get("entries", [])
    existing = set(
        Entry.objects.filter(is_demonstration=True).values_list("import_key", flat=True)
    )
    new = [row for row in rows if row["key"] not in existing]
    entries = {row["key"]: _create_entry(row) for row in new}
    entries |= {e.import_key: e for e in Entry.objects.filter(import_key__in=existing)}
    for row in new:
        _add_regions_and_tags(entries[row["key"]], row)
        _add_links(entries[row["key"]], row, entries)
    for row in sorted(new, key=lambda row: PUBLICATION_ORDER.index(row["kind"])):
        publish(entries[row["key"]], None, "demonstration")
    if (folder / "narratives.json").is_file():
        load_demonstration_narratives(folder)
    refresh_statistics()
    return len(new)


def find_work_on_demonstration() -> list[str]:
    """A sentence for each demonstration entry and narrative that people changed since
    it was loaded, and for each use of one elsewhere."""
    ids = set(_demonstration_entries().values_list("pk", flat=True))
    work = find_later_work(ids)
    trails = find_later_work_on_trails(_demonstration_narratives())
    return [*(line for key in sorted(work) for line in work[key]), *trails.values()]


@transaction.atomic
def remove_demonstration(*, keep_changed: bool = False) -> int:
    """Delete the demonstration entries with their revisions; return how many.

    With `keep_changed`, those that people changed or use stay, with those that they
    refer to; so do the narratives that people changed, with their entries.
    """
    ids = set(_demonstration_entries().values_list("pk", flat=True))
    narratives = _demonstration_narratives()
    if keep_changed:
        kept_trails = find_later_work_on_trails(narratives).keys()
        narratives = narratives.exclude(pk__in=kept_trails)
        steps = NarrativeStep.objects.filter(narrative__in=kept_trails)
        kept = {*find_later_work(ids), *steps.values_list("entry_id", flat=True)}
        ids -= add_used_entries(kept & ids, ids)
    _remove_narratives(narratives, ids)
    copies = Entry.objects.filter(correction_of__in=ids).values_list("pk", flat=True)
    with_copies = ids | set(copies)
    Citation.objects.filter(entry_id__in=with_copies).delete()
    Derivation.objects.filter(source_id__in=with_copies).delete()
    Evidence.objects.filter(event_id__in=with_copies).delete()
    _delete_revisions(ids)
    Entry.objects.filter(pk__in=ids).delete()
    return len(ids)


def _demonstration_entries() -> QuerySet[Entry]:
    """The entries that were loaded, without working copies of them."""
    return Entry.objects.filter(is_demonstration=True, correction_of=None)


def _delete_revisions(ids: set[int]) -> None:
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
        reply=row.get("reply", ""),
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


def _add_links(entry: Entry, row: dict[str, Any], entries: dict[str, Entry]) -> None:
    passages = {}
    if isinstance(entry, Article):
        passages = _create_body(entry, row, entries)
    for citation in row.get("cites", []):
        tie = Citation(
            entry=entry,
            source_id=entries[citation["source"]].pk,
            relation=citation["relation"],
            passage=passages.get(citation.get("passage") or ""),
        )
        _save_sound(tie, row["key"])
    for key in row.get("derived_from", []):
        Derivation.objects.create(source_id=entry.pk, origin_id=entries[key].pk)
    for name, relation in EVIDENCE_RELATIONS.items():
        for key in row.get(name, []):
            Evidence.objects.create(
                event_id=entry.pk, entry_id=entries[key].pk, relation=relation
            )


def _save_sound(row: Passage | Citation, key: str) -> None:
    """Save a row of the entry with this key, unless its own check refuses it."""
    try:
        row.clean()
    except ValidationError as error:
        raise DemonstrationError(f"{key}: {' '.join(error.messages)}") from error
    row.save()


def _create_body(
    article: Article, row: dict[str, Any], entries: dict[str, Entry]
) -> dict[str, Passage]:
    passages = {}
    for number, passage in enumerate(row.get("passages", []), start=1):
        anchor = f"p{number}"
        passages[anchor] = Passage(
            article=article,
            anchor=anchor,
            position=number,
            kind=passage["kind"],
            verbatim=passage["text"],
            language=passage.get("language") or article.language,
        )
        _save_sound(passages[anchor], row["key"])
    for number, key in enumerate(row.get("photos", []), start=1):
        Placement.objects.create(
            article=article,
            photo_id=entries[key].pk,
            anchor=f"c{number}",
            position=number,
            series_heading=row.get("series", ""),
        )
    return passages


def load_demonstration_narratives(folder: Path) -> int:
    """Create and publish the missing narratives, by title; return how many.

    Call inside the transaction that created their entries.
    """
    text = (folder / "narratives.json").read_text("utf-8")
    rows: list[dict[str, Any]] = json.loads(text)["narratives"]
    existing = set(_demonstration_narratives().values_list("title", flat=True))
    new = [row for row in rows if row["title"] not in existing]
    keys = {step["entry"] for row in new for step in row["steps"]}
    entries_by_key = Entry.objects.filter(is_demonstration=True, import_key__in=keys)
    entries = {entry.import_key: entry for entry in entries_by_key}
    for row in new:
        narrative = Narrative.objects.create(
            title=row["title"],
            summary=row["summary"],
            language=row["language"],
            is_demonstration=True,
        )
        for position, step in enumerate(row["steps"], start=1):
            entry = entries[step["entry"]]
            NarrativeStep.objects.create(
                narrative=narrative,
                position=position,
                entry_id=entry.pk,
                anchor=step.get("anchor", ""),
                heading=step["heading"],
                note=step["note"],
            )
        record_creation(narrative, None)
        publish(narrative, None, "demonstration")
    return len(new)


def _remove_narratives(narratives: NarrativeQuerySet, ids: set[int]) -> None:
    """Delete these narratives, and the steps of other narratives at the entries `ids`.

    The other narratives are recorded as edited by nobody.
    """
    keys = list(narratives.values_list("pk", flat=True))
    NarrativeRevision.objects.filter(narrative__in=keys).delete()
    Narrative.objects.filter(pk__in=keys).delete()
    steps = NarrativeStep.objects.filter(entry_id__in=ids)
    others = list(Narrative.objects.filter(steps__in=steps).distinct())
    steps.delete()
    for narrative in others:
        record_edit(narrative, None)


def _demonstration_narratives() -> NarrativeQuerySet:
    return Narrative.objects.filter(is_demonstration=True)
