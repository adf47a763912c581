"""Our side, asked: the engine alone, a search, and a whole page of it."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from itertools import islice
from time import process_time
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from archive.filters import (
    SearchFilters,
    make_choices,
)
from archive.models import OutboxRow
from archive.search import SharedLookups, count_results, process_outbox, search
from archive.search._search import _make_request
from archive.search.index.live_index import evaluate_request

# The engine alone is what the figures of others are of, so it is asked by itself.
from archive.search.results.facets import FacetBuilder
from archive.search.results.hits import load_hits
from archive.text import dates
from benchmarks.archives.corpus import CorpusRecord, make_records
from benchmarks.archives.corpus_archive import save_public_article
from benchmarks.archives.questions import BenchmarkQuestion, draw_questions
from benchmarks.measurements.call_times import time_calls

RECORDS_SAVED = 10  # records that are saved one by one
PLAIN_STATIC_FILES = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}


def measure_first_query() -> dict[str, float]:
    """The first query of this process: what `django.setup()` did is not in it."""
    began = process_time()
    search(SearchFilters(q="archive"))
    return {"first": (process_time() - began) * 1000}


def measure_questions(number: int, documents: int) -> dict[str, Any]:
    """Times for each class, and the memory that they took. The engine answers what
    `search` would ask it."""
    found: dict[str, Any] = {}
    client = make_reader_client()
    for name, asked in draw_questions(number, documents).items():
        chosen = [make_selection(question) for question in asked]
        found[name] = {
            "engine": asdict(
                time_calls([make_engine_call(name, one) for one in chosen])
            ),
            "search": asdict(time_calls([partial(search, one) for one in chosen])),
            "page": asdict(time_calls([make_page_call(client, one) for one in chosen])),
        }
    found["memory"] = peak_megabytes()
    found["saved to found"] = {"engine": asdict(_time_saved_to_found(documents))}
    return found


def make_reader_client() -> Client:
    """Who asks for pages. No static file is collected here, so none is looked up."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_STATIC_FILES}
    return Client(headers={"host": "127.0.0.1"})


def peak_megabytes() -> float:
    """The most megabytes that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def make_page_call(client: Client, filters: SearchFilters) -> Callable[[], object]:
    """A whole page, as a browser is sent it. Raises where it is not one."""
    address = filters.url(reverse("archive:search"), page=filters.page)

    def got() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise ValueError(f"{answer.status_code} for {address}")

    return got


def make_engine_call(name: str, filters: SearchFilters) -> Callable[[], object]:
    """The engine's part of a search: the query is read before."""
    lookups = SharedLookups()
    request = _make_request(filters, lookups)
    if name == "highlight 10":
        ids = [pk for pk, _score in evaluate_request(request).page[:10]]
        return partial(load_hits, ids, lookups.parse_words(filters))
    if name == "three facets":
        wanted = FacetBuilder(filters, "en").column_counts
        counts = tuple(wanted[facet] for facet in ("region", "tag", "language"))
        request = replace(request, counts=counts)
    return partial(evaluate_request, request)


def _time_saved_to_found(documents: int) -> Any:
    """A save, the process_outbox, and the count that finds it."""
    more = list(islice(make_records(documents + RECORDS_SAVED), documents, None))
    filters = SearchFilters(q=more[0].text.split()[0])

    def once(record: CorpusRecord) -> None:
        made = save_public_article(
            record.language, record.title, record.text, date=record.month
        )
        OutboxRow.objects.add([made.pk])
        process_outbox()
        count_results(filters)

    return time_calls([partial(once, record) for record in more], repeated=0)


def make_selection(question: BenchmarkQuestion) -> SearchFilters:
    """What a question chooses."""
    chosen: dict[str, Any] = dict(question.filters)
    for name in ("date_from", "date_to"):
        if name in chosen:
            chosen[name] = dates.parse_edtf(str(chosen[name]))
    for name, held in chosen.items():
        if isinstance(held, tuple):
            chosen[name] = make_choices(*held)
    return SearchFilters(q=question.typed, **chosen)
