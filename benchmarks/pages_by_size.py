"""The table of whole pages by region and on the timeline, at several sizes, on SQLite
and PostgreSQL: each archive grows in place, a size holds all of the one before."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from tempfile import TemporaryDirectory

from benchmarks.child_process import run_module
from benchmarks.machine import print_tables
from tests.postgresql import Server, Unavailable

MAKE_ARCHIVE = "benchmarks.archives.invented_archive"
TIME_PAGES = "benchmarks.measurements.page_times"
ARCHIVE_SIZES = (10_000, 100_000, 1_000_000)
TARGETS = (
    "wanted: ≤ 12 queries; ≤ 60 ms at 100,000; on PostgreSQL ≤ 150 ms at 1,000,000; "
)
# Entries of which an index is made, by engine: it counts. Of more, whoosh makes none in
# bearable time, and what is measured are lists without numbers.
MOST_INDEXED = {"whoosh": 10_000, "tantivy": 1_000_000}
TimesBySize = dict[int, dict[str, dict[str, float]]]  # size → page → times


def run_places(sizes: str, rounds: str) -> int:
    """Print the tables as they are measured; 1 where a measurement failed."""
    chosen = sorted(int(size) for size in sizes.split(",")) if sizes else ARCHIVE_SIZES
    words = ["--only", "places", "--entries", ",".join(map(str, chosen))]
    return print_tables(words, _measure_both_databases(list(chosen), rounds))


def _measure_both_databases(sizes: list[int], rounds: str) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        yield from _measure_sizes(
            "SQLite", f"sqlite:///{folder}/archive.sqlite3", sizes, rounds
        )
    try:
        server = Server()
    except Unavailable as reason:
        yield f"\nPostgreSQL: not measured, {reason}"
        return
    try:
        server.run("createdb", "-h", str(server.folder), "-U", "archive", "archive")
        yield from _measure_sizes(
            f"PostgreSQL {server.version()}", server.url(), sizes, rounds
        )
    finally:
        server.stop()


def _measure_sizes(
    engine: str, url: str, sizes: list[int], rounds: str
) -> Iterator[str]:
    found: TimesBySize = {}
    for size in sizes:
        search_engine = _choose_search_engine(size)
        is_indexed = size <= MOST_INDEXED[search_engine]
        with TemporaryDirectory() as folder:
            index = f"{search_engine}:///{folder}/index"
            made = run_module(
                MAKE_ARCHIVE,
                [str(size), "1", str(is_indexed)],
                database_url=url,
                search_url=index,
            )
            yield f"\n- {made.splitlines()[-1]}"
            timed = run_module(
                TIME_PAGES,
                [rounds, str(int(is_indexed))],
                database_url=url,
                search_url=index,
            )
        found[size] = json.loads(timed.splitlines()[-1])
    yield ""
    yield from make_page_table(engine, found)


def _choose_search_engine(size: int) -> str:
    """The default engine where it is quick enough to make an index of so many."""
    is_large = size > MOST_INDEXED["whoosh"]
    return "tantivy" if is_large and find_spec("tantivy") else "whoosh"


def make_page_table(engine: str, found: TimesBySize) -> Iterator[str]:
    """Milliseconds of the clock, p50 / p95, in brackets of CPU for the first reader and
    for others after that, and queries; and how much longer the largest takes than the
    smallest."""
    heads = [f"{size:,} entries" for size in found]
    yield f"| {engine}, whole page, ms: p50 / p95 (CPU first; again) | {' | '.join(heads)} | queries | growth |"  # noqa: E501
    yield "|---|" + "---:|" * (len(heads) + 2)
    first, last = found[min(found)], found[max(found)]
    for name in first:
        timed = [pages.get(name) for pages in found.values()]
        cells = [_format_page_times(times) if times else "–" for times in timed]
        queries = max(int(times["queries"]) for times in timed if times)
        growth = (
            f"{last[name]['cpu'] / first[name]['cpu']:.1f} ×" if name in last else ""
        )
        yield f"| {name} | {' | '.join(cells)} | {queries} | {growth} |"
    yield f"\n{TARGETS}growth, of CPU, under 4 ×."


def _format_page_times(times: dict[str, float]) -> str:
    cpu = f"{times['cpu']:.0f}; {times['again']:.1f}"
    return f"{times['p50']:.0f} / {times['p95']:.0f} ({cpu})"


if __name__ == "__main__":
    sys.exit(run_places(*sys.argv[1:]))
