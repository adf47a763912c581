"""The table of whole pages by region and on the timeline, at several sizes, on SQLite
and PostgreSQL: each archive grows in place, a size holds all of the one before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.postgresql import Server, Unavailable

from .child import Failed
from .machine import described

SIZES = (10_000, 100_000, 1_000_000)
REACH = (
    "wanted: ≤ 12 queries; ≤ 60 ms at 100,000; on PostgreSQL ≤ 150 ms at 1,000,000; "
)
Found = dict[int, dict[str, dict[str, float]]]  # size → page → times


def main(sizes: str, rounds: str) -> int:
    """Print the tables as they are measured; 1 where a measurement failed."""
    chosen = sorted(int(size) for size in sizes.split(",")) if sizes else SIZES
    words = ["--only", "places", "--entries", ",".join(map(str, chosen))]
    try:
        for line in described(words):
            print(f"- {line}", flush=True)
        for line in _both(list(chosen), rounds):
            print(line, flush=True)
    except Failed as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _both(sizes: list[int], rounds: str) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        yield from _on("SQLite", f"sqlite:///{folder}/archive.sqlite3", sizes, rounds)
    try:
        server = Server()
    except Unavailable as reason:
        yield f"\nPostgreSQL: not measured, {reason}"
        return
    try:
        server.run("createdb", "-h", str(server.folder), "-U", "archive", "archive")
        yield from _on(f"PostgreSQL {server.version()}", server.url(), sizes, rounds)
    finally:
        server.stop()


def _on(engine: str, url: str, sizes: list[int], rounds: str) -> Iterator[str]:
    found: Found = {}
    for size in sizes:
        made = _child(url, "making", str(size), "1", "False")
        yield f"\n- {made.splitlines()[-1]}"
        found[size] = json.loads(_child(url, "pages", rounds).splitlines()[-1])
    yield ""
    yield from table(engine, found)


def table(engine: str, found: Found) -> Iterator[str]:
    """Milliseconds of the clock, p50 / p95, of CPU in brackets, and queries; and how
    much longer the largest takes than the smallest."""
    heads = [f"{size:,} entries" for size in found]
    yield f"| {engine}, whole page, ms: p50 / p95 (CPU p50) | {' | '.join(heads)} | queries | growth |"  # noqa: E501
    yield "|---|" + "---:|" * (len(heads) + 2)
    first, last = found[min(found)], found[max(found)]
    for name in first:
        cells = [_said(pages[name]) for pages in found.values()]
        queries = max(int(pages[name]["queries"]) for pages in found.values())
        growth = last[name]["cpu"] / first[name]["cpu"]
        yield f"| {name} | {' | '.join(cells)} | {queries} | {growth:.1f} × |"
    yield f"\n{REACH}growth, of CPU, under 4 ×."


def _said(times: dict[str, float]) -> str:
    return f"{times['p50']:.0f} / {times['p95']:.0f} ({times['cpu']:.0f})"


def _child(url: str, module: str, *given: str) -> str:
    """What a process of its own prints. Raises `Failed`."""
    with TemporaryDirectory() as index:
        environment: dict[str, Any] = {
            **os.environ,
            "ARCHIVE_DATABASE_URL": url,
            "ARCHIVE_SEARCH_URL": f"whoosh:///{index}/index",
        }
        ended = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{module}", *given],
            env=environment, capture_output=True, text=True, check=False,
            cwd=Path(__file__).resolve().parent.parent,
        )  # fmt: skip
    if ended.returncode:
        raise Failed((ended.stderr.strip().splitlines() or ["no word"])[-1])
    return ended.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
