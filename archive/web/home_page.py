"""The home page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, Value, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.counting import KindAndTagCounts
from archive.entry_queries import find_entries
from archive.filters import (
    SearchFilters,
    make_choices,
)
from archive.models import ENTRY_KINDS, Citation, Entry, EntryRegion, Placement, Region
from archive.models.entries.entry import EntryQuerySet
from archive.models.visibility import public_column
from archive.models.vocabulary.region import prefetch_names
from archive.regions import count_by_region, draw_parts_map, rank_regions
from archive.search import (
    count_by_tag,
    count_kinds_and_tags,
    count_months,
    count_subject_regions,
)
from archive.timeline import Timeline, build_timeline
from archive.web.lists.entry_lists import EntryItem

from .lists.entry_lists import build_item, build_joined_item
from .lists.uncounted_pages import describe_home, show_without_numbers
from .regions.region_counts import TagChip, build_tag_chips
from .regions.region_maps import build_map_drawing, list_map_points
from .regions.region_ranking import build_ranking

LATEST, RANKED = 6, 8
# Searches for readers of a language, each with the language of its words; tests ask
# that the demonstration answers them.
EXAMPLE_SEARCHES = {
    "de": (
        ("SenseNets", ""),
        ("Sozialkredit", "de"),
        ("Gesichtserkennung", "de"),
        ("Rongcheng", ""),
    ),
    "en": (
        ("SenseNets", ""),
        ("social credit", "en"),
        ("facial recognition", "en"),
        ("Rongcheng", ""),
    ),
    "zh": (
        ("SenseNets", ""),
        ("人脸识别", "zh-Hans"),
        ("新疆", "zh-Hans"),
        ("社会信用", "zh-Hans"),
    ),
}


@require_safe
@show_without_numbers(describe_home)
def home_page(request: HttpRequest) -> HttpResponse:
    """Search box, map of regions, strip of years, latest entries, tags; at most twelve
    queries."""
    public = Entry.objects.public()
    counted = _count_regions(public)
    kinds_and_tags = count_kinds_and_tags(SearchFilters())
    drawn_regions = _find_china_and_parts()
    china = [region for region in drawn_regions if region.code != "CN"]
    lead, latest = _load_lead_and_latest(public, drawn_regions)
    drawn = draw_parts_map(
        "CN", {r.code: counted.get(r.code, 0) for r in china}, list_map_points(china)
    )
    context = {
        "examples": _get_example_searches(),
        "lead": _describe_lead(lead) if lead else None,
        "tally": _count_by_kind(public, kinds_and_tags),
        "latest": [build_joined_item(entry) for entry in latest],
        "map": build_map_drawing(drawn, drawn_regions, SearchFilters()),
        "ranked": build_ranking(rank_regions(china, counted)[:RANKED], SearchFilters()),
        "view": _build_strip(),
        "tags": _build_tags(public, kinds_and_tags),
    }
    return render(request, "home/index.html", context)


def _build_strip() -> Timeline:
    """The bars of events; no rows."""
    events = SearchFilters(kinds=make_choices("event"))
    entries, counted = find_entries(events), count_months(events)
    return build_timeline(events, entries, counted, with_rows=False)


def _count_regions(public: EntryQuerySet) -> dict[str, int]:
    of_index = count_subject_regions(SearchFilters())
    return count_by_region(public) if of_index is None else of_index


def _build_tags(
    public: EntryQuerySet, counted: KindAndTagCounts | None
) -> list[TagChip]:
    return build_tag_chips(counted.tags if counted else count_by_tag(public))


def _find_china_and_parts() -> list[Region]:
    return list(
        Region.objects.filter(Q(parent__code="CN") | Q(code="CN"))
        .listed()
        .order_by("code")
    )


def _get_example_searches() -> tuple[tuple[str, str], ...]:
    language = (get_language() or "en").partition("-")[0]
    return EXAMPLE_SEARCHES.get(language, EXAMPLE_SEARCHES["en"])


def _load_lead_and_latest(
    public: EntryQuerySet, regions: list[Region]
) -> tuple[Entry | None, list[Entry]]:
    """The seed article where it exists, else the latest article; and the latest other
    entries. Prefetches the names of their regions and of `regions`; five queries."""
    latest = list(public.with_listed_fields()[: LATEST + 1])
    lead = _choose_lead(public, latest)
    latest = [entry for entry in latest if entry != lead][:LATEST]
    ties = Prefetch("entry_regions", EntryRegion.objects.select_related("region"))
    listed_entries = [lead, *latest] if lead else latest
    prefetch_related_objects(listed_entries, ties)
    tied = [tie.region for entry in listed_entries for tie in entry.entry_regions.all()]
    prefetch_related_objects([*regions, *tied], prefetch_names(get_language() or "en"))
    return lead, latest


def _choose_lead(public: EntryQuerySet, latest: list[Entry]) -> Entry | None:
    """The seed article, else the latest one; at most two queries."""
    articles = public.filter(kind="article")
    seed = articles.filter(import_key="seed-article").order_by()
    lead = next(iter(seed[:1]), None)
    lead = lead or next((e for e in latest if e.kind == "article"), None)
    return lead or articles.first()


@dataclass(frozen=True)
class LeadEntry:
    """The entry shown first, with the numbers of its public captions and sources."""

    item: EntryItem
    captions: int
    sources: int


@dataclass(frozen=True)
class KindCount:
    """The number of entries of a kind, with the address of their list."""

    count: int
    kind: str
    url: str


def _describe_lead(lead: Entry) -> LeadEntry:
    """The lead with the numbers of its public captions and sources; one query.

    Visibility is read as a column: as a condition, SQLite would read all public
    entries first.
    """
    placed = Placement.objects.filter(article=lead.pk).order_by()
    cited = Citation.objects.filter(entry=lead.pk).order_by()
    tied = placed.values_list(Value("photo"), "photo", public_column("photo__")).union(
        cited.values_list(Value("source"), "source", public_column("source__")),
        all=True,
    )
    public_ties = [(what, pk) for what, pk, is_public in tied if is_public]
    return LeadEntry(
        build_item(lead),
        captions=sum(what == "photo" for what, _pk in public_ties),
        sources=len({pk for what, pk in public_ties if what == "source"}),
    )


def _count_by_kind(
    public: EntryQuerySet, counted: KindAndTagCounts | None
) -> list[KindCount]:
    """How many entries of each kind, with their lists."""
    if counted:
        numbers = {kind: months.total for kind, months in counted.by_kind.items()}
    else:
        numbers = dict(public.order_by().values_list("kind").annotate(n=Count("pk")))
    return [
        KindCount(
            numbers.get(kind, 0),
            kind,
            reverse(f"archive:{kind}-list"),
        )
        for kind in ENTRY_KINDS
    ]
