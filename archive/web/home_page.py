"""The first page."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Value, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.models import ENTRY_KINDS, Citation, Entry, EntryRegion, Placement, Region
from archive.models.entries.entry import EntryQuerySet
from archive.models.visibility import public_column
from archive.models.vocabulary.region import prefetch_names
from archive.regions import draw_parts_map, rank_regions
from archive.search import tag_counts
from archive.selection import Selection, Tallies
from archive.timeline import build_timeline

from .lists.entry_lists import item
from .regions.region_counts import coverage, tag_chips
from .regions.region_maps import drawing, places_of
from .regions.region_ranking import rank

LATEST, RANKED = 6, 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search box, regions, the strip of years, latest entries, tags; at most twelve
    queries."""
    public = Entry.objects.public()
    known = coverage(Selection())
    held, counted = known.held, known.counted
    china = list(Region.objects.filter(parent__code="CN"))
    lead, latest = _first(public, china)
    drawn = draw_parts_map(
        "CN", {r.code: counted.get(r.code, 0) for r in china}, places_of(china)
    )
    events = Selection(kinds=("event",))
    line = held.of(events.kinds) if held else None
    context = {
        "lead": _lead(lead) if lead else None,
        "tally": _tally(public, held),
        "latest": [item(e, photo=getattr(e, "photo", None)) for e in latest],
        "map": drawing(drawn, china, Selection()),
        "ranked": rank(rank_regions(china, counted)[:RANKED], Selection()),
        "view": build_timeline(events, events.entries(), line, with_rows=False),
        "tags": tag_chips(held.totals("t:") if held else tag_counts(public)),
    }
    return render(request, "home/index.html", context)


def _first(
    public: EntryQuerySet, regions: list[Region]
) -> tuple[Entry | None, list[Entry]]:
    """The article of the seed while it is there, else the latest; and the latest other
    entries. Names of their places and of `regions` come with them; five queries."""
    latest = list(public.select_related("photo")[: LATEST + 1])
    articles = public.filter(kind="article")
    seed = articles.filter(import_key="seed-article").order_by()
    lead = next(iter(seed[:1]), None)
    lead = lead or next((e for e in latest if e.kind == "article"), None)
    lead = lead or articles.first()
    latest = [entry for entry in latest if entry != lead][:LATEST]
    ties = Prefetch("entry_regions", EntryRegion.objects.select_related("region"))
    shown = [lead, *latest] if lead else latest
    prefetch_related_objects(shown, ties)
    tied = [tie.region for entry in shown for tie in entry.entry_regions.all()]
    prefetch_related_objects([*regions, *tied], prefetch_names(get_language() or "en"))
    return lead, latest


def _lead(lead: Entry) -> dict[str, object]:
    """The lead, with how many public captions and sources hang on it; one query, in
    which what is public is a column: SQLite would look at all public entries first."""
    placed = Placement.objects.filter(article=lead.pk).order_by()
    cited = Citation.objects.filter(entry=lead.pk).order_by()
    tied = placed.values_list(Value("photo"), "photo", public_column("photo__")).union(
        cited.values_list(Value("source"), "source", public_column("source__")),
        all=True,
    )
    shown = [(what, pk) for what, pk, is_public in tied if is_public]
    return {
        "item": item(lead),
        "captions": sum(what == "photo" for what, _pk in shown),
        "sources": len({pk for what, pk in shown if what == "source"}),
    }


def _tally(public: EntryQuerySet, held: Tallies | None) -> list[dict[str, object]]:
    """How many entries of each kind, with their lists."""
    if held:
        counted = held.kinds_total()
    else:
        counted = dict(public.order_by().values_list("kind").annotate(n=Count("pk")))
    return [
        {
            "n": counted.get(kind, 0),
            "name": ENTRY_KINDS[kind].plural,
            "url": reverse(f"archive:{kind}-list"),
        }
        for kind in ENTRY_KINDS
    ]
