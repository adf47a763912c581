"""Feeds of new entries: of a search, a region or a tag; and of corrections."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.counting import (
    plan_entry_list,
)
from archive.entry_queries import (
    find_entries,
    order_entries,
    slice_entries,
)
from archive.exports import atom
from archive.filters import (
    SearchFilters,
    make_choices,
    parse_filters,
)
from archive.models import Correction, Region, Tag
from archive.search import find_matching_ids
from archive.site_name import find_site_name
from archive.text.punctuation import punctuation_marks
from archive.transparency import get_latest_checkpoint, list_latest_checkpoints

from .errors import handle_search_unavailable, refuse_parameters
from .lists.entry_lists import keep_matching
from .lists.filter_controls import build_chips
from .regions.region_pages import redirect_with_query, region_missing
from .search_slots import hold_search_slot


@require_safe
@handle_search_unavailable
def search_feed(request: HttpRequest, page: str = "search") -> HttpResponse:
    """The latest entries of a search, or of a view of the timeline."""
    filters = parse_filters(request.GET)
    if filters.problems:
        return refuse_parameters(filters.problems)
    words = [filters.q] if filters.q else []
    words += [chip.label for chip in build_chips(filters, "")]
    semicolon = punctuation_marks(get_language() or "en").semicolon
    title = semicolon.join(words) or _("Latest entries")
    path = reverse(f"archive:{page}")
    return _render_entry_feed(request, title, path, filters, filters)


@require_safe
@handle_search_unavailable
def region_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The latest entries of a region and those below it."""
    region = Region.objects.listed().find_by_code(code)
    if region is None:
        return region_missing(request, code)
    if code != region.code:
        return redirect_with_query(
            request, reverse("archive:feed-region", args=[region.code])
        )
    filters = parse_filters(request.GET)
    if filters.problems:
        return refuse_parameters(filters.problems)
    here = filters.with_changes(regions=make_choices(region.code))
    filters = filters.with_changes(regions=())
    name = region.name(get_language() or "en")
    return _render_entry_feed(request, name, region.get_absolute_url(), filters, here)


@require_safe
@handle_search_unavailable
def tag_feed(request: HttpRequest, scheme: str, slug: str) -> HttpResponse:
    """The latest entries with a tag or a narrower one."""
    tags = Tag.objects.listed().prefetch_related("labels").select_related("merged_into")
    tag = get_object_or_404(tags, scheme=scheme, slug=slug)
    if tag.merged_into:
        into = [tag.merged_into.scheme, tag.merged_into.slug]
        return redirect(reverse("archive:feed-tag", args=into), permanent=True)
    filters = parse_filters(request.GET)
    if filters.problems:
        return refuse_parameters(filters.problems)
    filters = filters.with_changes(tags=())
    label = tag.label(get_language() or "en")
    tagged = filters.with_changes(tags=make_choices(tag.key))
    return _render_entry_feed(request, label, tag.get_absolute_url(), filters, tagged)


@require_safe
def correction_feed(request: HttpRequest) -> HttpResponse:
    """The latest corrections of public versions."""
    path = reverse("archive:correction-list")
    feed = _create_feed(request, _("Corrections"), path, SearchFilters())
    rows = Correction.objects.public().select_related("entry")
    atom.add_feed_corrections(feed, rows[: atom.MAX_FEED_ENTRIES])
    return _write_feed(feed)


@require_safe
def log_feed(request: HttpRequest) -> HttpResponse:
    """The latest checkpoints of the public log, each an entry that readers keep."""
    page = reverse("archive:log")
    feed = _create_feed(request, _("Public log"), page, SearchFilters())
    signed = list_latest_checkpoints(atom.MAX_FEED_ENTRIES)
    rows = (
        (
            ngettext("%(n)s version", "%(n)s versions", one.checkpoint.size)
            % {"n": one.checkpoint.size},
            one.checkpoint.size,
            str(one.checkpoint),
            one.at,
        )
        for one in signed
    )
    atom.add_feed_checkpoints(feed, rows, settings.BASE_URL + page)
    return _write_feed(feed)


def _render_entry_feed(
    request: HttpRequest,
    title: str,
    page: str,
    filters: SearchFilters,
    chosen: SearchFilters,
) -> HttpResponse:
    """The 50 entries of `chosen` that were published last.

    `chosen` are `filters` with the region or tag of the feed.
    """
    _total, plan = plan_entry_list(chosen, atom.MAX_FEED_ENTRIES)
    with hold_search_slot(chosen.q):
        matching = find_matching_ids(chosen)
    entries = keep_matching(matching, find_entries(chosen, plan=plan))
    latest = order_entries(entries, "added", plan)
    feed = _create_feed(request, title, page, filters)
    entries_shown = slice_entries(latest, 0, atom.MAX_FEED_ENTRIES).with_vocabulary()
    atom.add_feed_entries(feed, entries_shown, get_language() or "en")
    return _write_feed(feed)


def _create_feed(
    request: HttpRequest, title: str, page: str, filters: SearchFilters
) -> atom.AtomFeed:
    """An empty feed; its own address depends only on its filters, whoever asks."""
    first = filters.with_changes()
    language = get_language() or "en"
    marks = punctuation_marks(language)
    is_latest = request.path_info == reverse("archive:feed-latest")
    checkpoint = get_latest_checkpoint() if is_latest else None
    return atom.make_feed(
        f"{find_site_name(language)}{marks.colon}{title}",
        settings.BASE_URL + first.url(page),
        settings.BASE_URL + first.url(request.path),
        language,
        str(checkpoint or ""),
    )


def _write_feed(feed: atom.AtomFeed) -> HttpResponse:
    text = feed.writeString("utf-8")
    response = HttpResponse(text, content_type=atom.ATOM_MEDIA_TYPE)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
