"""An invented archive in a database of its own; what was made is not made again."""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from archive.importers.vocabulary import load_vocabulary
from archive.models import (
    Article,
    Citation,
    Entry,
    EntryRegion,
    Event,
    Evidence,
    OutboxRow,
    Passage,
    Photo,
    Region,
    Source,
    Tag,
    Tagging,
    Tally,
)
from archive.models.database_statistics import refresh_statistics
from archive.search import reindex
from archive.text import dates
from archive.text.dates import counted_days, reach

from .bulk import Row, Table, restart_ids
from .idcode import id_code
from .invented import AT_ONCE, Invented, part

KEY = "invented-"  # begins the import key of every entry made here
SEED = 1
LAST = datetime(2026, 11, 1, tzinfo=UTC)
LATER = datetime(2126, 1, 1, tzinfo=UTC)  # an embargo that no benchmark outlives

ENTRY = (
    "id", "id_code", "kind", "title", "summary", "language", "slug", "status",
    "audience", "embargo_until", "date", "date_earliest", "date_latest", "counts_from",
    "counts_to", "reach", "version", "created_at", "modified_at", "first_published_at",
    "import_key",
)  # fmt: skip
Say = Callable[[str], object]


class Refused(Exception):
    """The database is not one to write into; the message says why."""


def make(number: int, seed: int, say: Say, *, with_index: bool = False) -> float:
    """Fill up to `number` entries, in parts that are written whole or not at all;
    then tallies and statistics. Seconds it took. Raises `Refused`."""
    began = time.monotonic()
    call_command("migrate", verbosity=0)
    there = _made(number)
    if there == 0:
        load_vocabulary(Path(__file__).resolve().parents[1] / "fixtures")
    regions = _skewed(Region.objects.order_by("path").values_list("pk", "path"))
    tags = list(Tag.objects.current().order_by("pk").values_list("pk", flat=True))
    for first in range(there, number, AT_ONCE):
        size = min(AT_ONCE, number - first)
        with transaction.atomic():
            _write(list(part(first, AT_ONCE, seed, regions, tags))[:size])
        say(f"{first + size:,} of {number:,} entries, {_since(began)}")
    restart_ids(Entry)
    OutboxRow.objects.all().delete()
    if number > there or not Tally.objects.exists():  # a migration empties them
        refresh_statistics()
        Tally.objects.rebuild(
            lambda n, of: say(f"{n:,} of {of:,} counted, {_since(began)}")
        )
        say(f"counted in advance, {_since(began)}")
    refresh_statistics()
    if with_index:
        reindex()
        say(f"indexed, {_since(began)}")
    return time.monotonic() - began


def _made(number: int) -> int:
    """How many are there. Raises `Refused` where others are, or where `number` would
    begin in the midst of a part."""
    others = Entry.objects.exclude(import_key__startswith=KEY)
    if others.exists():
        raise Refused("This database holds entries that were not invented.")
    there = Entry.objects.count()
    if there % AT_ONCE and there < number:
        raise Refused(
            f"This database holds {there:,} invented entries and cannot be gone on "
            "with: remove it, or name another."
        )
    return there


def _skewed(rows: object) -> list[int]:
    """China's provinces first, then countries, then what lies below, for the first of
    them hold most."""
    ranks = sorted(
        (0 if path.startswith("CN/") and path.count("/") == 2
         else path.count("/"), path.encode()[::-1], pk)
        for pk, path in rows  # type: ignore[attr-defined]
    )  # fmt: skip
    return [pk for _rank, _path, pk in ranks]


def _write(entries: list[Invented]) -> None:
    """Rows of the records and of what ties them."""
    rows: dict[Table, list[Row]] = defaultdict(list)
    articles = [e.number + 1 for e in entries if e.kind == "article"]
    sources = [e.number + 1 for e in entries if e.kind == "source"]
    for entry in entries:
        pk = entry.number + 1
        rows[ENTRIES].append(_entry(entry))
        table, child = _child(entry)
        rows[table].append(child)
        if entry.kind == "article":
            rows[PASSAGES].append(PASSAGES.row(pk, "p1", 1, entry.text, entry.language))
            if sources and pk % 3 == 0:
                rows[CITED].append(CITED.row(pk, sources[pk % len(sources)]))
        if entry.kind == "event" and articles:
            for reported in {articles[pk * n % len(articles)] for n in range(pk % 4)}:
                rows[EVIDENCE].append(EVIDENCE.row(pk, reported))
        rows[PLACED] += [PLACED.row(pk, place, role) for place, role in entry.regions]
        rows[TAGGED] += [TAGGED.row(pk, tag) for tag in entry.tags]
    for table in TABLES:
        table.write(rows[table])


def _entry(entry: Invented) -> Row:
    state = entry.state
    edtf = dates.parse(entry.date) if entry.date else None
    counted = counted_days(edtf) if edtf else (None, None)
    was_public = state not in ("draft", "in_review")
    embargo = {"embargo": LATER, "embargo over": entry.published}.get(state)
    return ENTRIES.row(
        entry.number + 1, id_code(entry.number), entry.kind, entry.title, entry.text,
        entry.language, f"invented-{entry.number}",
        state if state in ("draft", "in_review", "withdrawn") else "published",
        "editors" if state == "editors" else "public", embargo, entry.date,
        edtf.earliest if edtf else None, edtf.latest if edtf else None, *counted,
        reach(*counted) if edtf else None,
        1 if was_public else 0, entry.published, min(LAST, entry.published),
        entry.published if was_public else None, f"{KEY}{entry.number}",
    )  # fmt: skip


def _child(entry: Invented) -> tuple[Table, Row]:
    pk = entry.number + 1
    if entry.kind == "photo":
        return PHOTOS, PHOTOS.row(pk, entry.text, "Invented by nobody")
    if entry.kind == "source":
        return SOURCES, SOURCES.row(pk, "document")
    if entry.kind == "event":
        return EVENTS, EVENTS.row(pk, entry.text)
    return ARTICLES, ARTICLES.row(pk, "own_words")


def _since(began: float) -> str:
    return f"{timedelta(seconds=round(time.monotonic() - began))}"


ENTRIES = Table(Entry, *ENTRY)
ARTICLES = Table(Article, "entry_ptr_id", "text_is")
PHOTOS = Table(Photo, "entry_ptr_id", "caption", "credit_line")
SOURCES = Table(Source, "entry_ptr_id", "source_kind")
EVENTS = Table(Event, "entry_ptr_id", "description")
PASSAGES = Table(Passage, "article_id", "anchor", "position", "verbatim", "language")
PLACED = Table(EntryRegion, "entry_id", "region_id", "role")
TAGGED = Table(Tagging, "entry_id", "tag_id")
EVIDENCE = Table(Evidence, "event_id", "entry_id")
CITED = Table(Citation, "entry_id", "source_id")
TABLES = (ENTRIES, ARTICLES, PHOTOS, SOURCES, EVENTS, PASSAGES, PLACED, TAGGED,
          EVIDENCE, CITED)  # fmt: skip


def main(number: str, seed: str, with_index: str) -> int:
    """As a process of its own: the settings name the database."""
    try:
        took = make(
            int(number), int(seed), lambda line: print(line, flush=True),
            with_index=with_index == "True",
        )  # fmt: skip
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; the same command goes on from here.", file=sys.stderr)
        return 130
    print(f"{number} entries in {connection.vendor}, {took:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
