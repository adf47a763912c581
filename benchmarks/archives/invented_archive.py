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
)
from archive.models.database_statistics import refresh_statistics
from archive.search import reindex
from archive.text import dates
from archive.text.dates import compute_reach, counted_days
from benchmarks.archives.bulk_tables import BulkTable, TableRow, restart_ids
from benchmarks.archives.id_codes import make_id_code
from benchmarks.archives.invented_entries import (
    ENTRIES_PER_PART,
    InventedEntry,
    invent_entries,
)

KEY_PREFIX = "invented-"  # begins the import key of every entry made here
DEFAULT_SEED = 1
LAST_MODIFIED = datetime(2026, 11, 1, tzinfo=UTC)
FAR_FUTURE = datetime(2126, 1, 1, tzinfo=UTC)  # an embargo that no benchmark outlives

ENTRY_COLUMNS = (
    "id",
    "id_code",
    "kind",
    "title",
    "summary",
    "language",
    "slug",
    "status",
    "audience",
    "embargo_until",
    "date",
    "date_earliest",
    "date_latest",
    "counts_from",
    "counts_to",
    "reach",
    "version",
    "created_at",
    "modified_at",
    "first_published_at",
    "import_key",
)
ReportLine = Callable[[str], object]


class DatabaseRefused(Exception):
    """The database is not one to write into; the message says why."""


def make_archive(
    number: int, seed: int, say: ReportLine, *, with_index: bool = False
) -> float:
    """Fill up to `number` entries, in parts that are written whole or not at all;
    then statistics. Seconds it took. Raises `DatabaseRefused`."""
    began = time.monotonic()
    call_command("migrate", verbosity=0)
    there = _count_made(number)
    if there == 0:
        load_vocabulary(Path(__file__).resolve().parents[2] / "fixtures")
    regions = _order_regions(Region.objects.order_by("path").values_list("pk", "path"))
    tags = list(Tag.objects.current().order_by("pk").values_list("pk", flat=True))
    for first in range(there, number, ENTRIES_PER_PART):
        size = min(ENTRIES_PER_PART, number - first)
        with transaction.atomic():
            _write_entries(
                list(invent_entries(first, ENTRIES_PER_PART, seed, regions, tags))[
                    :size
                ]
            )
        say(f"{first + size:,} of {number:,} entries, {_format_elapsed(began)}")
    restart_ids(Entry)
    OutboxRow.objects.all().delete()
    refresh_statistics()
    if with_index:
        reindex()
        say(f"indexed, {_format_elapsed(began)}")
    return time.monotonic() - began


def _count_made(number: int) -> int:
    """How many invented entries there are.

    Raises `DatabaseRefused` where there are others, or where `number` would begin in
    the middle of a part.
    """
    others = Entry.objects.exclude(import_key__startswith=KEY_PREFIX)
    if others.exists():
        raise DatabaseRefused("This database holds entries that were not invented.")
    there = Entry.objects.count()
    if there % ENTRIES_PER_PART and there < number:
        raise DatabaseRefused(
            f"This database holds {there:,} invented entries and cannot be gone on "
            "with: remove it, or name another."
        )
    return there


def _order_regions(rows: object) -> list[int]:
    """China's provinces first, then countries, then what lies below, for the first of
    them hold most."""
    ranks = sorted(
        (
            0 if path.startswith("CN/") and path.count("/") == 2 else path.count("/"),
            path.encode()[::-1],
            pk,
        )
        for pk, path in rows
    )
    return [pk for _rank, _path, pk in ranks]


def _write_entries(entries: list[InventedEntry]) -> None:
    """Rows of the records and of what ties them."""
    rows: dict[BulkTable, list[TableRow]] = defaultdict(list)
    articles = [e.number + 1 for e in entries if e.kind == "article"]
    sources = [e.number + 1 for e in entries if e.kind == "source"]
    for entry in entries:
        pk = entry.number + 1
        rows[ENTRY_TABLE].append(_make_entry_row(entry))
        table, child = _make_kind_row(entry)
        rows[table].append(child)
        if entry.kind == "article":
            rows[PASSAGE_TABLE].append(
                PASSAGE_TABLE.row(pk, "p1", 1, entry.text, entry.language)
            )
            if sources and pk % 3 == 0:
                rows[CITATION_TABLE].append(
                    CITATION_TABLE.row(pk, sources[pk % len(sources)])
                )
        if entry.kind == "event" and articles:
            for reported in {articles[pk * n % len(articles)] for n in range(pk % 4)}:
                rows[EVIDENCE_TABLE].append(EVIDENCE_TABLE.row(pk, reported))
        rows[ENTRY_REGION_TABLE] += [
            ENTRY_REGION_TABLE.row(pk, place, role) for place, role in entry.regions
        ]
        rows[TAGGING_TABLE] += [TAGGING_TABLE.row(pk, tag) for tag in entry.tags]
    for table in BULK_TABLES:
        table.write(rows[table])


def _make_entry_row(entry: InventedEntry) -> TableRow:
    state = entry.state
    edtf = dates.parse_edtf(entry.date) if entry.date else None
    counted = counted_days(edtf) if edtf else (None, None)
    was_public = state not in ("draft", "in_review")
    embargo = {"embargo": FAR_FUTURE, "embargo over": entry.published}.get(state)
    return ENTRY_TABLE.row(
        entry.number + 1,
        make_id_code(entry.number),
        entry.kind,
        entry.title,
        entry.text,
        entry.language,
        f"invented-{entry.number}",
        state if state in ("draft", "in_review", "withdrawn") else "published",
        "editors" if state == "editors" else "public",
        embargo,
        entry.date,
        edtf.earliest if edtf else None,
        edtf.latest if edtf else None,
        *counted,
        compute_reach(*counted) if edtf else None,
        1 if was_public else 0,
        entry.published,
        min(LAST_MODIFIED, entry.published),
        entry.published if was_public else None,
        f"{KEY_PREFIX}{entry.number}",
    )


def _make_kind_row(entry: InventedEntry) -> tuple[BulkTable, TableRow]:
    pk = entry.number + 1
    if entry.kind == "photo":
        return PHOTO_TABLE, PHOTO_TABLE.row(pk, entry.text, "Invented by nobody")
    if entry.kind == "source":
        return SOURCE_TABLE, SOURCE_TABLE.row(pk, "document")
    if entry.kind == "event":
        return EVENT_TABLE, EVENT_TABLE.row(pk, entry.text)
    return ARTICLE_TABLE, ARTICLE_TABLE.row(pk, "own_words")


def _format_elapsed(began: float) -> str:
    return f"{timedelta(seconds=round(time.monotonic() - began))}"


ENTRY_TABLE = BulkTable(Entry, *ENTRY_COLUMNS)
ARTICLE_TABLE = BulkTable(Article, "entry_ptr_id", "text_is")
PHOTO_TABLE = BulkTable(Photo, "entry_ptr_id", "caption", "credit_line")
SOURCE_TABLE = BulkTable(Source, "entry_ptr_id", "source_kind")
EVENT_TABLE = BulkTable(Event, "entry_ptr_id", "description")
PASSAGE_TABLE = BulkTable(
    Passage, "article_id", "anchor", "position", "verbatim", "language"
)
ENTRY_REGION_TABLE = BulkTable(EntryRegion, "entry_id", "region_id", "role")
TAGGING_TABLE = BulkTable(Tagging, "entry_id", "tag_id")
EVIDENCE_TABLE = BulkTable(Evidence, "event_id", "entry_id")
CITATION_TABLE = BulkTable(Citation, "entry_id", "source_id")
BULK_TABLES = (
    ENTRY_TABLE,
    ARTICLE_TABLE,
    PHOTO_TABLE,
    SOURCE_TABLE,
    EVENT_TABLE,
    PASSAGE_TABLE,
    ENTRY_REGION_TABLE,
    TAGGING_TABLE,
    EVIDENCE_TABLE,
    CITATION_TABLE,
)


def run_making(number: str, seed: str, with_index: str) -> int:
    """As a process of its own: the settings name the database."""
    try:
        took = make_archive(
            int(number),
            int(seed),
            lambda line: print(line, flush=True),
            with_index=with_index == "True",
        )
    except DatabaseRefused as refused:
        print(refused, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; the same command goes on from here.", file=sys.stderr)
        return 130
    print(f"{number} entries in {connection.vendor}, {took:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(run_making(*sys.argv[1:]))
