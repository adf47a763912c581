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

from .corpus import Record, records
from .questions import Question, questions
from .timing import Clock, timed

SAVED = 10  # records that are saved one by one, each looked for at once
TAGS = ("<b>", "</b>")


class Peer(Protocol):
    """Another way to search the same records. A page is the exact count and the ids
    of the best twenty, without facets, names or reasons."""

    def fill(self, made: Iterable[Record]) -> None:
        """Index all of them."""

    def page(self, question: Question) -> tuple[int, list[int]]:
        """The count and the best twenty."""

    def facets(self, question: Question) -> object:
        """Counts by region, tag and language."""

    def highlight(self, question: Question) -> object:
        """The best ten with a stretch of their texts, marked."""

    def save(self, record: Record) -> None:
        """Add one, so that the next search finds it."""

    def clock(self) -> float:
        """Seconds of CPU so far, of all that works for it."""

    def size(self) -> float:
        """Megabytes of its index."""


def own_clock() -> float:
    """CPU of this process."""
    return process_time()


def measure(peer: Peer, number: int, documents: int) -> dict[str, Any]:
    """Fill and ask: times by class, documents per CPU second, memory, size."""
    began = peer.clock()
    peer.fill(records(documents))
    found: dict[str, Any] = {"rate": documents / (peer.clock() - began)}
    for name, asked in questions(number, documents).items():
        calls = [partial(_way(peer, name), one) for one in asked if one.form]
        if calls:
            found[name] = {"page": asdict(timed(calls, peer.clock))}
    found["saved to found"] = {"page": asdict(_saved(peer, documents, peer.clock))}
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["size"] = peer.size()
    return found


def _way(peer: Peer, name: str) -> Callable[[Question], object]:
    return {"three facets": peer.facets, "highlight 10": peer.highlight}.get(
        name, peer.page
    )


def _saved(peer: Peer, documents: int, clock: Clock) -> Any:
    """A save and the search that finds it, for records that were not there."""
    more = list(islice(records(documents + SAVED), documents, None))
    word = Question("", "word", (folded(more[0].text.split()[0]),))

    def once(record: Record) -> None:
        peer.save(record)
        peer.page(word)

    return timed([partial(once, record) for record in more], clock, repeated=0)


def folded(word: str) -> str:
    """The archive's own exact term of a word."""
    found = [token.term for token in exact_tokens(word, "und")]
    return found[0] if found else word.lower()


def said(record: Record) -> str:
    """The archive's own exact words of a record, between spaces."""
    text = f"{record.title} | {record.text}"
    return " ".join(token.term for token in exact_tokens(text, "und"))
