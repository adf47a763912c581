"""The home page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.db.models import Count, Prefetch, Q, Value, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.counting import KindAndTagCounts
from archive.entry_queries import find_entries
from archive.filters import (
    KIND,
    REGION,
    YEAR,
    SearchFilters,
    make_choices,
    parse_carried_basket,
)
from archive.models import ENTRY_KINDS, Citation, Entry, EntryRegion, Placement, Region
from archive.models.entries.entry import EntryQuerySet
from archive.models.visibility import public_column
from archive.models.vocabulary.region import prefetch_names
from archive.regions import (
    count_by_region,
    draw_parts_map,
    get_base_map,
    rank_regions,
)
from archive.search import (
    count_by_tag,
    count_kinds_and_tags,
    count_months,
    count_subject_regions,
)
from archive.text.dates import parse_edtf
from archive.timeline import Timeline, build_timeline
from archive.web.changes.change_list import find_changes
from archive.web.changes.changes_page import find_monday
from archive.web.errors import render_unreadable_address
from archive.web.lists.entry_lists import EntryItem

from .home_examples import build_home_examples
from .lists.count_links import CountLink, build_count_links
from .lists.entry_lists import build_item, build_joined_item
from .lists.uncounted_pages import describe_home, show_without_numbers
from .regions.region_counts import TagChip, build_tag_chips
from .regions.region_maps import build_map_drawing, list_map_points
from .regions.region_ranking import RankedRegion, build_ranking

LATEST, RANKED = 6, 8
LATEST_SEEN = 200  # of which those in the reader's language come first
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


class MapForm(forms.Form):
    """The region whose parts the map shows, by its code; "" for the world."""

    map = forms.CharField(required=False, max_length=20)

    def clean_map(self) -> str:
        """The code in capitals; only of a region that has a map of its parts."""
        code = str(self.cleaned_data["map"]).upper()
        if code and not get_base_map(code):
            raise forms.ValidationError(_("We can't read this address"))
        return code


@require_safe
@show_without_numbers(describe_home)
def home_page(request: HttpRequest) -> HttpResponse:
    """Search box, map, what the archive can do, years, what is new, tags; at most 24
    queries.

    The map is the world's, or that of the parts of the region in `map=`; a code without
    one gives 400, and so does a basket that is none.
    """
    form = MapForm(request.GET)
    basket, problems = parse_carried_basket(request.GET)
    if problems or not form.is_valid():
        return render_unreadable_address(request, 400)
    public = Entry.objects.public()
    kinds_and_tags = count_kinds_and_tags(SearchFilters())
    lead, latest = _load_lead_and_latest(public)
    told = _describe_lead(lead) if lead else None
    tags = _build_tags(public, kinds_and_tags)
    regions = _build_regions(form.cleaned_data["map"], _count_regions(public), basket)
    source_ids = told.source_ids if told else ()
    context = {
        "examples": _get_example_searches(),
        "box_hidden": [("basket", basket)] if basket else [],
        "lead": told,
        "tally": _count_by_kind(public, kinds_and_tags),
        "latest": [build_joined_item(entry) for entry in latest],
        **regions.context,
        "can": build_home_examples(public, lead, source_ids, tags, regions.ranked),
        "week": _count_week(),
        "year_numbers": build_count_links(SearchFilters(), YEAR, KIND),
        "view": _build_strip(),
        "tags": tags,
    }
    return render(request, "home/index.html", context)


@dataclass(frozen=True)
class HomeRegions:
    """The regions with most entries, and the map and list of them for the template."""

    ranked: list[RankedRegion]
    context: dict[str, object]


def _build_regions(area: str, counted: Mapping[str, int], basket: str) -> HomeRegions:
    """Links to the regions carry the basket."""
    filters = SearchFilters(basket=basket)
    regions = _load_mapped_regions(area, counted)
    parts = [region for region in regions if region.code != area]
    ranked = build_ranking(rank_regions(parts, counted)[:RANKED], filters)
    context = _draw_map(area, regions, parts, counted, filters)
    numbers = _link_map_numbers(area)
    return HomeRegions(ranked, {**context, "ranked": ranked, "map_numbers": numbers})


def _load_mapped_regions(area: str, counted: Mapping[str, int]) -> list[Region]:
    """The regions with entries on the map: `area` and its parts, or for "" the
    countries of the world; two queries."""
    above = f"{area}-" if area else ""
    codes = [
        code
        for code, number in counted.items()
        if number and code.startswith(above) and (area or "-" not in code)
    ]
    regions = Region.objects.top()
    if area:
        regions = Region.objects.filter(Q(parent__code=area) | Q(code=area))
    regions = regions.filter(code__in=[area, *codes]).order_by("code")
    return list(regions.listed().with_names(get_language() or "en"))


def _draw_map(
    area: str,
    regions: list[Region],
    parts: list[Region],
    counted: Mapping[str, int],
    filters: SearchFilters,
) -> dict[str, object]:
    """The map, and the page of the region that it shows; no query."""
    counts = {region.code: counted.get(region.code, 0) for region in parts}
    drawn = draw_parts_map(area, counts, list_map_points(parts))
    whole = next((region for region in regions if region.code == area), None)
    return {
        "map": build_map_drawing(drawn, regions, filters),
        "area": whole,
        "area_name": whole.name(get_language() or "en") if whole else "",
    }


def _link_map_numbers(area: str) -> list[CountLink]:
    """The numbers behind the map as files."""
    filters = SearchFilters(regions=make_choices(area) if area else ())
    return build_count_links(filters, REGION, KIND)


@dataclass(frozen=True)
class WeekChanges:
    """How many changes were made since Monday, and their page."""

    count: int
    url: str


def _count_week() -> WeekChanges:
    """The changes of this week, of the site's time zone; four queries."""
    monday = find_monday(timezone.now())
    added = parse_edtf(f"{monday}/{monday + timedelta(days=6)}")
    filters = SearchFilters(added=added)
    return WeekChanges(
        find_changes(filters, 1).total, filters.url(reverse("archive:change-list"))
    )


def _build_strip() -> Timeline:
    """The bars of all entries; no rows."""
    filters = SearchFilters()
    entries, counted = find_entries(filters), count_months(filters)
    return build_timeline(filters, entries, counted, with_rows=False)


def _count_regions(public: EntryQuerySet) -> dict[str, int]:
    of_index = count_subject_regions(SearchFilters())
    return count_by_region(public) if of_index is None else of_index


def _build_tags(
    public: EntryQuerySet, counted: KindAndTagCounts | None
) -> list[TagChip]:
    return build_tag_chips(counted.tags if counted else count_by_tag(public))


def _get_example_searches() -> list[tuple[str, str, str]]:
    """Words, their language, and the address of the search for them."""
    language = (get_language() or "en").partition("-")[0]
    search = reverse("archive:search")
    return [
        (words, of, SearchFilters(q=words).url(search))
        for words, of in EXAMPLE_SEARCHES.get(language, EXAMPLE_SEARCHES["en"])
    ]


def _load_lead_and_latest(
    public: EntryQuerySet,
) -> tuple[Entry | None, list[Entry]]:
    """The seed article where it exists, else the latest article; and the latest other
    entries, with the names of their regions; seven queries."""
    latest = _load_latest(public)
    lead = _choose_lead(public, latest)
    latest = [entry for entry in latest if entry != lead][:LATEST]
    ties = Prefetch("entry_regions", EntryRegion.objects.select_related("region"))
    listed_entries = [lead, *latest] if lead else latest
    prefetch_related_objects(listed_entries, ties)
    tied = [tie.region for entry in listed_entries for tie in entry.entry_regions.all()]
    prefetch_related_objects(tied, prefetch_names(get_language() or "en"))
    return lead, latest


def _load_latest(public: EntryQuerySet) -> list[Entry]:
    """The latest entries, of the last 200 those in the reader's language first; two
    queries."""
    language = (get_language() or "en").partition("-")[0]
    newest = list(public.values_list("pk", "language")[:LATEST_SEEN])
    newest.sort(key=lambda row: row[1].partition("-")[0] != language)
    shown = [pk for pk, _language in newest[: LATEST + 1]]
    found = public.with_listed_fields().in_bulk(shown)
    return [found[pk] for pk in shown if pk in found]


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
    source_ids: tuple[int, ...]

    @property
    def sources(self) -> int:
        """How many sources it cites."""
        return len(self.source_ids)


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
        source_ids=tuple({pk for what, pk in public_ties if what == "source"}),
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
