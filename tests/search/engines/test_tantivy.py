"""What only tantivy needs: it tells of a column no more than so many values at once."""

from __future__ import annotations

import pytest

from archive.search.engines import query_tree as tree
from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.protocol import (
    ColumnCount,
    ColumnOrder,
    PairCount,
    SearchRequest,
)

from . import oracle

aggregating = pytest.importorskip(
    "archive.search.engines.tantivy.aggregating",
    reason="tantivy is not installed: pip install .[tantivy]",
    exc_type=ImportError,
)
engine = pytest.importorskip("archive.search.engines.tantivy.engine")
costs = pytest.importorskip("archive.search.engines.tantivy.query_cost")

DOCUMENTS = [
    IndexDocument(
        pk,
        str(pk),
        {"exact": ["a"] * (1 + pk % 2) + ["b"] * (pk % 3), "labels": [f"x{pk}"]},
        {},
        {"first_year": pk // 40, "added": pk} if pk % 5 else {},
        {"sources": (pk, pk + 1), "tags": (pk % 7 + 1,)},
    )
    for pk in range(1, 300)
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """Documents of which many tie, in four commits."""
    folder, made = tmp_path_factory.mktemp("index"), engine.Tantivy()
    made.create(folder)
    for first in range(4):
        made.write(folder, DOCUMENTS[first::4], ())
    yield lambda request: made.evaluate(folder, request)
    made.close()


@pytest.mark.parametrize("column", ["sources", "tags", "added", "first_year"])
def test_more_values_than_it_tells_at_once_are_counted(index, monkeypatch, column):
    monkeypatch.setattr(aggregating, "MOST_AGGREGATED_VALUES", 16)
    request = SearchRequest(tree.Term("exact", "b"), counts=(ColumnCount(column, "x"),))
    assert index(request).counts == oracle.answer(DOCUMENTS, request).counts


@pytest.mark.parametrize("pair", [("sources", "tags"), ("tags", "sources")])
def test_more_pairs_than_it_tells_at_once_are_counted(index, monkeypatch, pair):
    monkeypatch.setattr(aggregating, "MOST_AGGREGATED_VALUES", 16)
    request = SearchRequest(pair_counts=(PairCount(*pair),))
    assert index(request).pair_counts == oracle.answer(DOCUMENTS, request).pair_counts


def test_more_values_than_tantivy_holds_are_counted(tmp_path):
    """It refuses more than 65,000 of all columns of a question together."""
    numbers = range(1, 70_001, 2)
    documents = [
        IndexDocument(pk, "", {}, {}, {"added": pk, "dated": -pk}, {"tags": (1, 2)})
        for pk in numbers
    ]
    made = engine.Tantivy()
    made.create(tmp_path)
    made.write(tmp_path, documents, ())
    columns = tuple(ColumnCount(column, "x") for column in ("added", "dated"))
    pairs = (PairCount("added", "tags"),)
    found = made.evaluate(tmp_path, SearchRequest(counts=columns, pair_counts=pairs))
    assert found.counts == (dict.fromkeys(numbers, 1), {-n: 1 for n in numbers})
    assert found.pair_counts == ({(n, tag): 1 for n in numbers for tag in (1, 2)},)
    made.close()


@pytest.mark.parametrize("column", ["first_year", "added"])
@pytest.mark.parametrize("is_descending", [True, False])
def test_pages_of_many_that_share_a_number_are_in_order(index, column, is_descending):
    whole = SearchRequest(order=ColumnOrder(column, is_descending), size=None)
    wanted = oracle.answer(DOCUMENTS, whole).page
    assert index(whole).page == wanted
    for start in range(0, 300, 7):
        part = SearchRequest(order=whole.order, start=start, size=7)
        assert index(part).page == wanted[start : start + 7]


def test_pages_of_many_that_share_a_score_are_in_order(index):
    words = tree.Or((tree.Term("exact", "b"), tree.Prefix("labels", "x")))
    for node in (tree.Term("exact", "a"), words):
        whole = index(SearchRequest(node, size=None)).page
        assert list(whole) == sorted(whole, key=lambda hit: (-hit[1], hit[0]))
        for start in range(0, 300, 7):
            part = index(SearchRequest(node, start=start, size=7))
            assert part.page == whole[start : start + 7]


NEAR = [tree.Near("exact", (("a",), ("b",), word), 5) for word in (("a", "b"), ("c",))]


@pytest.mark.parametrize(
    ("asked", "is_too_expensive"),
    [
        (NEAR[0], True),  # 200 documents hold a, of 299 that might be read
        (tree.Not(NEAR[0]), True),
        (NEAR[1], False),  # none holds c
        (tree.Near("exact", (("a",), ("b",)), 5), False),  # two are compared by it
        (tree.Or((tree.Term("exact", "a"), tree.Term("exact", "b"))), False),
    ],
)
def test_words_near_one_another_are_dear_by_the_rarest(
    tmp_path, monkeypatch, asked, is_too_expensive
):
    monkeypatch.setattr(costs, "MOST_DOCUMENTS_READ", 100)
    made = engine.Tantivy()
    made.create(tmp_path)
    made.write(tmp_path, DOCUMENTS, ())
    assert made.is_too_expensive(tmp_path, asked) is is_too_expensive
    made.close()
