"""Whole pages of an invented archive, as a reader's request passes through Django."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from itertools import count
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import ENTRY_KINDS, Entry

MEASURED_PAGES = {
    "home": ("/",),
    "region list": ("/regions/",),
    "region page": (
        "/regions/CN/",
        "/regions/CN-XJ/",
        "/regions/CN-HE/",
        "/regions/DE/",
    ),
    "timeline, all years": ("/timeline/",),
    "timeline, events of all years": ("/timeline/?kind=event",),
    "timeline, one month": (
        "/timeline/?from=2019-02&to=2019-02",
        "/timeline/?from=2024-07&to=2024-07",
    ),
    "timeline, by region": (
        "/timeline/?region=CN-XJ",
        "/timeline/?region=CN",
        "/timeline/?region=FR",
    ),
    "timeline, by tag": ("/timeline/?tag={often}", "/timeline/?tag={seldom}"),
    "timeline, by both": (
        "/timeline/?region=CN-XJ&tag={often}",
        "/timeline/?region=CN&tag={often}",
        "/timeline/?region=FR&tag={seldom}",
    ),
    "timeline, by both in a month": (
        "/timeline/?region=CN-XJ&tag={often}&from=2019-02&to=2019-02",
        "/timeline/?region=CN&tag={often}&from=2024-07&to=2024-07",
        "/timeline/?region=FR&tag={seldom}&from=2019-02&to=2019-02",
    ),
    "timeline, by region in a role": (
        "/timeline/?region=CN&role=about",
        "/timeline/?region=FR&role=published_in",
    ),
    "timeline, both lanes": ("/timeline/?lanes=1",),
    "timeline, the hundredth page": ("/timeline/?page={hundredth}",),
    "lists of kinds and tags": ("/articles/", "/sources/", "/tags/", "/tags/{often}/"),
}
INDEXED_PAGES = {  # those that ask the index
    "pages of entries": ("{article}", "{photo}", "{source}", "{event}"),
    "search": ("/search/?q=surveillance", "/search/?q=police"),
    "search with three filters": (
        "/search/?q=police&region=CN&kind=article&from=2015&to=2024",
    ),
    "filters without words": ("/search/?region=CN-XJ&kind=article",),
    "timeline, by language": ("/timeline/?language=de",),
    "timeline, the five hundredth page of a language": (
        "/timeline/?language=de&page={five_hundredth}",
    ),
    "timeline, by two regions or tags": (
        "/timeline/?region=CN&region=FR",
        "/timeline/?tag={often}&tag={seldom}",
    ),
    "timeline, by region and language": ("/timeline/?region=CN&language=de",),
    "region page, by language or tag": (
        "/regions/CN/?language=de",
        "/regions/CN/?tag={often}",
    ),
    "tags of a region": ("/tags/?region=CN",),
    "timeline, a deep page of a region": (
        "/timeline/?region=CN&page={five_hundredth}",
    ),
    "tables": ("/table/?rows=region&columns=year", "/table/?rows=tag&columns=region"),
    "comparison of two regions": ("/compare/?a.region=CN&b.region=DE",),
}
DEFAULT_ROUNDS = 12
_numbers = count(1)
TIMELINE_ROWS = 50  # on a page


# No page is held in memory for a request with a cookie (`page_caching`).
UNCACHED = {"cookie": "measured=1"}


class PageFailed(Exception):
    """A page did not answer as it should."""


def measure_pages(
    rounds: int = DEFAULT_ROUNDS, has_index: int = 0
) -> dict[str, dict[str, float]]:
    """Milliseconds of the clock and of CPU, and queries, by kind of page.

    Each address is asked once before, and then `rounds` times as the first reader after
    a commit gets it; `again` is the CPU of a reader after that one.
    """
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    import_module("archive.wsgi")  # what serves pages sees to the collector too
    client = Client(headers={"host": "127.0.0.1", "accept-language": "en"})
    named = _find_tags() | _find_entries() | _find_deep_pages()
    pages = MEASURED_PAGES | (INDEXED_PAGES if has_index else {})
    return {
        name: _measure_page(
            [address.format(**named) for address in addresses], client, rounds
        )
        for name, addresses in pages.items()
    }


def _find_tags() -> dict[str, str]:
    """A tag of many entries, and one of few."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT scheme, slug FROM archive_tag t JOIN archive_tagging g "
            "ON g.tag_id = t.id GROUP BY scheme, slug ORDER BY count(*) DESC"
        )
        keys = [f"{scheme}/{slug}" for scheme, slug in cursor.fetchall()]
    return {"often": keys[0], "seldom": keys[-5]}


def _find_entries() -> dict[str, str]:
    """The page of an entry of each kind in the middle of the archive."""
    found = {}
    for kind in ENTRY_KINDS:
        entries = Entry.objects.public().filter(kind=kind).order_by("pk")
        found[kind] = entries[entries.count() // 2].get_absolute_url()
    return found


def _find_deep_pages() -> dict[str, str]:
    """Their numbers; of the last page where there are fewer."""
    dated = Entry.objects.public().exclude(date="")
    german = dated.filter(language="de").count()
    return {
        "hundredth": str(max(1, min(100, dated.count() // TIMELINE_ROWS))),
        "five_hundredth": str(max(1, min(500, german // TIMELINE_ROWS))),
    }


def _measure_page(
    addresses: list[str], client: Client, rounds: int
) -> dict[str, float]:
    queries = max(_count_queries(address, client) for address in addresses)
    times, again = [], []
    for _round in range(rounds):
        for address in addresses:
            _change_database_state()
            began, worked = perf_counter(), _cpu_seconds()
            _request_page(address, client, UNCACHED)
            times.append((perf_counter() - began, _cpu_seconds() - worked))
            _request_page(address, client)
            worked = _cpu_seconds()
            _request_page(address, client)
            again.append(1000 * (_cpu_seconds() - worked))
    clock = sorted(1000 * each for each, _cpu_time in times)
    cpu = sorted(1000 * each for _clock, each in times)
    return {
        "p50": clock[len(clock) // 2],
        "p95": clock[int(len(clock) * 0.95)],
        "cpu": cpu[len(cpu) // 2],
        "again": sorted(again)[len(again) // 2],
        "queries": queries,
    }


def _change_database_state() -> None:
    """Write something that no page shows, so that nothing is held from before."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA user_version = {next(_numbers)}")
        else:
            cursor.execute("SELECT pg_current_xact_id()")


def _count_queries(address: str, client: Client) -> int:
    """How many a page asks when nothing of it is remembered yet; at most."""
    with CaptureQueriesContext(connection) as asked:
        _request_page(address, client, UNCACHED)
    return len(asked)


def _request_page(
    address: str, client: Client, headers: dict[str, str] | None = None
) -> None:
    answer = client.get(address, headers={"accept-encoding": "gzip", **(headers or {})})
    if answer.status_code != 200:
        raise PageFailed(f"{address}: {answer.status_code}")


def _cpu_seconds() -> float:
    """Seconds of this process and of the one that serves it on PostgreSQL."""
    if connection.vendor != "postgresql":
        return process_time()
    pid: Any = connection.connection.info.backend_pid if connection.connection else 0
    told = Path(f"/proc/{pid}/schedstat")
    served = int(told.read_text("ascii").split()[0]) / 1e9 if told.exists() else 0
    return process_time() + served


if __name__ == "__main__":
    print(json.dumps(measure_pages(*(int(given) for given in sys.argv[1:]))))
