"""Our side: an archive of its own in a folder, filled, indexed and asked."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from archive.models import (
    Article,
    EntryRegion,
    OutboxRow,
    Passage,
    Region,
    Tag,
    Tagging,
)
from archive.search import drain, reindex, search, total

# The engine alone is what the figures of others are of, so it is asked by itself.
from archive.search._engine import evaluate
from archive.search._facets import Facets
from archive.search._hits import hits
from archive.search._query import read
from archive.search._search import _request
from archive.selection import Selection
from archive.text import dates

from .corpus import REGIONS, TAGS, Record, records
from .questions import Question, questions
from .timing import timed

AT_ONCE = 500
SAVED = 10  # records that are saved one by one


def public(
    language: str, title: str, text: str, key: str = "", date: str = ""
) -> Article:
    """A public article of one passage."""
    made: Article = Article.objects.create(
        title=title or "–", language=language, status="published", version=1,
        first_published_at=timezone.now(), import_key=key, date=date,
    )  # fmt: skip
    Passage.objects.create(article=made, anchor="p1", position=1, verbatim=text)
    return made


def fill(number: int) -> dict[str, float]:
    """Make the records and the index; documents per CPU second of `reindex`."""
    save(number)
    began = process_time()
    reindex()
    return {"rate": number / (process_time() - began)}


def save(number: int) -> None:
    """Make the database and the records, without an index."""
    call_command("migrate", verbosity=0)
    regions = [
        Region.objects.create(code=f"CN-{n:02d}", level="province")
        for n in range(REGIONS)
    ]
    tags = [Tag.objects.create(scheme="theme", slug=f"t{n}") for n in range(TAGS)]
    batch: list[Record] = []
    for record in records(number):
        batch.append(record)
        if len(batch) == AT_ONCE:
            _save(batch, regions, tags)
            batch = []
    _save(batch, regions, tags)
    OutboxRow.objects.all().delete()


@transaction.atomic
def _save(batch: list[Record], regions: list[Region], tags: list[Tag]) -> None:
    for record in batch:
        made = public(record.language, record.title, record.text, date=record.month)
        EntryRegion.objects.create(entry=made, region=regions[record.region])
        Tagging.objects.create(entry=made, tag=tags[record.tag])


def ask(number: int, documents: int, index: Path) -> dict[str, Any]:
    """Times of the engine alone, of bare counts and of whole pages for each class,
    and what it takes. The engine answers what `search` would ask it."""
    began = process_time()
    search(Selection(q="archive"))
    found: dict[str, Any] = {"first": (process_time() - began) * 1000}
    for name, asked in questions(number, documents).items():
        chosen = [_selection(question) for question in asked]
        found[name] = {
            "engine": asdict(timed([_engine(name, one) for one in chosen])),
            "count": asdict(timed([partial(total, one) for one in chosen])),
            "page": asdict(timed([partial(search, one) for one in chosen])),
        }
    found["saved to found"] = {"engine": asdict(_saved(documents))}
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    files = (path for path in index.rglob("*") if path.is_file())
    found["size"] = sum(path.stat().st_size for path in files) / 2**20
    return found


def _engine(name: str, selection: Selection) -> Callable[[], object]:
    """The engine's part of a search: the query is read before."""
    asked = read(selection.q, expand=selection.expand)
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


def _selection(question: Question) -> Selection:
    chosen: dict[str, Any] = dict(question.filters)
    for name in ("date_from", "date_to"):
        if name in chosen:
            chosen[name] = dates.parse(str(chosen[name]))
    return Selection(q=question.typed, **chosen)
