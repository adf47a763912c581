"""What every engine does: one folder of files in, one evaluation out.

Which folder is the live one, and who may write, is a matter of `index.generations`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

from .document_fields import IndexDocument
from .query_tree import MatchAll, QueryNode

PairCounts = dict[tuple[int | str, int | str], int]


class IndexUnreadable(Exception):
    """The index cannot be read or written now."""


class IndexUnwritable(Exception):
    """It cannot be written now (disk full, no permission); what it held, it holds."""


class IndexUnreachable(IndexUnreadable, IndexUnwritable):
    """The index may be good, and nobody answers for it: it is not to be built anew."""


@dataclass(frozen=True)
class FilterGroup:
    """A condition that never scores. `group` names the facet it belongs to."""

    group: str
    node: QueryNode


@dataclass(frozen=True)
class ColumnCount:
    """Documents per value of a column, as if `group`'s own filters were not set."""

    column: str
    group: str


@dataclass(frozen=True)
class PairCount:
    """Documents per pair of a value of one column and a value of another, of those that
    pass all filters."""

    column: str
    other: str


@dataclass(frozen=True)
class ColumnOrder:
    """By a column of one number, documents without it last; ties by id. The
    direction holds for both."""

    column: str
    is_descending: bool = False


@dataclass(frozen=True)
class SearchRequest:
    """One evaluation. `order` None is by score, highest first, ties by ascending id.

    `size` None asks for all. `hidden` are ids that are left out everywhere. Where fewer
    than `enough` documents match `tree`, before any filter, those that match `partial`
    are found too and come after them, whatever the order.
    """

    tree: QueryNode = field(default_factory=MatchAll)
    filters: tuple[FilterGroup, ...] = ()
    order: ColumnOrder | None = None
    start: int = 0
    size: int | None = 20
    counts: tuple[ColumnCount, ...] = ()
    pair_counts: tuple[PairCount, ...] = ()
    hidden: frozenset[int] = frozenset()
    partial: QueryNode | None = None
    enough: int = 0


@dataclass(frozen=True)
class SearchAnswer:
    """The exact total, one page of (id, score) in order, and for each count asked
    for the documents per value or pair of values (values of no document are absent; a
    document without a number is absent). `is_cut`: a prefix stood for
    more terms than were read. `partial` of the total match only
    `SearchRequest.partial`."""

    total: int
    page: tuple[tuple[int, float], ...]
    counts: tuple[dict[int | str, int], ...] = ()
    is_cut: bool = False
    partial: int = 0
    pair_counts: tuple[PairCounts, ...] = ()

    @property
    def complete(self) -> int:
        """How many match the tree itself."""
        return self.total - self.partial


class SearchEngine(Protocol):
    """An index is a folder. Any harm to its files raises `IndexUnreadable`, never
    more."""

    def create(self, folder: Path) -> None:
        """An empty index in an empty folder, durable."""

    def write(
        self, folder: Path, documents: Iterable[IndexDocument], removed: Iterable[int]
    ) -> None:
        """Replace documents by id and take ids out: one commit, durable when this
        returns, wholly there or not at all after a crash. One writer at a time.
        Raises `IndexUnwritable` where the index is good and the disk refuses."""

    def evaluate(self, folder: Path, request: SearchRequest) -> SearchAnswer:
        """Answer from the newest commit. Safe from several threads."""

    def is_too_expensive(self, folder: Path, tree: QueryNode) -> bool:
        """Whether a tree would read so much that it must be cut: one search takes 2 s
        of CPU at most. Costs little, and the same tree gets the same answer."""

    def count_documents_with(
        self, folder: Path, words: Iterable[tuple[str, str]]
    ) -> tuple[int, list[int]]:
        """How many documents there are, and how many hold each (field, term); deleted
        ones may count until they are merged away."""

    def find_near_words(self, folder: Path, term: str) -> list[str]:
        """Words as written in the index that differ from `term` in two letters at
        most, the nearest first; none where it is a word of the index."""

    def list_words_with_prefix(
        self, folder: Path, field: str, prefix: str, most: int
    ) -> list[tuple[str, int]]:
        """At most so many of a field's words that begin so, each once, and how many
        documents hold it; deleted ones may count."""

    def list_digests(self, folder: Path) -> list[tuple[int, str]]:
        """Entry id and digest of every document."""

    def close(self) -> None:
        """Give back files and memory; the next question opens anew."""


@runtime_checkable
class SharedIndexes(Protocol):
    """An engine whose generations several machines share: it says itself which is the
    live one. A generation's folder gives its name, and holds no file of the index. All
    raise `IndexUnreachable`."""

    def find_published(self) -> str:
        """The name of the live generation; "" where there is none."""

    def publish(self, folder: Path) -> None:
        """Make a generation the live one at one stroke. Raises `IndexUnwritable`."""

    def unpublish(self) -> None:
        """Let none be live. Raises `IndexUnwritable`."""

    def list_indexes(self) -> list[str]:
        """The names of all generations of this schema."""

    def delete(self, folder: Path) -> None:
        """Delete a generation, if it is there."""
