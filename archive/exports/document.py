"""The whole public record of an entry as JSON."""

from __future__ import annotations

import json
from typing import Any

from archive.citations import address, cite
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

from .registry import export_format

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
    """The record as a dictionary; at most ten queries."""
    full = Entry.objects.public().with_vocabulary().get(pk=entry.pk)
    published = full.first_published_at
    return {
        "id": full.id_code_display,
        "address": address(full),
        "kind": full.kind,
        "version": full.version,
        "title": full.title,
        "summary": full.summary,
        "language": full.language,
        "date": full.date,
        "first_published_at": published.isoformat() if published else None,
        "is_demonstration": full.is_demonstration,
        "regions": [
            {
                "code": tied.region.code,
                "role": tied.role,
                "name": tied.region.name(EN),
            }
            for tied in full.entry_regions.all()
        ],
        "tags": [tagging.tag.key for tagging in full.taggings.all()],
        "reference": cite(full, "en"),
        "sources": _sources(full),
        "corrections": _corrections(full),
        **_of_kind(full),
    }


def _of_kind(entry: Entry) -> dict[str, Any]:
    if entry.kind == "article":
        article = Article.objects.select_related("outlet").get(pk=entry.pk)
        outlet = article.outlet.name if article.outlet else ""
        is_open = article.text_access == "public"
        return _fields(article, ARTICLE) | {
            "lead": article.lead if is_open else "",
            "outlet": outlet,
            "passages": _passages(article),
            "photos": _photos(article),
        }
    if entry.kind == "photo":
        return _fields(Photo.objects.get(pk=entry.pk), PHOTO)
    if entry.kind == "source":
        return _fields(Source.objects.get(pk=entry.pk), SOURCE)
    event = Event.objects.get(pk=entry.pk)
    public = Entry.objects.public().values("pk")
    rows = Evidence.objects.filter(event=event, entry__in=public)
    ids = rows.select_related("entry").values_list("entry__id_code", flat=True)
    return {"description": event.description, "evidence": list(dict.fromkeys(ids))}


def _fields(record: Entry, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _passages(article: Article) -> list[dict[str, str]]:
    if article.text_access != "public":
        return []
    return list(
        Passage.objects.public()
        .filter(article=article)
        .order_by("position")
        .values(*PASSAGE)
    )


def _photos(article: Article) -> list[dict[str, str]]:
    placed = Placement.objects.filter(
        article=article, photo__in=Entry.objects.public().values("pk")
    ).select_related("photo")
    return [
        {
            "anchor": p.anchor,
            "id": p.photo.id_code_display,
            "series": p.series_heading,
            "caption": p.photo.caption,
            "reading": p.photo.reading,
            "credit_line": p.photo.credit_line,
        }
        for p in placed
    ]


def _sources(entry: Entry) -> list[dict[str, str]]:
    """The public sources cited; the passage where readers see it."""
    cited = Citation.objects.filter(
        entry=entry.pk, source__in=Entry.objects.public().values("pk")
    ).select_related("source")
    shown = Passage.objects.public().filter(
        article=entry.pk, article__text_access="public"
    )
    anchors = dict(shown.values_list("pk", "anchor"))
    return [
        {
            "id": c.source.id_code_display,
            "relation": c.relation,
            "passage": anchors.get(c.passage_id, "") if c.passage_id else "",
        }
        for c in cited
    ]


def _corrections(entry: Entry) -> list[dict[str, Any]]:
    rows = Correction.objects.public().filter(entry=entry.pk).select_related("revision")
    return [
        {
            "kind": row.kind,
            "at": row.at.isoformat() if row.at else None,
            "version": row.revision.public_version if row.revision else None,
            "was_wrong": row.was_wrong,
            "is_right": row.is_right,
        }
        for row in rows
    ]
