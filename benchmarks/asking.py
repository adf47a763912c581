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

from archive.models import OutboxRow
from archive.search import drain, search, total
from archive.search._search import _request
from archive.search.index.live_index import evaluate

# The engine alone is what the figures of others are of, so it is asked by itself.
from archive.search.query.cost_bound import bounded
from archive.search.results.facets import Facets
from archive.search.results.hits import hits
from archive.selection import Selection
from archive.text import dates

from .corpus import Record, records
from .filling import public
from .questions import Question, questions
from .timing import timed

SAVED = 10  # records that are saved one by one
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def first() -> dict[str, float]:
    """The first query of this process: what `django.setup()` did is not in it."""
    began = process_time()
    search(Selection(q="archive"))
    return {"first": (process_time() - began) * 1000}


def ask(number: int, documents: int) -> dict[str, Any]:
    """Times for each class, and the memory that they took. The engine answers what
    `search` would ask it."""
    found: dict[str, Any] = {}
    client = reader()
    for name, asked in questions(number, documents).items():
        chosen = [selection(question) for question in asked]
        found[name] = {
            "engine": asdict(timed([engine(name, one) for one in chosen])),
            "search": asdict(timed([partial(search, one) for one in chosen])),
            "page": asdict(timed([page(client, one) for one in chosen])),
        }
    found["memory"] = memory()
    found["saved to found"] = {"engine": asdict(_saved(documents))}
    return found


def reader() -> Client:
    """Who asks for pages. No static file is collected here, so none is looked up."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN}
    return Client(headers={"host": "127.0.0.1"})


def memory() -> float:
    """The most megabytes that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def page(client: Client, selection: Selection) -> Callable[[], object]:
    """A whole page, as a browser is sent it. Raises where it is not one."""
    address = selection.url(reverse("archive:search"), page=selection.page)

    def got() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise ValueError(f"{answer.status_code} for {address}")

    return got


def engine(name: str, selection: Selection) -> Callable[[], object]:
    """The engine's part of a search: the query is read before."""
    asked = bounded(selection.q, expand=selection.expand)
    request = _request(selection, asked)
    if name == "highlight 10":
        ids = [pk for pk, _score in evaluate(request).page[:10]]
        return partial(hits, ids, asked)
    if name == "three facets":
        wanted = Facets(selection, "en").asked
        counts = tuple(wanted[facet] for facet in ("region", "tag", "language"))
        request = replace(request, counts=counts)
    return partial(evaluate, request)


def _saved(documents: int) -> Any:
    """A save, the drain, and the count that finds it."""
    more = list(islice(records(documents + SAVED), documents, None))
    selection = Selection(q=more[0].text.split()[0])

    def once(record: Record) -> None:
        made = public(record.language, record.title, record.text, date=record.month)
        OutboxRow.objects.add([made.pk])
        drain()
        total(selection)

    return timed([partial(once, record) for record in more], repeated=0)


def selection(question: Question) -> Selection:
    """What a question chooses."""
    chosen: dict[str, Any] = dict(question.filters)
    for name in ("date_from", "date_to"):
        if name in chosen:
            chosen[name] = dates.parse_edtf(str(chosen[name]))
    return Selection(q=question.typed, **chosen)
