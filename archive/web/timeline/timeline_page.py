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

from archive.exports import LIST_FORMATS
from archive.models import ENTRY_KINDS
from archive.search import Matches, matching
from archive.selection import Selection, Tallies, tallies
from archive.text.punctuation import join_enumeration
from archive.text.quantities.number_format import format_number
from archive.timeline import (
    ReportingDelay,
    Timeline,
    TimeScale,
    build_lane,
    build_timeline,
)
from archive.web.errors import bad_values, index_needed, page_missing
from archive.web.lists.entry_lists import item, listing, narrowed, pager
from archive.web.lists.filter_controls import chips, hidden

from .narrative_pages import strips_of
from .timeline_form import further, named, options

FILES = ("csv", "ics")
DATES = frozenset(("date_from", "date_to"))
ORDER = ("event", "article", "photo", "source")  # what happened comes first
BY: dict[str, str | Promise] = {
    TimeScale.AGES: _("by longer periods"),
    TimeScale.CENTURY: _("by century"),
    TimeScale.DECADE: _("by decade"),
    TimeScale.YEAR: _("by year"),
    TimeScale.MONTH: _("by month"),
    TimeScale.DAY: _("by day"),
}


@require_safe
@index_needed
def timeline_page(request: HttpRequest) -> HttpResponse:
    """Bars, then the entries that touch the window."""
    selection = Selection.from_query(request.GET)
    if selection.problems:
        return bad_values(request, selection.problems)
    selection = _events(selection) if selection.lanes else selection
    dateless = selection.but(date_from=None, date_to=None, undated=False)
    found = matching(dateless)
    entries = narrowed(found, dateless.entries())
    held = tallies(dateless)
    view = build_timeline(selection, entries, held)
    rest = selection, request.path, entries.undated(), view.undated
    undated = listing(*rest, found=found) if selection.undated else None
    page = undated.pager if undated else pager(selection, request.path, view.pages)
    if selection.page > page.pages:
        return page_missing(request, selection, page.pages)
    context = {
        **_chosen(selection, dateless, held, view, request.path, found),
        **_links(selection, dateless, request.path),
        "view": view,
        "rows": _rows(view),
        "lanes": _lanes(dateless, held, view, found) if selection.lanes else None,
        "by": BY.get(view.detail.scale) if view.detail else "",
        "pager": page,
        "undated": undated,
    }
    return render(request, "timeline/index.html", context)


def _is_everything(dateless: Selection) -> bool:
    """Whether nothing narrows the line but the days and the kind."""
    return not (dateless.q or dateless.but(kinds=()).is_filtered)


def _events(selection: Selection) -> Selection:
    """Both lanes begin with what happened."""
    return selection.but(kinds=("event",), page=selection.page)


def _rows(view: Timeline) -> list[dict[str, Any]]:
    """Rows, each with its publications where they were asked for."""
    return [
        {
            "row": row,
            "item": item(row.entry),
            "reports": view.reports.get(row.entry.pk),
            "delay": _delayed(view, row.entry.pk),
        }
        for row in view.rows
    ]


def _delayed(view: Timeline, pk: int) -> str:
    found = view.reports.get(pk)
    return said(found.delay) if found and found.delay else ""


def _grouped(days: int) -> str:
    return format_number(days, get_language() or "en")


def said(delay: ReportingDelay) -> str:
    """A delay in words: as exact as the two dates, and no more."""
    least, most = delay.least, delay.most
    if least is None or most is None:
        if least is not None and least > 0:
            return ngettext(
                "first reported at least %(n)s day later",
                "first reported at least %(n)s days later", least,
            ) % {"n": _grouped(least)}  # fmt: skip
        if most is not None and most >= 0:
            return ngettext(
                "first reported at most %(n)s day later",
                "first reported at most %(n)s days later", most,
            ) % {"n": _grouped(most)}  # fmt: skip
        return str(_("how much later it was reported is not known"))
    if most < 0:
        return ngettext(
            "first reported %(n)s day before", "first reported %(n)s days before", -most
        ) % {"n": _grouped(-most)}
    if delay.is_exact:
        if not most:
            return str(_("first reported the same day"))
        return ngettext(
            "first reported %(n)s day later", "first reported %(n)s days later", most
        ) % {"n": _grouped(most)}
    return str(_("first reported between %(least)s and %(most)s days later")) % {
        "least": _grouped(max(0, least)), "most": _grouped(most),
    }  # fmt: skip


def _lanes(
    dateless: Selection, held: Tallies | None, view: Timeline, found: Matches
) -> dict[str, Any]:
    """The bars of publications, on the bins of those of events."""
    reports = dateless.but(kinds=("article",), lanes=False)
    entries = narrowed(found, reports.entries())
    path = reverse("archive:timeline")
    counted = held.of(reports.kinds) if held else None
    return {
        "bars": build_lane(reports, entries, counted, view.detail or view.overview),
        "base": reports.url(path),
    }


def _links(selection: Selection, dateless: Selection, path: str) -> dict[str, Any]:
    """Addresses of the other windows and forms of this view, and what the form
    carries."""
    view = selection.but(lanes=False)
    return {
        "selection": selection,
        "only_events": selection.kinds == ("event",),
        "base": dateless.url(path),
        "joint": "&" if dateless.parameters() else "?",
        "hidden": hidden(selection, "q", "region", "tag", "from", "to", "undated"),
        "further": further(selection),
        "feed_url": view.url(reverse("archive:feed-timeline"), sort=""),
        "here": selection.url(path, page=selection.page),
        "files": [
            {
                "name": LIST_FORMATS[suffix].name,
                "url": view.url(
                    reverse("archive:search-export", args=[suffix]), sort="date"
                ),
            }
            for suffix in FILES
        ],
        "undated_url": dateless.url(path, undated=True),
        "switch": _switch(selection, path),
    }


def _chosen(
    selection: Selection,
    dateless: Selection,
    held: Tallies | None,
    view: Timeline,
    path: str,
    found: Matches,
) -> dict[str, Any]:
    """The form's lists, and chips of what is chosen."""
    offered = options(dateless, held, view.dated + view.undated, found)
    without = dateless.but(lanes=False)
    shown = without.but(kinds=()) if selection.lanes else without
    chosen = chips(shown, path, named(offered))
    is_line = not selection.undated
    beside = [c.label for c in chosen if DATES.isdisjoint(c.change)]
    return {
        **offered,
        "chips": chosen,
        "narrowed": join_enumeration(beside, get_language() or "en"),
        "strips": strips_of(view) if is_line and _is_everything(dateless) else (),
        "notices": selection.notices if is_line else (),  # else the list says them
    }


def _switch(selection: Selection, path: str) -> list[dict[str, object]]:
    """What is on the line: events first; what was published is another question."""
    one: list[dict[str, object]] = [
        {
            "label": ENTRY_KINDS[kind].plural,
            "url": selection.url(path, kinds=(kind,), lanes=False),
            "on": selection.kinds == (kind,) and not selection.lanes,
        }
        for kind in ORDER
    ]
    everything = {
        "label": _("Everything"),
        "url": selection.url(path, kinds=(), lanes=False),
        "on": not selection.kinds,
    }
    both = {
        "label": _("Events and their reports"),
        "url": selection.url(path, kinds=("event",), lanes=True),
        "on": selection.lanes,
    }
    return [*one, both, everything]
