"""On whoosh, beginnings in an index of many parts."""

from __future__ import annotations

import pytest

from archive.search.engines import query_tree as tree
from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.protocol import SearchRequest
from archive.search.engines.whoosh.engine import Whoosh
from archive.search.engines.whoosh.reading import evaluation

PARTS, EACH = 4, 6
BEGIN = tree.Prefix("exact", "be")


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """In each of four parts, six documents that say a word of their own."""
    folder, engine = tmp_path_factory.mktemp("index"), Whoosh()
    engine.create(folder)
    for part in range(PARTS):
        made = (part * EACH + n for n in range(1, EACH + 1))
        engine.write(
            folder,
            [IndexDocument(pk, str(pk), {"exact": [f"be{pk:02}"]}) for pk in made],
            (),
        )
    yield lambda node: engine.evaluate(folder, SearchRequest(node, size=None))
    engine.close()


@pytest.mark.parametrize(
    ("node", "each"),
    [
        (BEGIN, 6),
        (tree.Or((BEGIN, tree.Prefix("labels", "be"))), 4),
        (tree.And((BEGIN, tree.Not(tree.Prefix("labels", "x")))), 4),
        (tree.DisjunctionMax((BEGIN, BEGIN, tree.Or((BEGIN, BEGIN)))), 2),
    ],
)
def test_all_beginnings_and_parts_share_what_may_be_read(
    index, monkeypatch, node, each
):
    whole = index(node)
    assert (whole.total, whole.is_cut) == (PARTS * EACH, False)
    monkeypatch.setattr(evaluation, "MOST_PREFIX_LISTS", 32)
    found = index(node)
    assert found.is_cut is (each < EACH)
    assert found.total == PARTS * each
