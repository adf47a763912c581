"""Feeds of new entries: of a search, a region or a tag; of corrections and changes."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.entry_queries import (
    find_entries,
    order_entries,
    slice_entries,
)
from archive.exports.feed_items import (
    MAX_FEED_ENTRIES,
    FeedItem,
    build_checkpoint_items,
    build_correction_items,
    build_entry_items,
)
from archive.filters import (
    SearchFilters,
    make_choices,
    parse_filters,
)
from archive.models import Correction, Region, Tag
from archive.search import find_matching_ids, plan_entry_list
from archive.text.punctuation import punctuation_marks
from archive.transparency import get_latest_checkpoint, list_latest_checkpoints

from .changes.change_items import build_change_items
from .changes.change_list import find_changes
from .errors import handle_search_unavailable, refuse_parameters
from .feed_forms import FeedSubject, render_feed
from .lists.entry_lists import keep_matching
from .lists.filter_controls import build_chips
from .regions.region_pages import redirect_with_query, region_missing
from .search_slots import hold_search_slot


@require_safe
@handle_search_unavailable
def search_feed(
    request: HttpRequest, page: str = "search", suffix: str = ""
) -> HttpResponse:
    """The latest entries of a search, or of a view of the timeline."""
    filters = parse_filters(request.GET)
    if filters.problems:
        return refuse_parameters(filters.problems)
    title = _name_filters(filters) or _("Latest entries")
    subject = FeedSubject(title, reverse(f"archive:{page}"), filters)
    items = _load_entry_items(filters)
    return render_feed(request, subject, items, suffix, _find_checkpoint(request))


@require_safe
@handle_search_unavailable
def region_feed(request: HttpRequest, code: str, suffix: str = "") -> HttpResponse:
    """The latest entries of a region and those below it."""
    region = Region.objects.listed().find_by_code(code)
    if region is None:
        return region_missing(request, code)
    if code != region.code:
        path = _get_feed_path("region", suffix, region.code)
        return redirect_with_query(request, path)
    filters = parse_filters(request.GET)
    if filters.problems:
        return refuse_parameters(filters.problems)
    here = filters.with_changes(regions=make_choices(region.code))
    filters = filters.with_changes(regions=())
    name = region.name(get_language() or "en")
    subject = FeedSubject(name, region.get_absolute_url(), filters)
    return render_feed(request, subject, _load_entry_items(here), suffix)


@require_safe
@handle_search_unavailable
def tag_feed(
    request: HttpRequest, scheme: str, slug: str, suffix: str = ""
) -> HttpResponse:
    """The latest entries with a tag or a narrower one."""
    tags = Tag.objects.listed().prefetch_related("labels").select_related("merged_into")
    tag = get_object_or_404(tags, scheme=scheme, slug=slug)
    if tag.merged_into:
        into = [tag.merged_into.scheme, tag.merged_into.slug]
        return redirect(_get_feed_path("tag", suffix, *into), permanent=True)
    filters = parse_filters(request.GET)
    if filters.problems:
        return refuse_parameters(filters.problems)
    filters = filters.with_changes(tags=())
    label = tag.label(get_language() or "en")
    tagged = filters.with_changes(tags=make_choices(tag.key))
    subject = FeedSubject(label, tag.get_absolute_url(), filters)
    return render_feed(request, subject, _load_entry_items(tagged), suffix)


@require_safe
@handle_search_unavailable
def change_feed(request: HttpRequest, suffix: str = "") -> HttpResponse:
    """What was added, corrected and withdrawn last, under the filters of its page."""
    filters = parse_filters(request.GET)
    if filters.problems:
        return refuse_parameters(filters.problems)
    title = pgettext("of the archive", "Changes")
    named = _name_filters(filters)
    if named:
        title = punctuation_marks(get_language() or "en").colon.join((title, named))
    with hold_search_slot(filters.q):
        changes = find_changes(filters, MAX_FEED_ENTRIES).load(0, MAX_FEED_ENTRIES)
    subject = FeedSubject(title, reverse("archive:change-list"), filters)
    return render_feed(request, subject, build_change_items(changes), suffix)


@require_safe
def correction_feed(request: HttpRequest, suffix: str = "") -> HttpResponse:
    """The latest corrections of public versions."""
    path = reverse("archive:correction-list")
    subject = FeedSubject(_("Corrections"), path, SearchFilters())
    rows = Correction.objects.public().select_related("entry")
    items = build_correction_items(rows[:MAX_FEED_ENTRIES])
    return render_feed(request, subject, items, suffix)


@require_safe
def log_feed(request: HttpRequest, suffix: str = "") -> HttpResponse:
    """The latest checkpoints of the public log, each an entry that readers keep."""
    page = reverse("archive:log")
    signed = list_latest_checkpoints(MAX_FEED_ENTRIES)
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
    items = build_checkpoint_items(rows, settings.BASE_URL + page)
    subject = FeedSubject(_("Public log"), page, SearchFilters())
    return render_feed(request, subject, items, suffix)


def _name_filters(filters: SearchFilters) -> str:
    """The words and filters, as a title."""
    words = [filters.q] if filters.q else []
    words += [chip.label for chip in build_chips(filters, "")]
    return punctuation_marks(get_language() or "en").semicolon.join(words)


def _get_feed_path(name: str, suffix: str, *args: str) -> str:
    route = f"archive:feed-{name}-{suffix}" if suffix else f"archive:feed-{name}"
    return reverse(route, args=args)


def _load_entry_items(chosen: SearchFilters) -> tuple[FeedItem, ...]:
    """The 50 entries of `chosen` that were published last."""
    _total, plan = plan_entry_list(chosen, MAX_FEED_ENTRIES)
    with hold_search_slot(chosen.q):
        matching = find_matching_ids(chosen)
    entries = keep_matching(matching, find_entries(chosen, plan=plan))
    latest = order_entries(entries, "added", plan)
    entries_shown = slice_entries(latest, 0, MAX_FEED_ENTRIES).with_vocabulary()
    return build_entry_items(entries_shown, get_language() or "en")


def _find_checkpoint(request: HttpRequest) -> str:
    """The latest checkpoint of the public log, for the feed of the latest entries."""
    is_latest = request.path_info.startswith(reverse("archive:feed-latest"))
    checkpoint = get_latest_checkpoint() if is_latest else None
    return str(checkpoint or "")
