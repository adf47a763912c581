"""Pages of narratives: the entries in order, a strip of days, and a map."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.citations import (
    build_meta_tags,
    context_object,
    narrative_record,
    record_reference,
)
from archive.exports import build_list_data
from archive.filters import SearchFilters
from archive.models import (
    SUBJECT_ROLES,
    Entry,
    Narrative,
    Region,
    User,
)
from archive.models.visibility import desk_entries, desk_narratives
from archive.narratives import (
    PublicNarrative,
    PublicStep,
    find_narratives_in_span,
    load_public_narratives,
    preview_narrative,
)
from archive.regions import RegionMap, draw_parts_map, find_base_map
from archive.text import idcodes
from archive.text.punctuation import join_enumeration
from archive.timeline import Timeline, TimelineRow, make_timeline_row
from archive.web.content_negotiation import offer_references
from archive.web.desk.desk_pages import require_desk_account
from archive.web.entries.entry_addresses import keep_query
from archive.web.errors import render_mistyped_id
from archive.web.lists.entry_lists import (
    EntryItem,
    build_item,
    load_photos,
    load_unfulfilled_events,
)
from archive.web.lists.view_bar import build_view_bar
from archive.web.page_signposts import add_list_signposts, list_search_files
from archive.web.regions.region_maps import (
    DARK_COLOURS,
    MapDrawing,
    NamedLabel,
    build_map_drawing,
)

STRIP_BEGINS = {"unknown": _("start unknown"), "open": _("no fixed start")}
STRIP_ENDS = {"unknown": _("end unknown"), "open": _("no fixed end")}
STRIP_MARGIN = 20  # a part of the path's length is shown on each side of it


@require_safe
def narrative_list(request: HttpRequest) -> HttpResponse:
    """All public narratives, latest first."""
    public = load_public_narratives(Narrative.objects.public().with_published())
    return render(request, "narratives/list.html", {"narratives": public})


@require_safe
@offer_references
def narrative_detail(
    request: HttpRequest, narrative: str, slug: str = ""
) -> HttpResponse:
    """The page of a narrative. A mistyped id gives 404 that says so, an old title 301,
    a withdrawn one 410."""
    try:
        code = idcodes.parse_id_code(narrative)
    except idcodes.IdCodeError as error:
        return render_mistyped_id(request, str(error))
    narratives = load_public_narratives(
        Narrative.objects.public().with_published().filter(id_code=code)
    )
    if not narratives:
        gone = get_object_or_404(Narrative.objects.withdrawn(), id_code=code)
        return render(request, "narratives/gone.html", {"narrative": gone}, status=410)
    if request.path != narratives[0].url:
        return redirect(keep_query(request, narratives[0].url), permanent=True)
    return _render_public_narrative(request, narratives[0])


def _render_public_narrative(
    request: HttpRequest, narrative: PublicNarrative
) -> HttpResponse:
    address = f"{settings.BASE_URL}{narrative.url}"
    context = build_narrative_view(narrative) | {"unapi_id": address}
    return add_list_signposts(
        render(request, "narratives/detail.html", context),
        "CollectionPage",
        list_search_files(SearchFilters(narrative=narrative.id_code)),
        cite_as=narrative.url,
        collection=reverse("archive:narrative-list"),
    )


@require_desk_account
def narrative_preview(request: HttpRequest, user: User, narrative: str) -> HttpResponse:
    """The draft as readers will see it, once its entries are public."""
    row = Narrative.objects.filter(desk_narratives(user), id_code=narrative).first()
    if row is None:
        raise Http404
    request.is_preview = True  # type: ignore[attr-defined]
    draft = preview_narrative(row, Entry.objects.filter(desk_entries(user)))
    return render(request, "narratives/detail.html", build_narrative_view(draft))


@dataclass(frozen=True)
class NumberedStep:
    """A step with its number; `row` is None where its entry has no date."""

    number: int
    step: PublicStep
    item: EntryItem
    row: TimelineRow | None


def build_narrative_view(narrative: PublicNarrative) -> dict[str, object]:
    """The steps as the page shows them three times: as a list, a strip and a map."""
    entries = [step.entry for step in narrative.steps]
    photos, events = load_photos(entries), load_unfulfilled_events(entries)
    window = _compute_window(entries)
    steps = [
        NumberedStep(
            number,
            step,
            build_item(
                step.entry,
                anchor=step.anchor,
                photo=photos.get(step.entry.pk),
                event=events.get(step.entry.pk),
            ),
            make_timeline_row(step.entry, *window)
            if window and step.entry.edtf
            else None,
        )
        for number, step in enumerate(narrative.steps, start=1)
    ]
    record = narrative_record(
        narrative.id_code_display,
        narrative.title,
        narrative.url,
        narrative.language,
    )
    reference = record_reference(record, narrative.summary)
    return {
        "linked_data": build_list_data(
            "CollectionPage",
            record,
            entries,
            len(entries),
            identifier=narrative.id_code_display,
            version=narrative.version,
            description=narrative.summary,
        ),
        "embedded": build_meta_tags(reference),
        "coins": context_object(reference),
        "narrative": narrative,
        "views": build_view_bar(SearchFilters(narrative=narrative.id_code)),
        "steps": steps,
        "undated": sum(1 for one in steps if one.row is None),
        "ends": _label_strip_ends(steps),
        "maps": _draw_step_maps(entries),
    }


def _compute_window(entries: list[Entry]) -> tuple[int, int] | None:
    """The days from the first to the last known one, with a margin."""
    firsts = [e.counts_from for e in entries if e.counts_from is not None]
    lasts = [e.counts_to for e in entries if e.counts_to is not None]
    if not (firsts and lasts):
        return None
    first, last = min(firsts), max(lasts)
    margin = max(1, (last - first) // STRIP_MARGIN)
    return first - margin, last + margin


def _label_strip_ends(
    steps: list[NumberedStep],
) -> tuple[str | Promise, str | Promise] | None:
    """The labels of the strip: the earliest and latest date, or that an end is open or
    unknown."""
    rows = [one.row for one in steps if one.row]
    if not rows:
        return None
    first = min(rows, key=lambda one: one.entry.counts_from or 0)
    last = max(rows, key=_label_strip_end)
    lefts = {one.track.arrow_left for one in rows}
    rights = {one.track.arrow_right for one in rows}
    return (
        _choose_end_label(STRIP_BEGINS, lefts, first.words),
        _choose_end_label(STRIP_ENDS, rights, last.words),
    )


def _choose_end_label(
    labels: Mapping[str, str | Promise], arrows: Collection[str], date: str
) -> str | Promise:
    """The label of an arrow, or else the date."""
    return next((label for arrow, label in labels.items() if arrow in arrows), date)


def _label_strip_end(one: TimelineRow) -> tuple[int, bool]:
    """Key for the last row: the day on which it ends; on one day, a row without arrows
    wins."""
    return one.entry.counts_to or 0, not (one.track.arrow_left or one.track.arrow_right)


def _draw_step_maps(entries: list[Entry]) -> list[MapDrawing]:
    """The maps that hold regions of the steps, with their numbers."""
    at: dict[str, list[int]] = {}
    for number, entry in enumerate(entries, start=1):
        for code in dict.fromkeys(_find_outlines(entry)):
            at.setdefault(code, []).append(number)
    by_area: dict[str, dict[str, list[int]]] = {}
    for code, numbers in at.items():
        base_map = find_base_map(code)
        assert base_map is not None
        by_area.setdefault(base_map.code, {})[code] = numbers
    by_area = _join_lone_places(by_area)
    places = Region.objects.filter(code__in={*by_area, *chain(*by_area.values())})
    named = list(places.prefetch_related("names")) if at else []
    maps = []
    for area, here in sorted(by_area.items(), reverse=True):
        drawing = draw_parts_map(area, {code: len(n) for code, n in here.items()})
        drawn = build_map_drawing(drawing, named, SearchFilters())
        if drawing and drawn:
            maps.append(replace(drawn, labels=_place_step_numbers(drawing, here)))
    return maps


def _join_lone_places(
    by_area: dict[str, dict[str, list[int]]],
) -> dict[str, dict[str, list[int]]]:
    """Where there are several maps, a country of which one place alone is told stands
    on that of the world: four maps for four numbers would be heavy, and say less."""
    if len(by_area) < 2:
        return by_area
    joined: dict[str, dict[str, list[int]]] = {}
    for area, here in by_area.items():
        world = find_base_map(area) if area and len(here) == 1 else None
        kept = joined.setdefault(world.code if world else area, {})
        for code, numbers in here.items():
            place = area if world else code
            kept[place] = sorted({*kept.get(place, ()), *numbers})
    return joined


def _place_step_numbers(
    drawing: RegionMap, here: dict[str, list[int]]
) -> list[NamedLabel]:
    """The numbers of the steps, each where the name of its region would stand."""
    language = get_language() or "en"
    return [
        NamedLabel(
            label,
            join_enumeration(numbers, language),
            label.step >= DARK_COLOURS,
            is_point=True,
        )
        for code, numbers in here.items()
        if (label := drawing.label(code))
    ]


def _find_outlines(entry: Entry) -> list[str]:
    """The smallest outlines that hold where it happened, or else what it is about or
    shows."""
    outlines = []
    for tie in entry.entry_regions.all():
        if tie.role in SUBJECT_ROLES:
            path = reversed(tie.region.path.strip("/").split("/"))
            outlines += [next((code for code in path if find_base_map(code)), "")]
    return [code for code in outlines if code]


@dataclass(frozen=True)
class StripTracks:
    """A narrative with the tracks of its entries."""

    narrative: PublicNarrative
    rows: list[TimelineRow]


def build_narrative_strips(view: Timeline) -> list[StripTracks]:
    """The narratives with entries in the window of a timeline, each with its tracks."""
    if not view.overview.bars:
        return []
    first, last = view.overview.span
    if view.window:
        first, last = view.window.earliest, view.window.latest
    return [
        StripTracks(
            strip.narrative,
            [make_timeline_row(entry, first, last) for entry in strip.entries],
        )
        for strip in find_narratives_in_span(first, last)
    ]
