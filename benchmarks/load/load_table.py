"""The tables of load: requests a second, what many readers wait, and memory, with a
bare Django in the same run."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.child_process import (
    PROJECT_FOLDER,
    MeasurementFailed,
    run_module,
)
from benchmarks.machine import print_tables
from benchmarks.served_site import (
    HOST,
    ServedSite,
    find_free_port,
    read_cpu_seconds,
    run_site,
    wait_for_page,
)

CONNECTIONS = 8
USERS = 50
RECORDS = 20  # of which the pages are asked
END_SECONDS = 120  # after which clients that still run are killed
LIST_PAGES = ("/articles/", "/sources/", "/photos/", "/events/")
REGION_PAGES = ("/regions/CN/", "/regions/CN-XJ/", "/regions/DE/", "/regions/CN-GD/")
WORDS = ("surveillance", "police", "camera", "data", "city", "record", "face", "credit")
SEARCHES = tuple(f"/search/?q={word}" for word in WORDS)
FILTERED_SEARCHES = tuple(
    f"/search/?q={word}&region=CN&kind=article&from=2015&to=2024" for word in WORDS
)
# requests a second wanted at eight connections, on two cores
WANTED = {
    "record": 220,
    "list": 150,
    "home": 100,
    "region": 100,
    "search": 60,
    "search with filters": 40,
}
_ARTICLE = re.compile(r'href="(/articles/[0-9a-z]{8}/[^"#?]*)"')


def measure_load(entries: str, seconds: str, minutes: str) -> int:
    """Print the tables as they are measured; 1 where a measurement failed."""
    words = ["--only", "load", "--documents", entries]
    lines = _measure_all(int(entries), float(seconds), 60 * float(minutes))
    return print_tables(words, lines)


def _measure_all(entries: int, seconds: float, mixed_seconds: float) -> Iterator[str]:
    yield (
        f"\n| {CONNECTIONS} connections, {entries:,} entries | a second | "
        "CPU of an answer, ms | p50, ms | p95, ms | errors | wanted a second |"
    )
    yield "|---|" + "---:|" * 6
    processes = os.cpu_count() or 1
    with (
        TemporaryDirectory() as folder,
        _run_stock_site(folder, processes) as (port, numbers),
    ):
        for name, path in (("page", "/articles/7/"), ("list", "/articles/")):
            task = make_steady_task(port, seconds, [path], is_first=True)
            yield _measure_row(f"bare Django, {name}", task, numbers)
    with TemporaryDirectory() as folder:
        _make_archive(folder, entries)
        with run_site(folder) as site:
            pages = _list_pages(site.port)
            for is_first in (True, False):
                yield from _measure_pages(site, pages, seconds, is_first)
            yield from _measure_many_readers(site, pages, mixed_seconds)


def _measure_pages(
    site: ServedSite, pages: dict[str, list[str]], seconds: float, is_first: bool
) -> Iterator[str]:
    """A row for each kind of page, made anew each time; or, of those that are held in
    memory, as the readers after the first get it."""
    for name, paths in pages.items():
        if is_first or not name.startswith("search"):
            task = make_steady_task(site.port, seconds, paths, is_first)
            said = "made anew" if is_first else "from memory"
            yield _measure_row(f"{name}, {said}", task, site.pages, WANTED[name])


def _make_archive(folder: str, entries: int) -> None:
    run_module(
        "benchmarks.archives.invented_archive",
        [str(entries), "1", "True"],
        database_url=f"sqlite:///{folder}/archive.sqlite3",
        search_url=f"whoosh:///{folder}/index",
    )


@contextmanager
def _run_stock_site(folder: str, number: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The port of the bare Django, and its processes."""
    port = find_free_port()
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "benchmarks.load.stock_site",
            folder,
            str(port),
            str(number),
        ],
        cwd=PROJECT_FOLDER,
        stderr=subprocess.DEVNULL,  # the server says how many wait
        start_new_session=True,  # its children end with it
    )
    try:
        wait_for_page(process, port, "/articles/")
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
        yield port, (process.pid, *map(int, children.split()))
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _list_pages(port: int) -> dict[str, list[str]]:
    line = HTTPConnection(HOST, port)
    records = []
    for page in (1, 2, 3):
        line.request("GET", f"/articles/?page={page}")
        records += _ARTICLE.findall(line.getresponse().read().decode())
    line.close()
    return {
        "record": list(dict.fromkeys(records))[:RECORDS],
        "list": list(LIST_PAGES),
        "home": ["/"],
        "region": list(REGION_PAGES),
        "search": list(SEARCHES),
        "search with filters": list(FILTERED_SEARCHES),
    }


def make_steady_task(
    port: int, seconds: float, paths: Sequence[str], is_first: bool
) -> dict[str, Any]:
    """What `load_clients` does, for eight readers without pauses."""
    return {
        "how": "steadily",
        "port": port,
        "readers": CONNECTIONS,
        "seconds": seconds,
        "is_first": is_first,
        "paths": list(paths),
    }


def _measure_row(
    name: str,
    task: dict[str, Any],
    processes: Sequence[int],
    wanted: int | None = None,
) -> str:
    seconds = task["seconds"]
    before = sum(map(read_cpu_seconds, processes))
    found = _run_clients(task, seconds)
    worked = sum(map(read_cpu_seconds, processes)) - before
    return format_load_row(name, found, seconds, worked, wanted)


def _run_clients(task: dict[str, Any], seconds: float) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.load.load_clients", json.dumps(task)]
    try:
        ended = subprocess.run(
            command,
            cwd=PROJECT_FOLDER,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
            timeout=seconds + END_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise MeasurementFailed("the readers did not end") from None
    if ended.returncode:
        raise MeasurementFailed("the readers failed: see above")
    found: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return found


def format_load_row(
    name: str,
    found: dict[str, float],
    seconds: float,
    worked: float,
    wanted: int | None,
) -> str:
    """A row of the table; a number of requests below the wanted one is bold."""
    rate = found["answers"] / seconds
    is_short = wanted is not None and rate < wanted
    cells = [
        name,
        f"**{rate:,.0f}**" if is_short else f"{rate:,.0f}",
        f"{1000 * worked / max(found['answers'], 1):.1f}",
        f"{1000 * found['p50']:.0f}",
        f"{1000 * found['p95']:.0f}",
        f"{found['errors']:.0f}",
        "" if wanted is None else str(wanted),
    ]
    return f"| {' | '.join(cells)} |"


def _measure_many_readers(
    site: ServedSite, pages: dict[str, list[str]], seconds: float
) -> Iterator[str]:
    paths = [path for kind in pages.values() for path in kind]
    task = {
        "how": "browse",
        "port": site.port,
        "readers": USERS,
        "seconds": seconds,
        "paths": paths,
    }
    before = read_memory(site)
    found = _run_clients(task, seconds)
    after = read_memory(site)
    yield (
        f"\n{USERS} readers, 1 to 3 s between pages, {seconds:.0f} s: "
        f"{found['answers'] / seconds:.1f} answers a second, p50 "
        f"{1000 * found['p50']:.0f} ms, p95 {1000 * found['p95']:.0f} ms, longest "
        f"{found['longest']:.2f} s, {found['errors']:.0f} errors "
        "(wanted: p95 ≤ 400 ms, 0 errors)\n"
    )
    yield "| memory, MB | resident before | after | its share before | after |"
    yield "|---|" + "---:|" * 4
    for process, (resident, share) in before.items():
        resident_after, share_after = after[process]
        yield (
            f"| {process} | {resident:.0f} | {resident_after:.0f} | {share:.0f} "
            f"| {share_after:.0f} |"
        )


def read_memory(site: ServedSite) -> dict[str, tuple[float, float]]:
    """MB of each process: resident, and its share (PSS, in which a page that several
    processes hold is divided among them)."""
    named = {"parent": site.parent, "background": site.background} | {
        f"pages {number}": process for number, process in enumerate(site.pages, 1)
    }
    return {name: _read_process_memory(process) for name, process in named.items()}


def _read_process_memory(process: int) -> tuple[float, float]:
    sizes = re.findall(
        r"^(Rss|Pss): +(\d+) kB",
        Path(f"/proc/{process}/smaps_rollup").read_text(),
        re.M,
    )
    kilobytes = {name: int(size) for name, size in sizes}
    return kilobytes["Rss"] / 1024, kilobytes["Pss"] / 1024


if __name__ == "__main__":
    sys.exit(measure_load(*sys.argv[1:]))
