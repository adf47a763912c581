"""What the pages of all four kinds show beside the record itself."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from archive.citations import STYLES, cite
from archive.models import Article, Entry, Passage, Source
from archive.models.passage import PassageQuerySet

from .lists import item
from .regions import Place
from .tags import Concept


def frame(entry: Entry) -> dict[str, object]:
    """Meta, places, tags, sources, events, corrections and the ready citation."""
    language = get_language() or "en"
    style = next(iter(STYLES))
    return {
        "entry": entry,
        "item": item(entry),
        "places": places(entry, language),
        "concepts": [
            Concept(t.tag, t.tag.label(language))
            for t in entry.taggings.select_related("tag").prefetch_related("tag__labels")
        ],
        "sources": sources(entry),
        "events": events(entry),
        "corrections": entry.corrections.all(),
        "captures": entry.captures.exclude(external_url=""),
        "citation": cite(entry, style, language),
        "cite_url": reverse("archive:entry-cite", args=[entry.id_code]),
    }


def places(entry: Entry, language: str) -> dict[str, list[Place]]:
    """The entry's regions by role."""
    found: defaultdict[str, list[Place]] = defaultdict(list)
    tied = entry.entry_regions.select_related("region")
    for row in tied.prefetch_related("region__names"):
        found[row.role].append(Place(row.region, row.region.name(language)))
    return dict(found)


def sources(entry: Entry) -> list[dict[str, object]]:
    """Public sources that the entry rests on; words of hidden passages left out."""
    public = Entry.objects.public().filter(kind="source").values("pk")
    shown: set[int | None] = set(readable(entry).values_list("pk", flat=True))
    if not Article.objects.filter(pk=entry.pk, text_access="editors").exists():
        shown.add(None)
    cited = entry.citations.filter(source__in=public).select_related("source", "passage")
    return [
        {
            "source": row.source,
            "relation": row.get_relation_display(),
            "anchor": _anchor(row.passage, shown),
            "quotation": row.quotation_exact if row.passage_id in shown else "",
            "locator": row.locator,
        }
        for row in cited
    ]


def events(entry: Entry) -> list[dict[str, object]]:
    """Public events that the entry is evidence for."""
    public = Entry.objects.public().filter(kind="event").values("pk")
    rows = entry.evidence_for.filter(event__in=public).select_related("event")
    return [{"event": row.event, "item": item(row.event)} for row in rows]


def readable(entry: Entry) -> PassageQuerySet:
    """The passages of an article that readers may see; none of another kind."""
    open_articles = Article.objects.filter(pk=entry.pk, text_access="public")
    return Passage.objects.public().filter(article__in=open_articles)


def origins(source: Source) -> list[Source]:
    """Public sources that this one rests on."""
    return list(_public_sources().filter(gave_rise_to__source=source))


def offspring(source: Source) -> list[Source]:
    """Public sources that rest on this one."""
    return list(_public_sources().filter(derived_from__origin=source))


def _public_sources() -> QuerySet[Source]:
    public = Entry.objects.public().filter(kind="source").values("pk")
    return Source.objects.filter(pk__in=public)


def _anchor(passage: Passage | None, shown: set[int | None]) -> str:
    return passage.anchor if passage and passage.pk in shown else ""
