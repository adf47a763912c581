"""The table of whole pages by region and on the timeline, at several sizes, on SQLite
and PostgreSQL: each archive grows in place, a size holds all of the one before."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from tempfile import TemporaryDirectory

from benchmarks.child_process import MeasurementFailed, run_module
from benchmarks.machine import describe_machine
from tests.postgresql import Server, Unavailable

MAKE_ARCHIVE = "benchmarks.archives.invented_archive"
TIME_PAGES = "benchmarks.measurements.page_times"
ARCHIVE_SIZES = (10_000, 100_000, 1_000_000)
TARGETS = (
    "wanted: ≤ 12 queries; ≤ 60 ms at 100,000; on PostgreSQL ≤ 150 ms at 1,000,000; "
)
TimesBySize = dict[int, dict[str, dict[str, float]]]  # size → page → times


def run_places(sizes: str, rounds: str) -> int:
    """Print the tables as they are measured; 1 where a measurement failed."""
    chosen = sorted(int(size) for size in sizes.split(",")) if sizes else ARCHIVE_SIZES
    words = ["--only", "places", "--entries", ",".join(map(str, chosen))]
    try:
        for line in describe_machine(words):
            print(f"- {line}", flush=True)
        for line in _measure_both_databases(list(chosen), rounds):
            print(line, flush=True)
    except MeasurementFailed as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


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
        made = _run_with_index(url, MAKE_ARCHIVE, str(size), "1", "False")
        yield f"\n- {made.splitlines()[-1]}"
        timed = _run_with_index(url, TIME_PAGES, rounds)
        found[size] = json.loads(timed.splitlines()[-1])
    yield ""
    yield from make_page_table(engine, found)


def make_page_table(engine: str, found: TimesBySize) -> Iterator[str]:
    """Milliseconds of the clock, p50 / p95, of CPU in brackets, and queries; and how
    much longer the largest takes than the smallest."""
    heads = [f"{size:,} entries" for size in found]
    yield f"| {engine}, whole page, ms: p50 / p95 (CPU p50) | {' | '.join(heads)} | queries | growth |"  # noqa: E501
    yield "|---|" + "---:|" * (len(heads) + 2)
    first, last = found[min(found)], found[max(found)]
    for name in first:
        cells = [_format_page_times(pages[name]) for pages in found.values()]
        queries = max(int(pages[name]["queries"]) for pages in found.values())
        growth = last[name]["cpu"] / first[name]["cpu"]
        yield f"| {name} | {' | '.join(cells)} | {queries} | {growth:.1f} × |"
    yield f"\n{TARGETS}growth, of CPU, under 4 ×."


def _format_page_times(times: dict[str, float]) -> str:
    return f"{times['p50']:.0f} / {times['p95']:.0f} ({times['cpu']:.0f})"


def _run_with_index(url: str, module: str, *arguments: str) -> str:
    """What a module prints, with an index that goes when it ends. Raises
    `MeasurementFailed`."""
    with TemporaryDirectory() as folder:
        search_url = f"whoosh:///{folder}/index"
        return run_module(
            module, list(arguments), database_url=url, search_url=search_url
        )


if __name__ == "__main__":
    sys.exit(run_places(*sys.argv[1:]))
