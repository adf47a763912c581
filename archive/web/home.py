"""The first page."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.models import Citation, Entry, Placement, Region
from archive.models.entry import EntryQuerySet
from archive.regions import in_rank, parts_map
from archive.search import tag_counts
from archive.selection import KIND_PLURALS, KINDS, Selection, Tallies, tallies
from archive.timeline import timeline

from .coverage import coverage, tag_chips
from .lists import items
from .maps import drawing, places_of
from .ranks import rank

LATEST, RANKED = 6, 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search box, regions, the strip of years, latest entries, tags."""
    public = Entry.objects.public()
    known = coverage(Selection())
    counted = known.counted
    china = list(Region.objects.filter(parent__code="CN").prefetch_related("names"))
    below = [region for region in china if region.parent_id]
    most = in_rank(below, counted)[:RANKED]
    drawn = parts_map(
        "CN", {r.code: counted.get(r.code, 0) for r in below}, places_of(below)
    )
    events = Selection(kinds=("event",))
    context = {
        "lead": _lead(public),
        "tally": _tally(public, known.held),
        "latest": items(public.with_places()[:LATEST]),
        "map": drawing(drawn, china, Selection()),
        "ranked": rank(most, Selection()),
        "view": timeline(events, events.entries(), tallies(events), with_rows=False),
        "tags": tag_chips(
            known.held.totals("t:") if known.held else tag_counts(public)
        ),
    }
    return render(request, "home/index.html", context)


def _lead(public: EntryQuerySet) -> dict[str, object] | None:
    """The article of the seed while it is there, else the latest, with what hangs on
    it: captions and sources."""
    articles = public.filter(kind="article").with_places()
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


def _tally(public: EntryQuerySet, held: Tallies | None) -> list[dict[str, object]]:
    """How many entries of each kind, with their lists."""
    rows = public.order_by().values_list("kind").annotate(n=Count("pk"))
    counted = held.kinds_total() if held else dict(rows)
    return [
        {
            "n": counted.get(kind, 0),
            "name": KIND_PLURALS[kind],
            "url": reverse(f"archive:{kind}-list"),
        }
        for kind in KINDS
    ]


def _tags(public: EntryQuerySet, held: Tallies | None) -> list[dict[str, object]]:
    """The concepts that most entries carry."""
    return tag_chips(held.totals("t:") if held else tag_counts(public))
