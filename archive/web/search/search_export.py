"""The hits of a search as a file, streamed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.citations import STYLES
from archive.exports import (
    LIST_FORMATS,
    EntryListFormat,
    FilePieces,
    load_batches,
)
from archive.exports.references import write_bibliography
from archive.filters import ParameterProblem, SearchFilters, parse_filters
from archive.search import find_entry_ids
from archive.web import search_slots
from archive.web.entries.citable_parts import parse_known_values
from archive.web.errors import (
    INDEX_RETRY_AFTER,
    handle_search_unavailable,
    refuse_parameters,
)
from archive.web.reader_buckets import SHARED, get_bucket, is_shared

# A slow reader keeps a thread of `serve`.
MOST_PARALLEL_EXPORTS = 3  # of all readers whom no address tells apart
MOST_EXPORTS_APART = 2  # of all others


class ExportPlaces:
    """Places for files that are read at once, some for readers with an address of their
    own and some for all others; one for each reader who can be told apart."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: Counter[str] = Counter()

    def acquire(self, bucket: str) -> bool:
        """Whether the reader of this bucket got a place."""
        most = MOST_PARALLEL_EXPORTS if is_shared(bucket) else MOST_EXPORTS_APART
        with self._lock:
            held = [
                name
                for name in self._held.elements()
                if is_shared(name) == is_shared(bucket)
            ]
            if len(held) >= most or (bucket != SHARED and bucket in held):
                return False
            self._held[bucket] += 1
            return True

    def release(self, bucket: str) -> None:
        """Give the place back."""
        with self._lock:
            self._held[bucket] -= 1
            if not self._held[bucket]:
                del self._held[bucket]

    def count_held(self) -> int:
        """How many places are taken."""
        with self._lock:
            return self._held.total()


class ExportStream:
    """A streamed file that holds a place until it is closed."""

    places = ExportPlaces()

    def __init__(self, pieces: FilePieces, release: Callable[[], None]) -> None:
        self.pieces = pieces
        self.is_open = True
        self._release = release

    @classmethod
    def find_place(cls) -> Callable[[], None] | None:
        """Take a place for the reader's file; what gives it back, or None."""
        bucket, places = get_bucket(), cls.places
        return partial(places.release, bucket) if places.acquire(bucket) else None

    def __iter__(self) -> FilePieces:
        return self.pieces

    def close(self) -> None:
        """Free the place; the server calls it however the response ends."""
        if self.is_open:
            self.is_open = False
            self._release()


@require_safe
@handle_search_unavailable
def search_export(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """All public hits in the order of the search, whatever the page; as text with a
    `style` they are a bibliography, in the order of the style."""
    form = LIST_FORMATS.get(suffix)
    if form is None:
        raise Http404
    filters = parse_filters(request.GET)
    if filters.problems:
        return refuse_parameters(filters.problems)
    style, problems = _parse_style(request)
    if problems and suffix == "txt":
        return refuse_parameters(problems)
    with (
        search_slots.SEARCH_SLOTS.hold()
    ):  # with words or not: it reads the whole index
        ids = find_entry_ids(filters)
    batches = load_batches(ids)
    pieces = (
        write_bibliography(batches, style)
        if suffix == "txt" and style
        else form.write(batches)
    )
    return stream_export(request, pieces, form, len(ids))


def _parse_style(request: HttpRequest) -> tuple[str, list[ParameterProblem]]:
    """The style in the address, if any, and a problem where it is unknown."""
    chosen, problems = parse_known_values(request, {"style": (("", *STYLES), "")})
    return chosen["style"], problems


def stream_export(
    request: HttpRequest,
    pieces: FilePieces,
    form: EntryListFormat,
    total: int,
) -> HttpResponseBase:
    """Stream the pieces as a file; only a few exports run at once. A HEAD request gets
    the headers."""
    if request.method == "HEAD":
        return _add_export_headers(StreamingHttpResponse(), form, total)
    release = ExportStream.find_place()
    if release is None:
        response = render(request, "search/exports_busy.html", status=503)
        response.headers["Retry-After"] = str(INDEX_RETRY_AFTER)
        return response
    stream = ExportStream(pieces, release)
    return _add_export_headers(StreamingHttpResponse(stream), form, total)


def _add_export_headers(
    response: HttpResponseBase, form: EntryListFormat, total: int
) -> HttpResponseBase:
    """Name the file. The search words are not in the name, because it stays in the
    reader's folder."""
    name = f"surveillance-archive-{timezone.now():%Y-%m-%d}-{total}-entries"
    response.headers["Content-Type"] = form.media_type
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{name}.{form.suffix}"'
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@dataclass(frozen=True)
class FileLink:
    """A link to a list in one file format."""

    name: str
    url: str


@dataclass(frozen=True)
class SearchLinks:
    """Links from a search: files, reference, feed, changes, batch."""

    files: list[FileLink]
    cite: str
    feed: str
    changes: str
    batch: str


def build_export_links(filters: SearchFilters) -> SearchLinks:
    """Links from a search, at its first page."""
    first = filters.without_basket()
    files = [
        FileLink(form.name, first.url(reverse("archive:search-export", args=[suffix])))
        for suffix, form in LIST_FORMATS.items()
    ]
    return SearchLinks(
        files=files,
        cite=first.url(reverse("archive:search-cite")),
        feed=first.url(reverse("archive:feed-search"), sort=""),
        changes=first.url(reverse("archive:change-list"), sort=""),
        batch=first.url(reverse("archive:batch"), sort=""),
    )
