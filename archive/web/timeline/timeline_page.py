"""The timeline page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.entry_queries import find_entries
from archive.exports import LIST_FORMATS
from archive.filters import (
    KIND,
    YEAR,
    SearchFilters,
    make_choices,
)
from archive.models import ENTRY_KINDS
from archive.search import MatchingIds, count_months, count_timeline, find_matching_ids
from archive.text.punctuation import join_enumeration
from archive.text.quantities.number_format import format_number
from archive.timeline import (
    BarStrip,
    EventReports,
    ReportingDelay,
    Timeline,
    TimelineRow,
    TimeScale,
    build_lane,
    build_timeline,
)
from archive.web.errors import (
    handle_search_unavailable,
    render_page_missing,
)
from archive.web.lists.count_links import (
    build_count_links,
    build_picture_links,
    list_count_files,
)
from archive.web.lists.entry_lists import (
    EntryItem,
    Pager,
    build_item,
    build_listing,
    build_pager,
    keep_matching,
)
from archive.web.lists.filter_controls import (
    build_chips,
    build_problem_controls,
    list_hidden_parameters,
)
from archive.web.lists.uncounted_pages import describe_timeline, show_without_numbers
from archive.web.lists.view_bar import TIMELINE, build_view_bar
from archive.web.page_signposts import add_list_signposts, list_search_files
from archive.web.search_slots import hold_search_slot
from archive.web.timeline.timeline_form import (
    MOST_COUNTED_ENTRIES,
    FilterOptions,
    TimelineForm,
)

from .narrative_pages import build_narrative_strips
from .timeline_form import (
    build_filter_options,
    count_offered,
    list_further_choices,
    name_chosen_options,
)

TIMELINE_FILES = ("csv", "ics")
DATE_FIELDS = frozenset(("date_from", "date_to"))
KIND_ORDER = ("event", "article", "photo", "source")  # what happened comes first
SCALE_LABELS: dict[str, str | Promise] = {
    TimeScale.AGES: _("by longer periods"),
    TimeScale.CENTURY: _("by century"),
    TimeScale.DECADE: _("by decade"),
    TimeScale.YEAR: _("by year"),
    TimeScale.MONTH: _("by month"),
    TimeScale.DAY: _("by day"),
}


@require_safe
@handle_search_unavailable
@show_without_numbers(describe_timeline)
def timeline_page(request: HttpRequest) -> HttpResponse:
    """Bars, then the entries that touch the window."""
    form = TimelineForm(request)
    if not form.is_valid():
        return _render_problems(request, form)
    filters = _select_lanes(form.filters)
    with hold_search_slot(filters.q):
        pager, context = _build_line_context(form, filters, request.path)
    if filters.page > pager.pages:
        return render_page_missing(request, filters, pager.pages)
    response = render(request, "timeline/index.html", context)
    links = build_count_links(filters, YEAR, KIND)
    files = [*list_count_files(links), *list_search_files(filters)]
    return add_list_signposts(response, "WebPage", files)


def _render_problems(request: HttpRequest, form: TimelineForm) -> HttpResponse:
    """The form alone: the typed values, what is wrong, and the other filters as
    chips."""
    filters = _select_lanes(form.filters)
    dateless = _leave_out_dates(filters)
    with hold_search_slot(filters.q):
        matching = find_matching_ids(dateless)
        counted = count_offered(dateless)
        total = MOST_COUNTED_ENTRIES + 1  # no words are counted for this page
        offered = build_filter_options(dateless, total, matching, counted)
        form.offer_options(offered)
    context = {
        **build_problem_controls(form, request.path),
        **_build_form_links(filters, request.path),
    }
    return render(request, "timeline/index.html", context, status=400)


def _build_line_context(
    form: TimelineForm, filters: SearchFilters, path: str
) -> tuple[Pager, dict[str, object]]:
    """The template context: bars, entries of a page, form and page links; some ten
    queries."""
    dateless, lanes = _leave_out_dates(filters), None
    matching = find_matching_ids(dateless)
    entries = keep_matching(matching, find_entries(dateless))
    counted = count_timeline(dateless)
    view = build_timeline(filters, entries, counted.entries if counted else None)
    rest = filters, path, entries.undated(), view.undated
    undated = build_listing(*rest, matching=matching) if filters.undated else None
    total = view.dated + view.undated
    offered = build_filter_options(dateless, total, matching, counted)
    form.offer_options(offered)
    if filters.lanes:
        lanes = _build_lanes(dateless, view, matching)
    pager = undated.pager if undated else build_pager(filters, path, view.pages)
    return pager, {
        "form": form,
        **_build_chips_context(filters, dateless, view, path, offered),
        **_build_form_links(filters, path),
        **_build_view_links(filters, dateless, path),
        "view": view,
        "views": build_view_bar(filters, TIMELINE),
        "rows": _build_timeline_rows(view),
        "lanes": lanes,
        "by": SCALE_LABELS.get(view.detail.scale) if view.detail else "",
        "pager": pager,
        "undated": undated,
    }


def _is_unfiltered(dateless: SearchFilters) -> bool:
    """Whether only dates and kind are filtered."""
    return not (dateless.q or dateless.with_changes(kinds=()).is_filtered)


def _select_lanes(filters: SearchFilters) -> SearchFilters:
    """With both lanes, the rows are events."""
    if not filters.lanes:
        return filters
    return filters.with_changes(kinds=make_choices("event"), page=filters.page)


def _leave_out_dates(filters: SearchFilters) -> SearchFilters:
    return filters.with_changes(date_from=None, date_to=None, undated=False)


@dataclass(frozen=True)
class LineRow:
    """A row of the timeline, with its publications where both lanes are shown."""

    row: TimelineRow
    item: EntryItem
    reports: EventReports | None
    delay: str


@dataclass(frozen=True)
class ReportLane:
    """The bars of publications, and the address that lists them."""

    bars: BarStrip
    base: str


@dataclass(frozen=True)
class KindLink:
    """A kind to show on the timeline, and whether it is shown."""

    label: str | Promise
    url: str
    is_current: bool


def _build_timeline_rows(view: Timeline) -> list[LineRow]:
    """Rows, each with its publications where both lanes are shown."""
    return [
        LineRow(
            row,
            build_item(row.entry, event=getattr(row.entry, "event", None)),
            view.reports.get(row.entry.pk),
            _describe_row_delay(view, row.entry.pk),
        )
        for row in view.rows
    ]


def _describe_row_delay(view: Timeline, pk: int) -> str:
    report = view.reports.get(pk)
    return describe_delay(report.delay) if report and report.delay else ""


def _format_day_count(days: int) -> str:
    return format_number(days, get_language() or "en")


def describe_delay(delay: ReportingDelay) -> str:
    """A delay in words, as exact as the two dates allow."""
    least, most = delay.least, delay.most
    if least is None or most is None:
        if least is not None and least > 0:
            return ngettext(
                "first reported at least %(n)s day later",
                "first reported at least %(n)s days later",
                least,
            ) % {"n": _format_day_count(least)}
        if most is not None and most >= 0:
            return ngettext(
                "first reported at most %(n)s day later",
                "first reported at most %(n)s days later",
                most,
            ) % {"n": _format_day_count(most)}
        return str(_("unknown how much later it was first reported"))
    if most < 0:
        return ngettext(
            "first reported %(n)s day before", "first reported %(n)s days before", -most
        ) % {"n": _format_day_count(-most)}
    if delay.is_exact:
        if not most:
            return str(_("first reported the same day"))
        return ngettext(
            "first reported %(n)s day later", "first reported %(n)s days later", most
        ) % {"n": _format_day_count(most)}
    return str(_("first reported %(least)s to %(most)s days later")) % {
        "least": _format_day_count(max(0, least)),
        "most": _format_day_count(most),
    }


def _build_lanes(
    dateless: SearchFilters, view: Timeline, matching: MatchingIds
) -> ReportLane:
    """The bars of publications, on the bins of the events."""
    reports = dateless.with_changes(kinds=make_choices("article"), lanes=False)
    entries = keep_matching(matching, find_entries(reports))
    path = reverse("archive:timeline")
    bars = build_lane(entries, view.detail or view.overview, count_months(reports))
    return ReportLane(bars, reports.url(path))


def _build_view_links(
    filters: SearchFilters, dateless: SearchFilters, path: str
) -> dict[str, object]:
    """Addresses of the other windows and forms of this view."""
    view = filters.without_basket().with_changes(lanes=False)
    dated, base = view.url("", sort="date"), dateless.url(path)
    return {
        "selection": filters,
        "only_events": filters.kinds == make_choices("event"),
        "base": base,
        "joint": "&" if "?" in base else "?",
        "numbers": build_count_links(view, YEAR, KIND),
        "pictures": build_picture_links(view, "archive:timeline-picture"),
        "feed_url": view.url(reverse("archive:feed-timeline"), sort=""),
        "here": filters.url(path, page=filters.page),
        "files": [
            {
                "name": LIST_FORMATS[suffix].name,
                "url": reverse("archive:search-export", args=[suffix]) + dated,
            }
            for suffix in TIMELINE_FILES
        ],
        "undated_url": dateless.url(path, undated=True),
    }


def _build_chips_context(
    filters: SearchFilters,
    dateless: SearchFilters,
    view: Timeline,
    path: str,
    offered: FilterOptions,
) -> dict[str, object]:
    """Chips of the filters, and the links beside them."""
    without = dateless.with_changes(lanes=False)
    filters_shown = without.with_changes(kinds=()) if filters.lanes else without
    chosen = build_chips(filters_shown, path, name_chosen_options(offered))
    is_line = not filters.undated
    beside = [c.label for c in chosen if DATE_FIELDS.isdisjoint(c.change)]
    return {
        "chips": chosen,
        "narrowed": join_enumeration(beside, get_language() or "en"),
        "strips": build_narrative_strips(view)
        if is_line and _is_unfiltered(dateless)
        else (),
        "notices": filters.notices if is_line else (),  # else the list says them
    }


def _build_form_links(filters: SearchFilters, path: str) -> dict[str, object]:
    """The hidden fields of the form, and the links to other kinds."""
    return {
        "hidden": list_hidden_parameters(
            filters, "q", "region", "tag", "from", "to", "undated"
        ),
        "further": list_further_choices(filters),
        "switch": _build_kind_switch(filters, path),
    }


def _build_kind_switch(filters: SearchFilters, path: str) -> list[KindLink]:
    """Links to choose what is shown: one kind, events with their reports, or
    everything."""
    one = [
        KindLink(
            ENTRY_KINDS[kind].plural,
            filters.url(path, kinds=make_choices(kind), lanes=False),
            filters.kinds == make_choices(kind) and not filters.lanes,
        )
        for kind in KIND_ORDER
    ]
    everything = filters.url(path, kinds=(), lanes=False)
    both = filters.url(path, kinds=make_choices("event"), lanes=True)
    return [
        *one,
        KindLink(_("Events and their reports"), both, filters.lanes),
        KindLink(_("Everything"), everything, not filters.kinds),
    ]
