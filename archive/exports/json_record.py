"""The whole public record of an entry as JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from archive.citations import address, cite_all
from archive.models import (
    Article,
    Citation,
    Correction,
    Entry,
    Event,
    Evidence,
    Passage,
    Photo,
    Placement,
    Source,
)
from archive.models.entries.passage import PassageQuerySet

from .loading import loaded, shown
from .registry import export_format

Rows = dict[int, list[Any]]  # by the primary key of the entry they belong to
Own = dict[str, list[Any]]

EN = "en"
ARTICLE = ("kicker", "lead", "byline", "section", "original_url", "text_is", "sha256")
PHOTO = ("caption", "reading", "emendation", "headline", "credit_line", "creator",
         "copyright_notice", "licence", "alt_text")  # fmt: skip
SOURCE = ("source_kind", "creator", "publisher", "original_url", "held", "reliability",
          "credibility")  # fmt: skip
PASSAGE = ("anchor", "kind", "language", "verbatim", "reading", "emendation")


@export_format("json", "application/json", "JSON")
def as_json(entry: Entry) -> str:
    """What readers see of an entry, with the ids of what it is tied to."""
    return dumped(document(entry))


def dumped(found: dict[str, Any]) -> str:
    """JSON that may stand inside HTML: `<` is written as an escape."""
    text = json.dumps(found, ensure_ascii=False, indent=2)
    return text.replace("<", "\\u003c") + "\n"


def document(entry: Entry) -> dict[str, Any]:
    """The record of one entry. Raises `Entry.DoesNotExist` where it is not public."""
    for found in documents(loaded([entry.pk])):
        return found
    raise Entry.DoesNotExist


def documents(entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """The records of entries as `loaded` gives them; eleven queries in all."""
    ids = [entry.pk for entry in entries]
    rows = {
        "sources": _sources(ids),
        "corrections": _corrections(ids),
        "passages": _passages(ids),
        "photos": _photos(ids),
        "evidence": _evidence(ids),
    }
    for entry, cited in zip(entries, cite_all(entries, EN), strict=True):
        own = {name: found.get(entry.pk, []) for name, found in rows.items()}
        yield _document(entry, own, str(cited))


def _document(entry: Entry, rows: Own, reference: str) -> dict[str, Any]:
    published = entry.first_published_at
    return {
        "id": entry.id_code_display,
        "address": address(entry),
        "kind": entry.kind,
        "version": entry.version,
        "title": entry.title,
        "summary": entry.summary,
        "language": entry.language,
        "date": entry.date,
        "first_published_at": published.isoformat() if published else None,
        "is_demonstration": entry.is_demonstration,
        "regions": [
            {
                "code": tied.region.code,
                "role": tied.role,
                "name": tied.region.name(EN),
            }
            for tied in entry.entry_regions.all()
        ],
        "tags": [tagging.tag.key for tagging in entry.taggings.all()],
        "reference": reference,
        "sources": rows["sources"],
        "corrections": rows["corrections"],
        **_of_kind(entry, rows),
        **({"note": entry.annotation} if entry.annotation else {}),
    }


def _of_kind(entry: Entry, rows: Own) -> dict[str, Any]:
    if isinstance(entry, Article):
        is_open = entry.text_access == "public"
        return _fields(entry, ARTICLE) | {
            "lead": entry.lead if is_open else "",
            "outlet": entry.outlet.name if entry.outlet else "",
            "passages": rows["passages"],
            "photos": rows["photos"],
        }
    if isinstance(entry, Photo):
        return _fields(entry, PHOTO)
    if isinstance(entry, Source):
        return _fields(entry, SOURCE)
    description = entry.description if isinstance(entry, Event) else ""
    return {"description": description, "evidence": rows["evidence"]}


def _fields(record: Entry, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _shown_passages(ids: Sequence[int]) -> PassageQuerySet:
    """Passages whose text readers see."""
    return Passage.objects.public().filter(
        article__in=ids, article__text_access="public"
    )


def _passages(ids: Sequence[int]) -> Rows:
    rows = _shown_passages(ids).order_by("position").values("article_id", *PASSAGE)
    return _by_entry((row.pop("article_id"), row) for row in rows)


def _photos(ids: Sequence[int]) -> Rows:
    rows = Placement.objects.filter(article__in=ids).order_by("position", "pk")
    placed = list(rows.select_related("photo"))
    public = shown({p.photo_id for p in placed})
    return _by_entry(
        (
            p.article_id,
            {
                "anchor": p.anchor,
                "id": p.photo.id_code_display,
                "series": p.series_heading,
                "caption": p.photo.caption,
                "reading": p.photo.reading,
                "credit_line": p.photo.credit_line,
            },
        )
        for p in placed
        if p.photo_id in public
    )


def _sources(ids: Sequence[int]) -> Rows:
    """The public sources cited; the passage where readers see it."""
    rows = Citation.objects.filter(entry__in=ids).order_by("pk")
    cited = list(rows.select_related("source"))
    public = shown({c.source_id for c in cited})
    anchors = dict(_shown_passages(ids).values_list("pk", "anchor"))
    return _by_entry(
        (
            c.entry_id,
            {
                "id": c.source.id_code_display,
                "relation": c.relation,
                "passage": anchors.get(c.passage_id, "") if c.passage_id else "",
            },
        )
        for c in cited
        if c.source_id in public
    )


def _corrections(ids: Sequence[int]) -> Rows:
    if not Correction.objects.filter(entry__in=ids).exists():  # as most have none
        return {}
    rows = Correction.objects.public().filter(entry__in=ids).select_related("revision")
    return _by_entry(
        (
            row.entry_id,
            {
                "kind": row.kind,
                "at": row.at.isoformat() if row.at else None,
                "version": row.revision.public_version if row.revision else None,
                "was_wrong": row.was_wrong,
                "is_right": row.is_right,
            },
        )
        for row in rows
    )


def _evidence(ids: Sequence[int]) -> Rows:
    """The ids of the public entries that report an event, each once."""
    rows = Evidence.objects.filter(event__in=ids).order_by("pk")
    found = list(rows.values_list("event_id", "entry_id", "entry__id_code"))
    public = shown({pk for _event, pk, _code in found})
    pairs = ((event, code) for event, pk, code in found if pk in public)
    return _by_entry(dict.fromkeys(pairs))


def _by_entry(pairs: Iterable[tuple[int, Any]]) -> Rows:
    found: Rows = defaultdict(list)
    for pk, row in pairs:
        found[pk].append(row)
    return found
