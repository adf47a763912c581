"""Lists of entries: their rows and page links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language

from archive.entry_queries import (
    QueryPlan,
    find_entries,
    order_entries,
    slice_entries,
)
from archive.filters import (
    SearchFilters,
    name_language,
)
from archive.models import Article, Entry, Event, Photo, Source
from archive.models.entries.entry import EntryQuerySet
from archive.search import MatchingIds, find_matching_ids, plan_entry_list
from archive.text.dates import parse_edtf

ENTRIES_PER_PAGE = 20
PAGES_AROUND_CURRENT = 2  # pages named on each side of the current one


@dataclass(frozen=True)
class EntryItem:
    """A row of a list.

    `matched_name` is the tag or region that matched, `coins` the reference for
    reference managers; `event_kind` says of an event that did not happen what it is;
    `publisher` is an article's outlet or who published a source, `author` the byline or
    the creator of a source, "" where it is the publisher; `added` is the day on which
    the entry came into the archive.
    """

    entry: Entry
    url: str
    date_words: str
    places: tuple[str, ...]
    snippet: str
    title: str
    anchor: str
    language: str
    credit: str
    matched_name: str
    match_reasons: tuple[str, ...] = ()
    coins: str = ""
    event_kind: str = ""
    publisher: str = ""
    added: str = ""
    author: str = ""


def build_items(entries: Iterable[Entry]) -> list[EntryItem]:
    """Rows of entries with prefetched vocabulary; a query each for photos and
    events."""
    listed = list(entries)
    photos, events = load_photos(listed), load_unfulfilled_events(listed)
    return [
        build_item(e, photo=photos.get(e.pk), event=events.get(e.pk)) for e in listed
    ]


def load_photos(entries: Iterable[Entry]) -> dict[int, Photo]:
    """The photos among `entries`, with caption and credit; at most one query."""
    ids = [entry.pk for entry in entries if entry.kind == "photo"]
    return Photo.objects.in_bulk(ids) if ids else {}


def load_unfulfilled_events(entries: Iterable[Entry]) -> dict[int, Event]:
    """The plans, calls and claims among `entries`; at most one query."""
    ids = [entry.pk for entry in entries if entry.kind == "event"]
    if not ids:
        return {}
    return Event.objects.exclude(event_kind="happened").order_by().in_bulk(ids)


def build_item(
    entry: Entry,
    snippet: str = "",
    anchor: str = "",
    title: str = "",
    photo: Photo | None = None,
    event: Event | None = None,
    via: str = "",
    why: tuple[str, ...] = (),
    coins: str = "",
    publisher: str = "",
    author: str = "",
) -> EntryItem:
    """One row. Without a snippet it shows the summary, or a photo's caption; of an
    event that did not happen it says so."""
    language = get_language() or "en"
    edtf = entry.edtf
    has_language = entry.language != "und"
    return EntryItem(
        entry,
        entry.get_absolute_url() + (f"#{anchor}" if anchor else ""),
        edtf.display(language) if edtf else "",
        _name_places(entry, language),
        snippet or entry.summary or (photo.text if photo else ""),
        title or entry.title,
        anchor,
        name_language(entry.language, language) if has_language else "",
        photo.credit if photo else "",
        via,
        why,
        coins,
        _name_unfulfilled(event),
        publisher,
        _describe_day_added(entry, language),
        _leave_out_same(author, publisher),
    )


def build_joined_item(entry: Entry) -> EntryItem:
    """The row of an entry that was loaded `with_places`."""
    photo, event = getattr(entry, "photo", None), getattr(entry, "event", None)
    publisher = getattr(entry, "publisher_name", "") or ""
    author = getattr(entry, "author_name", "") or ""
    return build_item(
        entry, photo=photo, event=event, publisher=publisher, author=author
    )


def name_publisher(entry: Entry) -> str:
    """An article's outlet, or who published a source, of an entry of its own kind; ""
    for others."""
    if isinstance(entry, Article):
        return entry.outlet.name if entry.outlet else ""
    return entry.publisher if isinstance(entry, Source) else ""


def name_author(entry: Entry) -> str:
    """An article's byline, or the creator of a source, of an entry of its own kind; ""
    for others."""
    if isinstance(entry, Article):
        return entry.byline
    return entry.creator if isinstance(entry, Source) else ""


def _leave_out_same(author: str, publisher: str) -> str:
    return author if author != publisher else ""


def _describe_day_added(entry: Entry, language: str) -> str:
    at = entry.first_published_at
    return _describe_day(timezone.localtime(at).date(), language) if at else ""


@lru_cache(maxsize=512)  # the rows of a page have few different days
def _describe_day(day: date, language: str) -> str:
    return parse_edtf(day.isoformat()).display(language)


def _name_unfulfilled(event: Event | None) -> str:
    """What an event is that did not happen: Plan, Call …; "" for others."""
    if event is None or event.event_kind == Event.EventKind.HAPPENED:
        return ""
    return capfirst(event.get_event_kind_display())


def _name_places(entry: Entry, language: str) -> tuple[str, ...]:
    """The names of the first three regions, without those in which it was published."""
    tied = entry.entry_regions.all()
    places = (t.region.name(language) for t in tied if t.role != "published_in")
    return tuple(dict.fromkeys(places))[:3]


@dataclass(frozen=True)
class PageLink:
    """A link to a page of a list; no number where pages are left out."""

    number: int
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Pager:
    """The page links of a list."""

    page: int
    pages: int
    previous: str
    next: str
    links: tuple[PageLink, ...]


def build_pager(filters: SearchFilters, path: str, pages: int) -> Pager:
    """Links to the first, the last, and the pages around the current one."""
    here = filters.page

    def url(number: int) -> str:
        return filters.url(path, page=number)

    near = range(
        max(1, here - PAGES_AROUND_CURRENT), min(pages, here + PAGES_AROUND_CURRENT) + 1
    )
    turns: list[PageLink] = []
    for number in sorted({1, *near, pages}):
        if turns and number > turns[-1].number + 1:
            turns.append(PageLink(0, ""))
        turns.append(PageLink(number, url(number), number == here))
    return Pager(
        here,
        pages,
        url(here - 1) if here > 1 else "",
        url(here + 1) if here < pages else "",
        tuple(turns),
    )


@dataclass(frozen=True)
class EntryListing:
    """One page of entries that pass the filters."""

    items: list[EntryItem]
    total: int
    pager: Pager
    notices: tuple[object, ...]


def keep_matching(matching: MatchingIds, entries: EntryQuerySet) -> EntryQuerySet:
    """Those of `entries` that match the words. Raises `SearchUnavailable`."""
    if matching.ids is None:
        return entries
    return entries.filter(pk__in=list(matching.ids))


def list_selected_entries(
    filters: SearchFilters, path: str, chosen: SearchFilters
) -> EntryListing:
    """A page of the entries that `chosen` finds: `filters`, narrowed to what the page
    is about.

    Queries as for `build_listing`, and those of `plan_entry_list` where the index knows
    the total.
    """
    total, plan = plan_entry_list(chosen, filters.page * ENTRIES_PER_PAGE)
    return build_listing(filters, path, find_entries(chosen, plan=plan), total, plan)


def build_listing(
    filters: SearchFilters,
    path: str,
    entries: EntryQuerySet,
    total: int | None = None,
    plan: QueryPlan = QueryPlan.ANY,
    matching: MatchingIds | None = None,
) -> EntryListing:
    """A page of `entries` that match the words, in the order of the filters.

    Three queries, and one more where the total is not given. Raises `SearchUnavailable`
    where the index is needed and cannot be read.
    """
    if matching is None:
        matching = find_matching_ids(filters)
        entries = keep_matching(matching, entries)
    total = entries.count() if total is None else total
    start = (filters.page - 1) * ENTRIES_PER_PAGE
    in_order = order_entries(entries, filters.sort, plan)
    page = slice_entries(in_order, start, start + ENTRIES_PER_PAGE).with_places()
    return EntryListing(
        [build_joined_item(entry) for entry in page],
        total,
        build_pager(filters, path, max(1, -(-total // ENTRIES_PER_PAGE))),
        (*filters.notices, *matching.notices),
    )
