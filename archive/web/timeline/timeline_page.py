"""The timeline page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.counting import (
    Tallies,
    find_tallies,
)
from archive.entry_queries import find_entries
from archive.exports import LIST_FORMATS
from archive.filters import (
    SearchFilters,
    make_choices,
    parse_filters,
)
from archive.models import ENTRY_KINDS
from archive.search import MatchingIds, find_matching_ids
from archive.text.punctuation import join_enumeration
from archive.text.quantities.number_format import format_number
from archive.timeline import (
    ReportingDelay,
    Timeline,
    TimeScale,
    build_lane,
    build_timeline,
)
from archive.web.errors import (
    handle_search_unavailable,
    render_bad_values,
    render_page_missing,
)
from archive.web.lists.entry_lists import (
    build_item,
    build_listing,
    build_pager,
    keep_matching,
)
from archive.web.lists.filter_controls import build_chips, list_hidden_parameters
from archive.web.search_slots import hold_search_slot

from .narrative_pages import build_narrative_strips
from .timeline_form import (
    build_filter_options,
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
def timeline_page(request: HttpRequest) -> HttpResponse:
    """Bars, then the entries that touch the window."""
    filters = parse_filters(request.GET)
    if filters.problems:
        return render_bad_values(request, filters.problems)
    filters = _select_events(filters) if filters.lanes else filters
    dateless = filters.but(date_from=None, date_to=None, undated=False)
    path, lanes = request.path, None
    with hold_search_slot(filters.q):
        found = find_matching_ids(dateless)
        entries = keep_matching(found, find_entries(dateless))
        held = find_tallies(dateless)
        view = build_timeline(filters, entries, held)
        rest = filters, path, entries.undated(), view.undated
        undated = build_listing(*rest, found=found) if filters.undated else None
        form = _build_form_context(filters, dateless, held, view, path, found)
        if filters.lanes:
            lanes = _build_lanes(dateless, held, view, found)
    page = undated.pager if undated else build_pager(filters, path, view.pages)
    if filters.page > page.pages:
        return render_page_missing(request, filters, page.pages)
    context = {
        **form,
        **_build_view_links(filters, dateless, path),
        "view": view,
        "rows": _build_timeline_rows(view),
        "lanes": lanes,
        "by": SCALE_LABELS.get(view.detail.scale) if view.detail else "",
        "pager": page,
        "undated": undated,
    }
    return render(request, "timeline/index.html", context)


def _is_unfiltered(dateless: SearchFilters) -> bool:
    """Whether nothing narrows the line but the days and the kind."""
    return not (dateless.q or dateless.but(kinds=()).is_filtered)


def _select_events(filters: SearchFilters) -> SearchFilters:
    """Both lanes begin with what happened."""
    return filters.but(kinds=make_choices("event"), page=filters.page)


def _build_timeline_rows(view: Timeline) -> list[dict[str, Any]]:
    """Rows, each with its publications where they were asked for."""
    return [
        {
            "row": row,
            "item": build_item(row.entry),
            "reports": view.reports.get(row.entry.pk),
            "delay": _describe_row_delay(view, row.entry.pk),
        }
        for row in view.rows
    ]


def _describe_row_delay(view: Timeline, pk: int) -> str:
    found = view.reports.get(pk)
    return describe_delay(found.delay) if found and found.delay else ""


def _format_day_count(days: int) -> str:
    return format_number(days, get_language() or "en")


def describe_delay(delay: ReportingDelay) -> str:
    """A delay in words: as exact as the two dates, and no more."""
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
        return str(_("how much later it was reported is not known"))
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
    return str(_("first reported between %(least)s and %(most)s days later")) % {
        "least": _format_day_count(max(0, least)),
        "most": _format_day_count(most),
    }


def _build_lanes(
    dateless: SearchFilters, held: Tallies | None, view: Timeline, found: MatchingIds
) -> dict[str, Any]:
    """The bars of publications, on the bins of those of events."""
    reports = dateless.but(kinds=make_choices("article"), lanes=False)
    entries = keep_matching(found, find_entries(reports))
    path = reverse("archive:timeline")
    counted = held.of(reports.passing_kinds) if held else None
    return {
        "bars": build_lane(reports, entries, counted, view.detail or view.overview),
        "base": reports.url(path),
    }


def _build_view_links(
    filters: SearchFilters, dateless: SearchFilters, path: str
) -> dict[str, Any]:
    """Addresses of the other windows and forms of this view, and what the form
    carries."""
    view = filters.but(lanes=False)
    return {
        "selection": filters,
        "only_events": filters.kinds == make_choices("event"),
        "base": dateless.url(path),
        "joint": "&" if dateless.parameters() else "?",
        "hidden": list_hidden_parameters(
            filters, "q", "region", "tag", "from", "to", "undated"
        ),
        "further": list_further_choices(filters),
        "feed_url": view.url(reverse("archive:feed-timeline"), sort=""),
        "here": filters.url(path, page=filters.page),
        "files": [
            {
                "name": LIST_FORMATS[suffix].name,
                "url": view.url(
                    reverse("archive:search-export", args=[suffix]), sort="date"
                ),
            }
            for suffix in TIMELINE_FILES
        ],
        "undated_url": dateless.url(path, undated=True),
        "switch": _build_kind_switch(filters, path),
    }


def _build_form_context(
    filters: SearchFilters,
    dateless: SearchFilters,
    held: Tallies | None,
    view: Timeline,
    path: str,
    found: MatchingIds,
) -> dict[str, Any]:
    """The form's lists, and chips of what is chosen."""
    offered = build_filter_options(dateless, held, view.dated + view.undated, found)
    without = dateless.but(lanes=False)
    shown = without.but(kinds=()) if filters.lanes else without
    chosen = build_chips(shown, path, name_chosen_options(offered))
    is_line = not filters.undated
    beside = [c.label for c in chosen if DATE_FIELDS.isdisjoint(c.change)]
    return {
        **offered,
        "chips": chosen,
        "narrowed": join_enumeration(beside, get_language() or "en"),
        "strips": build_narrative_strips(view)
        if is_line and _is_unfiltered(dateless)
        else (),
        "notices": filters.notices if is_line else (),  # else the list says them
    }


def _build_kind_switch(filters: SearchFilters, path: str) -> list[dict[str, object]]:
    """What is on the line: events first; what was published is another question."""
    one: list[dict[str, object]] = [
        {
            "label": ENTRY_KINDS[kind].plural,
            "url": filters.url(path, kinds=make_choices(kind), lanes=False),
            "on": filters.kinds == make_choices(kind) and not filters.lanes,
        }
        for kind in KIND_ORDER
    ]
    everything = {
        "label": _("Everything"),
        "url": filters.url(path, kinds=(), lanes=False),
        "on": not filters.kinds,
    }
    both = {
        "label": _("Events and their reports"),
        "url": filters.url(path, kinds=make_choices("event"), lanes=True),
        "on": filters.lanes,
    }
    return [*one, both, everything]
