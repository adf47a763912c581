"""What every peer does, and how it is measured: the same rows as ours."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import partial
from itertools import islice
from time import process_time
from typing import Any, Protocol

from archive.text.segmenting import exact_tokens
from benchmarks.archives.corpus import CorpusRecord, make_records
from benchmarks.archives.questions import BenchmarkQuestion, draw_questions
from benchmarks.measurements.call_times import CpuClock, time_calls

RECORDS_SAVED_BY_PEER = 10  # records that are saved one by one, each looked for at once
MARK_TAGS = ("<b>", "</b>")


class SearchPeer(Protocol):
    """Another way to search the same records. A page is the exact count and the ids
    of the best twenty, without facets, names or reasons."""

    def fill(self, made: Iterable[CorpusRecord]) -> None:
        """Index all of them."""

    def page(self, question: BenchmarkQuestion) -> tuple[int, list[int]]:
        """The count and the best twenty."""

    def facets(self, question: BenchmarkQuestion) -> object:
        """Counts by region, tag and language."""

    def highlight(self, question: BenchmarkQuestion) -> object:
        """The best ten with a stretch of their texts, marked."""

    def save(self, record: CorpusRecord) -> None:
        """Add one, so that the next search finds it."""

    def clock(self) -> float:
        """Seconds of CPU so far, of all that works for it."""

    def size(self) -> float:
        """Megabytes of its index."""


def read_own_clock() -> float:
    """CPU of this process."""
    return process_time()


def measure_peer(peer: SearchPeer, number: int, documents: int) -> dict[str, Any]:
    """Fill and ask: times by class, documents per CPU second, memory, size."""
    began = peer.clock()
    peer.fill(make_records(documents))
    found: dict[str, Any] = {"rate": documents / (peer.clock() - began)}
    for name, asked in draw_questions(number, documents).items():
        calls = [partial(_choose_method(peer, name), one) for one in asked if one.form]
        if calls:
            found[name] = {"page": asdict(time_calls(calls, peer.clock))}
    found["saved to found"] = {
        "page": asdict(_time_saved_to_found(peer, documents, peer.clock))
    }
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["size"] = peer.size()
    return found


def _choose_method(
    peer: SearchPeer, name: str
) -> Callable[[BenchmarkQuestion], object]:
    return {"three facets": peer.facets, "highlight 10": peer.highlight}.get(
        name, peer.page
    )


def _time_saved_to_found(peer: SearchPeer, documents: int, clock: CpuClock) -> Any:
    """A save and the search that finds it, for records that were not there."""
    more = list(
        islice(make_records(documents + RECORDS_SAVED_BY_PEER), documents, None)
    )
    word = BenchmarkQuestion("", "word", (fold_word(more[0].text.split()[0]),))

    def once(record: CorpusRecord) -> None:
        peer.save(record)
        peer.page(word)

    return time_calls([partial(once, record) for record in more], clock, repeated=0)


def fold_word(word: str) -> str:
    """The archive's own exact term of a word."""
    found = [token.term for token in exact_tokens(word, "und")]
    return found[0] if found else word.lower()


def fold_record(record: CorpusRecord) -> str:
    """The archive's own exact words of a record, between spaces."""
    text = f"{record.title} | {record.text}"
    return " ".join(token.term for token in exact_tokens(text, "und"))
