"""The bars of the timeline as picture files."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.entry_queries import find_entries
from archive.filters import SearchFilters
from archive.search import count_months, find_matching_ids
from archive.text.quantities.number_format import format_number
from archive.timeline import BarStrip, build_timeline
from archive.web.errors import handle_search_unavailable, refuse_parameters
from archive.web.forms.filter_form import FilterForm
from archive.web.lists.entry_lists import keep_matching
from archive.web.search_slots import hold_search_slot
from archive.web.timeline.timeline_page import SCALE_LABELS

from .picture_files import (
    LINE_HEIGHT,
    MARGIN,
    WIDTH,
    build_frame,
    render_picture,
    write_site_line,
)

BARS_HEIGHT = 360  # pixels of the tallest bar
MOST_NUMBERED = 40  # bars, over each of which its number stands
GAP = 0.2  # of a bar's place


@dataclass(frozen=True)
class PlacedBar:
    """A bar in pixels of the picture; `number` and `label` are "" where left out."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    number: str
    label: str


@require_safe
@handle_search_unavailable
def timeline_picture(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The bars of the period that the filters choose, else of all dates."""
    form = FilterForm(request)
    if not form.is_valid():
        return refuse_parameters(form.parameter_problems)
    filters = form.filters.without_basket().without_view()
    bars = _count_bars(filters)
    if bars is None:
        raise Http404
    title = _("Entries on the timeline, %(by)s") % {"by": SCALE_LABELS[bars.scale]}
    rule = _(
        "An entry that spans several bars counts in each of them, so the bars may add "
        "up to more than the total."
    )
    credit = [rule, write_site_line()]
    path = reverse("archive:timeline")
    frame = build_frame(title, filters, path, BARS_HEIGHT + 2 * LINE_HEIGHT, credit)
    base = frame.top + LINE_HEIGHT + BARS_HEIGHT
    context: dict[str, object] = {
        "frame": frame,
        "bars": _place_bars(bars, base),
        "base": base,
        "label_y": base + LINE_HEIGHT,
    }
    return render_picture(request, suffix, "pictures/bars.svg", context)


def _count_bars(filters: SearchFilters) -> BarStrip | None:
    """The bars; None where no entry has a date. At most four queries."""
    dateless = filters.with_changes(date_from=None, date_to=None, undated=False)
    with hold_search_slot(filters.q):
        matching = find_matching_ids(dateless)
    entries = keep_matching(matching, find_entries(dateless))
    counted = count_months(dateless)
    view = build_timeline(filters, entries, counted, with_rows=False)
    bars = view.detail or view.overview
    return bars if bars.bars else None


def _place_bars(bars: BarStrip, base: int) -> list[PlacedBar]:
    """The bars from left to right, standing on `base`."""
    language = get_language() or "en"
    place = (WIDTH - 2 * MARGIN) / len(bars.bars)
    is_numbered = len(bars.bars) <= MOST_NUMBERED
    placed = []
    for number, bar in enumerate(bars.bars):
        left = MARGIN + number * place
        height = BARS_HEIGHT * bar.height / 100
        is_shown = bool(bar.count) and (is_numbered or not bar.is_minor)
        placed.append(
            PlacedBar(
                round(left + place * GAP / 2, 2),
                round(base - height, 2),
                round(place * (1 - GAP), 2),
                round(height, 2),
                round(left + place / 2, 2),
                format_number(bar.count, language) if is_shown else "",
                "" if bar.is_minor else bar.label,
            )
        )
    return placed
