"""The whole public record of an entry as JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from archive.citations import build_proof_url, cite_all, name_authors, permanent_url
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
from archive.models.entries.relation import load_related_entries
from archive.models.visibility import get_public_checksum
from archive.text.addresses import web_url_or_empty
from archive.text.punctuation import escape_bidi_controls

from .loading import load_public_entries, select_public_ids
from .registry import register_entry_format

RowsByEntry = dict[int, list[Any]]  # by the primary key of the entry they belong to
OwnRows = dict[str, list[Any]]

RECORD_LANGUAGE = "en"
EXPORTED_ARTICLE_FIELDS = (
    "kicker",
    "lead",
    "byline",
    "section",
    "issued_by",
    "original_url",
    "text_is",
)
EXPORTED_PHOTO_FIELDS = (
    "caption",
    "reading",
    "emendation",
    "headline",
    "credit_line",
    "creator",
    "copyright_notice",
    "licence",
    "alt_text",
)
EXPORTED_SOURCE_FIELDS = (
    "source_kind",
    "creator",
    "publisher",
    "original_url",
    "held",
    "reliability",
    "credibility",
)
EXPORTED_PASSAGE_FIELDS = (
    "anchor",
    "kind",
    "language",
    "verbatim",
    "reading",
    "emendation",
)


@register_entry_format("json", "application/json", "JSON")
def write_json(entry: Entry) -> str:
    """The public record of an entry, with the ids of related entries."""
    return dump_json(build_json_record(entry))


def dump_json(record: dict[str, Any]) -> str:
    """JSON that may be inside HTML: `<` is escaped."""
    text = json.dumps(record, ensure_ascii=False, indent=2)
    return escape_bidi_controls(text.replace("<", "\\u003c")) + "\n"


def build_json_record(entry: Entry) -> dict[str, Any]:
    """The record of one entry. Raises `Entry.DoesNotExist` where it is not public."""
    for record in build_json_records(load_public_entries([entry.pk])):
        return record
    raise Entry.DoesNotExist


def build_json_records(entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """The records of entries from `load_public_entries`; twelve queries in all."""
    ids = [entry.pk for entry in entries]
    rows = {
        "sources": _source_rows(ids),
        "corrections": _correction_rows(ids),
        "relations": _relation_rows(entries),
        "passages": _passage_rows(ids),
        "photos": _photo_rows(ids),
        **_evidence_rows(ids),
    }
    for entry, cited in zip(entries, cite_all(entries, RECORD_LANGUAGE), strict=True):
        own = {
            name: rows_by_entry.get(entry.pk, [])
            for name, rows_by_entry in rows.items()
        }
        yield _assemble_record(entry, own, str(cited))


def _assemble_record(entry: Entry, rows: OwnRows, reference: str) -> dict[str, Any]:
    published = entry.first_published_at
    return {
        "id": entry.id_code_display,
        "address": permanent_url(entry),
        "kind": entry.kind,
        "version": entry.version,
        "title": entry.title,
        "summary": entry.summary,
        "reply": entry.reply,
        "language": entry.language,
        "date": entry.date,
        "first_published_at": published.isoformat() if published else None,
        "is_demonstration": entry.is_demonstration,
        "regions": [
            {
                "code": entry_region.region.code,
                "role": entry_region.role,
                "name": entry_region.region.name(RECORD_LANGUAGE),
            }
            for entry_region in entry.entry_regions.all()
        ],
        "tags": [tagging.tag.key for tagging in entry.taggings.all()],
        "reference": reference,
        "proof": build_proof_url(entry),
        "sources": rows["sources"],
        "corrections": rows["corrections"],
        "relations": rows["relations"],
        **_kind_fields(entry, rows),
        **({"note": entry.annotation} if entry.annotation else {}),
    }


def _kind_fields(entry: Entry, rows: OwnRows) -> dict[str, Any]:
    if isinstance(entry, Article):
        is_open = entry.text_access == "public"
        return _read_fields(entry, EXPORTED_ARTICLE_FIELDS) | {
            "lead": entry.lead if is_open else "",
            **_read_authors(entry),
            "sha256": get_public_checksum(entry),
            "outlet": entry.outlet.name if entry.outlet else "",
            "passages": rows["passages"],
            "photos": rows["photos"],
        }
    if isinstance(entry, Photo):
        return _read_fields(entry, EXPORTED_PHOTO_FIELDS) | _read_authors(entry)
    if isinstance(entry, Source):
        return _read_fields(entry, EXPORTED_SOURCE_FIELDS) | _read_authors(entry)
    event = entry if isinstance(entry, Event) else None  # its own row may be lost
    return {
        "event_kind": event.event_kind if event else "",
        "description": event.description if event else "",
        "evidence": rows["evidence"],
        "disputed_by": rows["disputed_by"],
    }


def _read_authors(entry: Entry) -> dict[str, Any]:
    return {"authors": name_authors(entry)}


def _read_fields(record: Entry, names: tuple[str, ...]) -> dict[str, Any]:
    fields = {name: getattr(record, name) for name in names}
    if "original_url" in fields:
        fields["original_url"] = web_url_or_empty(fields["original_url"])
    return fields


def _public_passages(ids: Sequence[int]) -> PassageQuerySet:
    """The passages of articles whose text is public."""
    return Passage.objects.public().filter(
        article__in=ids, article__text_access="public"
    )


def _passage_rows(ids: Sequence[int]) -> RowsByEntry:
    rows = (
        _public_passages(ids)
        .order_by("position")
        .values("article_id", *EXPORTED_PASSAGE_FIELDS)
    )
    return _group_by_entry((row.pop("article_id"), row) for row in rows)


def _photo_rows(ids: Sequence[int]) -> RowsByEntry:
    rows = Placement.objects.filter(article__in=ids).order_by("position", "pk")
    placed = list(rows.select_related("photo"))
    public = select_public_ids({p.photo_id for p in placed})
    return _group_by_entry(
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


def _source_rows(ids: Sequence[int]) -> RowsByEntry:
    """The public sources cited, with the passage where it is public."""
    rows = Citation.objects.filter(entry__in=ids).order_by("pk")
    cited = list(rows.select_related("source"))
    public = select_public_ids({c.source_id for c in cited})
    anchors = dict(_public_passages(ids).values_list("pk", "anchor"))
    return _group_by_entry(
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


def _correction_rows(ids: Sequence[int]) -> RowsByEntry:
    if not Correction.objects.filter(
        entry__in=ids
    ).exists():  # the usual case, for one query
        return {}
    rows = Correction.objects.public().filter(entry__in=ids).select_related("revision")
    return _group_by_entry(
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


def _relation_rows(entries: Sequence[Entry]) -> RowsByEntry:
    """How entries are related to other public ones, in both directions."""
    return {
        pk: [{"relation": r.relation, "id": r.entry.id_code_display} for r in related]
        for pk, related in load_related_entries(entries).items()
    }


def _evidence_rows(ids: Sequence[int]) -> dict[str, RowsByEntry]:
    """The ids of the public entries that are evidence for an event, and of those that
    dispute it, each once."""
    rows = Evidence.objects.filter(event__in=ids).order_by("pk")
    evidence = list(
        rows.values_list("event_id", "entry_id", "entry__id_code", "relation")
    )
    public = select_public_ids({pk for _event, pk, _code, _relation in evidence})
    pairs: dict[str, dict[tuple[int, str], None]] = {"evidence": {}, "disputed_by": {}}
    for event, pk, code, relation in evidence:
        if pk in public:
            name = "disputed_by" if relation == "disputes" else "evidence"
            pairs[name][event, code] = None
    return {name: _group_by_entry(each) for name, each in pairs.items()}


def _group_by_entry(pairs: Iterable[tuple[int, Any]]) -> RowsByEntry:
    by_entry: RowsByEntry = defaultdict(list)
    for pk, row in pairs:
        by_entry[pk].append(row)
    return by_entry
