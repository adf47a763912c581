"""The first page."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.models import Citation, Entry, Placement, Region, Tag
from archive.models.entry import EntryQuerySet
from archive.regions import counts, ranked
from archive.search import tag_counts
from archive.selection import KIND_PLURALS, KINDS, Selection, tallies
from archive.timeline import timeline

from .lists import items
from .maps import drawing
from .regions import rank

LATEST, RANKED, TAGS = 6, 8, 18


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search box, regions, the strip of years, latest entries, tags."""
    public = Entry.objects.public()
    counted = counts(public)
    china = Region.objects.filter(code="CN").first()
    provinces = ranked(counted, china)
    events = Selection(kinds=("event",))
    context = {
        "lead": _lead(public),
        "tally": _tally(public),
        "latest": items(public.with_vocabulary()[:LATEST]),
        "map": drawing("china", counted, Selection()),
        "ranked": rank(provinces[:RANKED], Selection()),
        "more_regions": max(0, len(provinces) - RANKED),
        "view": timeline(events, events.entries(), tallies(events), with_rows=False),
        "tags": _tags(public),
    }
    return render(request, "home/index.html", context)


def _lead(public: EntryQuerySet) -> dict[str, object] | None:
    """The article of the seed while it is there, else the latest, with what hangs on
    it: captions and sources."""
    articles = public.filter(kind="article").with_vocabulary()
    lead = articles.filter(import_key="seed-article").first() or articles.first()
    if lead is None:
        return None
    shown = public.order_by().values("pk")
    placed = Placement.objects.filter(article=lead.pk, photo__in=shown)
    cited = Citation.objects.filter(entry=lead.pk, source__in=shown)
    return {
        "item": items([lead])[0],
        "captions": placed.count(),
        "sources": cited.values("source").distinct().count(),
    }


def _tally(public: EntryQuerySet) -> list[dict[str, object]]:
    """How many entries of each kind, with their lists."""
    rows = public.order_by().values_list("kind").annotate(n=Count("pk"))
    counted = dict(rows)
    return [
        {
            "n": counted.get(kind, 0),
            "name": KIND_PLURALS[kind],
            "url": reverse(f"archive:{kind}-list"),
        }
        for kind in KINDS
    ]


def _tags(public: EntryQuerySet) -> list[dict[str, object]]:
    """The concepts that most entries carry."""
    language = get_language() or "en"
    counted = tag_counts(public)
    tags = [t for t in Tag.objects.current().prefetch_related("labels")
            if counted.get(t.key)]  # fmt: skip
    most = sorted(tags, key=lambda tag: (-counted[tag.key], tag.key))[:TAGS]
    return [
        {"url": t.get_absolute_url(), "label": t.label(language), "n": counted[t.key]}
        for t in most
    ]
