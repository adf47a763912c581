"""Nodes of an OpenSearch cluster that are killed while others ask and write."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, sleep

from archive.env import read_cluster
from archive.search.engines import query_tree as tree
from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.opensearch.cluster import ClusterAddress
from archive.search.engines.opensearch.engine import OpenSearch
from archive.search.engines.protocol import (
    ColumnCount,
    ColumnOrder,
    IndexUnwritable,
    SearchRequest,
)
from tests.opensearch.nodes import NODES, Nodes, Unavailable

from .fault_rows import Answers, FaultRow
from .installation import Installation, copy_installation
from .lock_faults import wait_until_found
from .site_trial import run_trial

STABLE, RARE, BATCH = 2_000, 5, 50  # documents
ASKING, PAUSE = 4, 0.02  # threads that ask, and seconds between their questions
SECONDS_WITHOUT = 4  # after a kill, before the node is started again
FAULTS = (
    "OpenSearch node killed in mid-load",
    "OpenSearch node killed in a rebuild",
    "OpenSearch gone",
)
FOLDER = Path("generation-1")
_STABLE = tree.Term("exact", "stable")


def measure_cluster_faults(
    template: Path, times: int, seconds: float
) -> Iterator[FaultRow]:
    """A row for each fault, on three nodes of the benchmark's own."""
    with tempfile.TemporaryDirectory(prefix="archive-faults-") as name:
        nodes = Nodes(Path(name) / "nodes")
        try:
            nodes.launch(os.getpid())
        except (Unavailable, RuntimeError) as reason:
            for fault in FAULTS:
                yield FaultRow(fault, skipped=str(reason))
            return
        try:
            yield _kill_in_mid_load(nodes, times)
            yield from _kill_in_rebuild(template, nodes)
            yield from _take_away(template, nodes, seconds)
        finally:
            nodes.stop()


@dataclass
class _Load:
    """Threads that ask an index what they know the answer of, and one that writes."""

    engine: OpenSearch
    row: FaultRow
    stop: threading.Event = field(default_factory=threading.Event)
    written: int = 0  # batches that were acknowledged
    wrong: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fill(self) -> None:
        """The documents that stay as they are."""
        self.engine.create(FOLDER)
        documents = (
            IndexDocument(
                pk,
                str(pk),
                {"exact": ["stable", *(["rare"] if pk <= RARE else [])]},
                {"kind": "article" if pk % 4 else "photo"},
                {"added": pk % 100},
            )
            for pk in range(1, STABLE + 1)
        )
        self.engine.write(FOLDER, documents, ())

    @contextmanager
    def go_on(self) -> Iterator[None]:
        """Ask and write for a while."""
        threads = [
            threading.Thread(target=self._ask_always, args=(n,)) for n in range(ASKING)
        ]
        threads.append(threading.Thread(target=self._write_always))
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.stop.set()
            for thread in threads:
                thread.join()

    def _ask_always(self, seed: int) -> None:
        random = Random(seed)
        while not self.stop.wait(PAUSE):
            questions = (
                self._is_page_right,
                self._is_state_right,
                self._is_batch_right,
            )
            question, began = random.choice(questions), monotonic()
            try:
                is_right = question(random)
            except IndexUnwritable as error:
                self._count(f"error: {error}", monotonic() - began)
            else:
                self._count("" if is_right else "wrong", monotonic() - began)

    def _count(self, failure: str, seconds: float) -> None:
        with self.lock:
            assert self.row.answers is not None
            if failure == "wrong":
                self.wrong += 1
            status = 500 if failure else 200
            self.row.answers.add(status, False, seconds, failure)

    def _is_page_right(self, random: Random) -> bool:
        start = random.randrange(STABLE - 20)
        asked = SearchRequest(
            _STABLE,
            order=ColumnOrder("added"),
            start=start,
            counts=(ColumnCount("kind", "kind"),),
        )
        answer = self.engine.evaluate(FOLDER, asked)
        ids = sorted(range(1, STABLE + 1), key=lambda pk: (pk % 100, pk))
        return (
            answer.total == STABLE
            and [pk for pk, _score in answer.page] == ids[start : start + 20]
            and sum(answer.counts[0].values()) == STABLE
        )

    def _is_state_right(self, _random: Random) -> bool:
        """By a point in time."""
        rare = tree.Term("exact", "rare")
        asked = SearchRequest(rare, partial=_STABLE, enough=RARE + 1)
        answer = self.engine.evaluate(FOLDER, asked)
        return (answer.total, answer.complete) == (STABLE, RARE)

    def _is_batch_right(self, random: Random) -> bool:
        """What was acknowledged is there from then on."""
        if not self.written:
            return True
        term = tree.Term("exact", f"batch{random.randrange(self.written)}")
        return self.engine.evaluate(FOLDER, SearchRequest(term)).total == BATCH

    def _write_always(self) -> None:
        while not self.stop.wait(0.2):
            number = self.written
            first = STABLE + 1 + number * BATCH
            documents = (
                IndexDocument(pk, str(pk), {"exact": ["grown", f"batch{number}"]})
                for pk in range(first, first + BATCH)
            )
            try:
                self.engine.write(FOLDER, documents, ())
            except IndexUnwritable as error:
                self._count(f"error: {error}", 0)
            else:
                self.written += 1


def _kill_in_mid_load(nodes: Nodes, times: int) -> FaultRow:
    """Each node in turn; it comes back before the next one goes."""
    row = _make_row(f"{FAULTS[0]}, {ASKING} ask and one writes", times)
    address = ClusterAddress(tuple(nodes.hosts), "load")
    load = _Load(OpenSearch(lambda: address), row)
    load.fill()
    with load.go_on():
        for number in range(times):
            sleep(2)
            nodes.kill(number % NODES)
            sleep(SECONDS_WITHOUT)
            nodes.start(number % NODES)
            nodes.wait_until_whole()
    row.saved = load.written * BATCH
    term = tree.Term("exact", "grown")
    found = load.engine.evaluate(FOLDER, SearchRequest(term, size=0)).total
    row.lost = row.saved - min(found, row.saved)
    row.notes += [f"{load.wrong} wrong counts"] if load.wrong else []
    load.engine.delete(FOLDER)
    load.engine.close()
    return row


def _make_row(fault: str, times: int) -> FaultRow:
    row = FaultRow(fault, times=times)
    row.answers = Answers()
    return row


def _use_cluster(installation: Installation, nodes: Nodes, name: str) -> OpenSearch:
    """Have an archive keep its index on the nodes."""
    url = f"opensearch://{','.join(nodes.hosts)}/{name}"
    installation.more_environment["ARCHIVE_SEARCH_URL"] = url
    address = ClusterAddress(**read_cluster(url))
    return OpenSearch(lambda: address)


def _kill_in_rebuild(template: Path, nodes: Nodes) -> Iterator[FaultRow]:
    """A node goes as soon as the new index is there."""
    with copy_installation(template) as installation:
        engine = _use_cluster(installation, nodes, "rebuilt")
        with (
            run_trial(installation, FAULTS[1]) as trial,
            installation.read_meanwhile(trial.answers),
        ):
            for number in range(NODES):
                before, known = engine.find_published(), set(engine.list_indexes())
                rebuild = threading.Thread(
                    target=installation.manage, args=("rebuild_index",)
                )
                rebuild.start()
                while rebuild.is_alive() and set(engine.list_indexes()) <= known:
                    sleep(0.02)
                nodes.kill(number)
                rebuild.join()
                trial.row.notes += (
                    ["not rebuilt"] if engine.find_published() == before else []
                )
                nodes.start(number)
                nodes.wait_until_whole()
        trial.row.times = NODES
        engine.close()
        yield trial.row


def _take_away(template: Path, nodes: Nodes, seconds: float) -> Iterator[FaultRow]:
    """All nodes at once: pages go on, and what is published then is found later."""
    with copy_installation(template) as installation:
        _use_cluster(installation, nodes, "gone")
        with (
            run_trial(installation, f"{FAULTS[2]} {seconds:.0f} s") as trial,
            installation.read_meanwhile(trial.answers),
            trial.save_meanwhile(),
        ):
            for number in range(NODES):
                nodes.kill(number)
            installation.begin_inside("publish_events", 0, 3).communicate()
            sleep(seconds)
            for number in range(NODES):
                nodes.start(number)
            nodes.wait_until_whole()
            wait_until_found(installation, trial, "Faultword2")
        yield trial.row
