"""The files that we write for whoosh: whoosh reads them, and they stay few."""

from __future__ import annotations

import pytest
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.index import open_dir
from whoosh.query import Phrase, Term

from archive.search.engines import query_tree as tree
from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.protocol import SearchRequest
from archive.search.engines.whoosh.engine import Whoosh
from archive.search.engines.whoosh.writing import commits
from archive.search.engines.whoosh.writing.merging import (
    SEGMENTS_PER_MERGE,
    choose_segments_to_merge,
)


def document(pk, more=()):
    """Of words that stand once, in some, and in all documents."""
    exact = ["a", f"w{pk}", *(["b"] * (pk % 4)), *more]
    return IndexDocument(
        pk,
        f"digest {pk}",
        {"exact": exact, "stems": ["de:a"] * pk},
        {"kind": "article" if pk % 2 else "photo"},
        {"added": pk},
        {"tags": (pk, pk + 1)},
    )


@pytest.fixture
def written(tmp_path):
    engine, folder = Whoosh(), tmp_path / "index"
    engine.create(folder)
    engine.write(folder, map(document, range(1, 301)), ())
    yield engine, folder
    engine.close()


def of_whoosh(folder, query):
    """Digests that whoosh's own searcher finds, in order."""
    with open_dir(str(folder), indexname="MAIN").searcher() as searcher:
        found = searcher.search(query, limit=None)
        return sorted((hit.fields()["digest"] for hit in found), key=number)


def number(digest):
    return int(digest.removeprefix("digest "))


def ours(engine, folder, node):
    return sorted(
        pk for pk, _s in engine.evaluate(folder, SearchRequest(node, size=None)).page
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Term("exact", "a"), list(range(1, 301))),
        (Term("exact", "w7"), [7]),
        (Term("stems", "de:a"), list(range(1, 301))),
        (Phrase("exact", ["w7", "b", "b", "b"]), [7]),
        (Phrase("exact", ["b", "a"]), []),
        (Term("exact", "b") & Term("exact", "w8"), []),
    ],
    ids=str,
)
def test_whoosh_itself_reads_what_we_write(written, query, expected):
    _engine, folder = written
    assert [number(digest) for digest in of_whoosh(folder, query)] == expected


def test_merged_segments_hold_the_living_documents_only(written, monkeypatch):
    engine, folder = written
    engine.write(folder, [document(5, ["neu"]), document(400)], {1, 2, 3})
    monkeypatch.setattr(commits, "choose_segments_to_merge", lambda segments: segments)
    engine.write(folder, (), {4})
    assert len(list(folder.glob("*.seg"))) == 1
    living = [*range(5, 301), 400]
    assert ours(engine, folder, tree.Term("exact", "a")) == living
    assert ours(engine, folder, tree.Phrase("exact", ("b", "neu"))) == [5]
    assert ours(engine, folder, tree.Term("exact", "w3")) == []
    assert ours(engine, folder, tree.ColumnIn("tags", (401,))) == [400]
    assert [number(found) for found in of_whoosh(folder, Term("exact", "a"))] == living
    assert dict(engine.list_digests(folder))[5] == "digest 5"


def test_what_is_too_much_for_memory_becomes_more_segments(tmp_path, monkeypatch):
    monkeypatch.setattr(commits, "MOST_TOKENS_IN_MEMORY", 100)
    engine, folder = Whoosh(), tmp_path / "index"
    engine.create(folder)
    engine.write(folder, map(document, range(1, 31)), ())
    assert 1 < len(list(folder.glob("*.seg"))) < SEGMENTS_PER_MERGE
    assert ours(engine, folder, tree.Term("exact", "a")) == list(range(1, 31))
    engine.close()


def test_a_commit_that_fails_leaves_no_file_behind(written, monkeypatch):
    engine, folder = written
    before = sorted(path.name for path in folder.iterdir())
    monkeypatch.setattr(commits, "MOST_TOKENS_IN_MEMORY", 1)

    def documents():
        yield document(900)
        raise LookupError("the database went away")

    with pytest.raises(LookupError):
        engine.write(folder, documents(), {1})
    assert sorted(path.name for path in folder.iterdir()) == before
    assert ours(engine, folder, tree.Term("exact", "w1")) == [1]


def segment(size, deleted=0):
    return W3Segment(W3Codec(), "MAIN", size, deleted=set(range(deleted)))


@pytest.mark.parametrize(
    ("sizes", "merged"),
    [
        ([1] * 7, 0),
        ([1] * 8, 8),
        ([8] * 7 + [1] * 7, 0),
        ([8] * 7 + [1] * 8, 15),  # the eight become one of the size of the others
        ([8_000] * 7 + [500, 3], 0),
        ([100_000, *[8_000] * 8], 8),
        ([], 0),
    ],
)
def test_segments_of_like_size_become_one(sizes, merged):
    assert len(choose_segments_to_merge([segment(size) for size in sizes])) == merged


def test_a_segment_that_is_mostly_deleted_is_written_anew():
    half, most = segment(1000, 400), segment(1000, 600)
    assert choose_segments_to_merge([half, most, segment(1000, 1000)]) == [most]
