"""Processes that save and index, killed or side by side.

The caller's environment names a migrated database and an index of their own: see
`test_crashes`.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from statistics import median
from time import monotonic, sleep, time
from typing import Any

from django.db import transaction

from archive.models import OutboxRow
from archive.search import (
    find_index_differences,
    needs_rebuild,
    process_outbox,
    reindex,
)
from archive.search.engines import query_tree as tree
from archive.search.engines.protocol import SearchRequest
from archive.search.index import rebuild
from archive.search.index.live_index import ask_live_index, evaluate_request
from tests.factories import make_article, published

SAVERS = 3


def main() -> None:
    """Do what the command line asks for; print the counts."""
    what, amount = sys.argv[1], float(sys.argv[2])
    print(in_process({"kill": killed, "together": together}[what], amount))


def in_process(work: Callable[..., Any], *given: Any) -> str:
    """What `work` returns, from a process of its own; fails where it fails."""
    child, told = started(lambda tell: tell(f"{work(*given)}"))
    answer = told.read()
    _pid, status = os.waitpid(child, 0)
    if status:
        raise SystemExit(f"{work.__name__} failed")
    return answer.strip()


def started(work: Callable[[Callable[[str], None]], None]) -> tuple[int, Any]:
    """A forked process and what it tells, a line at a time."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            work(lambda line: void(os.write(writing, f"{line}\n".encode())))
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writing)
    return child, os.fdopen(reading)


def void(_value: object) -> None:
    """Nothing."""


def save(words: str) -> int:
    """A public entry of these words, and its row, in one transaction; its id."""
    with transaction.atomic():
        entry = published(make_article(title=words))
        OutboxRow.objects.add([entry.pk])
    return entry.pk


def killed(rounds: float) -> str:
    """Kill a process that saves, drains and rebuilds, again and again."""
    saved: set[int] = set()
    for _round in range(int(rounds)):
        child, told = started(save_for_ever)
        first = told.readline()
        sleep(random.random() * 0.4)
        os.kill(child, signal.SIGKILL)
        lines = [first, *told.read().splitlines(keepends=True)]
        os.waitpid(child, 0)
        saved |= {int(line) for line in lines if line.endswith("\n")}
        if random.random() < 0.5:  # else the next process finds what the kill left
            in_process(check, saved)
    in_process(check, saved)
    return f"{int(rounds)} kills, {len(saved)} entries saved, none missing or twice"


def save_for_ever(tell: Callable[[str], None]) -> None:
    """Tell the id of each entry once it is committed."""
    rebuild.DOCUMENTS_PER_COMMIT = 10
    while True:
        for _some in range(random.randint(1, 4)):
            tell(str(save("Kamera am Bahnhof")))
        if random.random() < 0.15:
            reindex()
        else:
            process_outbox()


def check(saved: set[int]) -> None:
    """The index worker leaves what was saved in the index, once; nothing waits."""
    process_outbox()
    held = [
        pk
        for pk, _digest in ask_live_index(
            lambda engine, folder: engine.list_digests(folder)
        )
    ]
    assert len(held) == len(set(held)), "twice"
    assert saved <= set(held), f"missing: {sorted(saved - set(held))[:5]}"
    assert not OutboxRow.objects.exists()
    assert find_index_differences() == [], find_index_differences()[:3]


def together(seconds: float) -> str:
    """Three processes save and index, one reads, one rebuilds."""
    end = time() + seconds
    work = [partial(save_until, end, number) for number in range(SAVERS)]
    others = [partial(read_until, end), partial(rebuild_until, end)]
    running = [started(one) for one in (*work, *others)]
    counts = [told.read().strip() for _child, told in running]
    if any(os.waitpid(child, 0)[1] for child, _told in running):
        raise SystemExit("a process failed")
    in_process(check, set())
    return "; ".join(counts)


def found(word: str) -> set[int]:
    answer = evaluate_request(SearchRequest(tree.Term("exact", word), size=None))
    assert answer.total == len({pk for pk, _score in answer.page})
    return {pk for pk, _score in answer.page}


def save_until(end: float, number: int, tell: Callable[[str], None]) -> None:
    """What this process saved and drained is found, all of it."""
    mine: set[int] = set()
    waits: list[float] = []
    while time() < end:
        began = monotonic()
        mine.add(save(f"kamera prozess{number}"))
        is_first = needs_rebuild()
        process_outbox()
        if is_first:  # another process builds it, and what it did not see waits
            continue
        assert found(f"prozess{number}") == mine
        waits.append(monotonic() - began)
    middle = round(median(waits or [0]) * 1000)
    tell(f"saver {number}: {len(mine)} saved, found after {middle} ms (p50)")


def read_until(end: float, tell: Callable[[str], None]) -> None:
    """Never fewer than before."""
    before, reads = set[int](), 0
    while time() < end:
        if needs_rebuild():
            assert not before, "the index went away"
            continue
        now = found("kamera")
        assert before <= now, "an entry went away"
        before, reads = now, reads + 1
    tell(f"reader: {reads} reads")


def rebuild_until(end: float, tell: Callable[[str], None]) -> None:
    """Rebuild with a rest in between."""
    done = 0
    while time() < end:
        with suppress(BlockingIOError):
            reindex()
        done += 1
        sleep(0.5)
    tell(f"{done} rebuilds")
