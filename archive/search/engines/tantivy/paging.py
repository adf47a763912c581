"""One page of what matches, and the total. tantivy breaks ties by where a document
stands in its files; we break them by id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from tantivy import DocAddress, Occur, Order, Query

from archive.search.engines import protocol
from archive.search.engines import query_tree as tree

from .querying import QueryTranslator
from .schema import ID
from .snapshot import TantivySnapshot, read_count

TIE_HITS = 32  # hits read beyond a page, for ties by score
MOST_TIED_HITS = 4_000  # hits; where they still tie, all are read
HitPage = tuple[tuple[int, float], ...]
_Hit = tuple[int | float | None, DocAddress]


@dataclass(frozen=True)
class MatchingDocuments:
    """The documents that match, and what asks more of them."""

    snapshot: TantivySnapshot
    query: Query
    translator: QueryTranslator

    def read_slice(
        self, start: int, size: int, order: protocol.ColumnOrder
    ) -> list[_Hit]:
        """(number, address) of a slice in the order of a column."""
        answer = self.snapshot.searcher.search(
            self.query,
            size,
            count=False,
            order_by_field=order.column,
            offset=start,
            order=Order.Desc if order.is_descending else Order.Asc,
        )
        return answer.hits

    def narrow_by(self, node: tree.QueryNode) -> MatchingDocuments:
        """Those that match the node too."""
        both = [(Occur.Must, self.query), (Occur.Must, self.translator.translate(node))]
        return MatchingDocuments(
            self.snapshot, Query.boolean_query(both), self.translator
        )

    def count(self) -> int:
        """How many there are; evaluates the query once more."""
        return read_count(self.snapshot.searcher.search(self.query, 1))

    def read_ids(self, start: int, size: int, order: protocol.ColumnOrder) -> list[int]:
        """A slice of the entry ids, in the direction of `order`."""
        by_id = protocol.ColumnOrder(ID, order.is_descending)
        return [int(pk or 0) for pk, _address in self.read_slice(start, size, by_id)]


def page_by_id(
    documents: MatchingDocuments, start: int, size: int
) -> tuple[int, HitPage]:
    """(total, page) in the order of entry ids; scores are 0."""
    total = documents.count()
    size = min(size, total - start)
    if size <= 0:
        return total, ()
    ids = documents.read_ids(start, size, protocol.ColumnOrder(ID))
    return total, tuple((pk, 0.0) for pk in ids)


def page_by_column(
    documents: MatchingDocuments, start: int, size: int, order: protocol.ColumnOrder
) -> tuple[int, HitPage]:
    """In the order of a column. Numbers that other pages share are asked for by id:
    at most one at each end."""
    total = documents.count()
    end = min(start + size, total)
    if start >= end:
        return total, ()
    before = min(start, 1)
    hits = documents.read_slice(start - before, end - start + before + 1, order)
    keys = [key for key, _address in hits]
    ids_here = documents.snapshot.ids([address for _key, address in hits])
    ids: list[int] = []
    for first, until, is_whole in _iter_ties(keys, before, before + end - start):
        if is_whole:
            ids += sorted(ids_here[first:until], reverse=order.is_descending)
        else:
            place, size = start + len(ids), until - first
            ids += _read_tied_ids(documents, order, keys[first], place, size)
    return total, tuple((pk, 0.0) for pk in ids)


def _iter_ties(
    keys: Sequence[int | float | None], first: int, last: int
) -> Iterator[tuple[int, int, bool]]:
    """The stretches of one number from `first` to `last`: begin, end, and whether
    `keys`, which holds a neighbour on either side, has nothing of it beyond."""
    while first < last:
        key, until = keys[first], first + 1
        while until < last and keys[until] == key:
            until += 1
        begins_here = not first or keys[first - 1] != key
        ends_here = until == len(keys) or keys[until] != key
        yield first, until, begins_here and ends_here
        first = until


def _read_tied_ids(
    documents: MatchingDocuments,
    order: protocol.ColumnOrder,
    key: int | float | None,
    place: int,
    size: int,
) -> list[int]:
    """The ids at a place of the whole order, of documents that share the number."""
    column = order.column
    if key is None:
        earlier = documents.narrow_by(tree.ColumnBetween(column, None, None)).count()
        group = documents.narrow_by(tree.ColumnMissing(column))
    else:
        number = int(key)
        sooner = (
            tree.ColumnBetween(column, number + 1, None)
            if order.is_descending
            else tree.ColumnBetween(column, None, number - 1)
        )
        earlier = documents.narrow_by(sooner).count()
        group = documents.narrow_by(tree.ColumnBetween(column, number, number))
    return group.read_ids(place - earlier, size, order)


def page_by_score(
    documents: MatchingDocuments, start: int, size: int
) -> tuple[int, HitPage]:
    """Highest score first; hits are read as far as they tie with the page's last."""
    total, hits = _read_past_ties(documents, start, size)
    first, last = start, min(start + size, total)
    if first >= last:
        return total, ()
    end = last
    while first and hits[first - 1][0] == hits[first][0]:
        first -= 1
    while last < len(hits) and hits[last][0] == hits[last - 1][0]:
        last += 1
    scores = np.array([score for score, _address in hits[first:last]])
    ids = np.array(
        documents.snapshot.ids([address for _score, address in hits[first:last]])
    )
    chosen = np.lexsort((ids, -scores))[start - first : end - first]
    pairs = zip(ids[chosen].tolist(), scores[chosen].tolist(), strict=True)
    return total, tuple(pairs)


def _read_past_ties(
    documents: MatchingDocuments, start: int, size: int
) -> tuple[int, list[_Hit]]:
    """The total, and the hits with highest scores up to the end of the page and as far
    as they tie with its last."""
    end = min(start + size, documents.snapshot.size)
    most = end + TIE_HITS
    while True:
        result = documents.snapshot.searcher.search(documents.query, most)
        total = read_count(result)
        hits, end = result.hits, min(end, total)
        if start >= end or len(hits) == total or hits[-1][0] != hits[end - 1][0]:
            return total, hits
        most = most * 8 if most * 8 < MOST_TIED_HITS else total


def read_page(
    documents: MatchingDocuments, request: protocol.SearchRequest, is_scored: bool
) -> tuple[int, HitPage]:
    """The total, and the slice that was asked for."""
    size = documents.snapshot.size if request.size is None else request.size
    if request.order is not None:
        return page_by_column(documents, request.start, size, request.order)
    if is_scored:
        return page_by_score(documents, request.start, size)
    return page_by_id(documents, request.start, size)
