"""Our side: an archive of its own in a folder, filled, indexed and asked."""

from __future__ import annotations

import resource
from dataclasses import asdict
from functools import partial
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
from archive.search import reindex, search, total
from archive.selection import Selection
from archive.text import dates

from .corpus import REGIONS, TAGS, Record, records
from .questions import Question, questions
from .timing import timed

AT_ONCE = 500


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
    began = process_time()
    reindex()
    return {"rate": number / (process_time() - began)}


@transaction.atomic
def _save(batch: list[Record], regions: list[Region], tags: list[Tag]) -> None:
    for record in batch:
        made = public(record.language, record.title, record.text, date=record.month)
        EntryRegion.objects.create(entry=made, region=regions[record.region])
        Tagging.objects.create(entry=made, tag=tags[record.tag])


def ask(number: int, documents: int, index: Path) -> dict[str, Any]:
    """Times of whole pages and of bare counts for each class, and what it takes."""
    began = process_time()
    search(Selection(q="archive"))
    found: dict[str, Any] = {"first": (process_time() - began) * 1000}
    for name, asked in questions(number, documents).items():
        chosen = [_selection(question) for question in asked]
        counts = timed([partial(total, one) for one in chosen])
        pages = timed([partial(search, one) for one in chosen])
        found[name] = {"page": asdict(pages), "count": asdict(counts)}
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    files = (path for path in index.rglob("*") if path.is_file())
    found["size"] = sum(path.stat().st_size for path in files) / 2**20
    return found


def _selection(question: Question) -> Selection:
    chosen: dict[str, Any] = dict(question.filters)
    for name in ("date_from", "date_to"):
        if name in chosen:
            chosen[name] = dates.parse(str(chosen[name]))
    return Selection(q=question.typed, **chosen)
