"""An engine whose files are harmed or whose disk refuses says so, and loses nothing."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from resource import RLIMIT_FSIZE, getrlimit, setrlimit
from time import sleep

import pytest

from archive.search.engines import query_tree as tree
from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.protocol import (
    IndexUnreadable,
    IndexUnwritable,
    SearchRequest,
)
from tests.search.engines import ENGINES

WHOLE = SearchRequest(tree.Term("exact", "a"), size=None)


def document(pk):
    return IndexDocument(pk, f"digest {pk}", {"exact": ["a", f"w{pk}"]})


@pytest.fixture
def indexed(make, tmp_path):
    """An engine that has answered, and its folder."""
    engine, folder = make(), tmp_path / "index"
    engine.create(folder)
    engine.write(folder, map(document, range(1, 40)), ())
    yield engine, folder
    engine.close()


def settle():
    """Wait for threads of the engine: tantivy's read what was opened once more."""
    quiet = 0
    while quiet < 3:
        states = []
        for path in Path("/proc/self/task").glob("*/stat"):
            with suppress(OSError):  # the thread has ended
                states.append(path.read_text().rpartition(")")[2].split()[0])
        quiet = quiet + 1 if sum(state != "S" for state in states) <= 1 else 0
        sleep(0.01)


@ENGINES
@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_files_that_were_cut_short_make_the_index_unreadable(indexed, is_open):
    engine, folder = indexed
    if is_open:
        assert engine.evaluate(folder, WHOLE).total == 39
    settle()
    for path in folder.iterdir():
        if not path.name.startswith("."):
            os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(IndexUnreadable):
        engine.evaluate(folder, WHOLE)


@ENGINES
def test_a_segment_cut_short_under_an_open_index_does_not_end_the_process(indexed):
    engine, folder = indexed
    assert engine.evaluate(folder, WHOLE).total == 39
    settle()
    for path in [*folder.glob("*.seg"), *folder.glob("*.pos"), *folder.glob("*.idx")]:
        os.truncate(path, 0)
    with pytest.raises(IndexUnreadable):
        engine.evaluate(folder, SearchRequest(tree.Phrase("exact", ("a", "w7"))))


@ENGINES
def test_a_bit_that_turned_is_seen_where_all_is_compared(indexed):
    engine, folder = indexed
    if engine.name == "whoosh":
        pytest.skip("whoosh writes no checksums")
    path = next(folder.glob("*.fast"))
    held = bytearray(path.read_bytes())
    held[len(held) // 3] ^= 4
    path.write_bytes(bytes(held))
    with pytest.raises(IndexUnreadable, match="checksum"):
        list(engine.list_digests(folder))


@ENGINES
@pytest.mark.parametrize("name", ["", "index", "a file"])
def test_a_folder_without_an_index_is_unreadable(indexed, name):
    engine, folder = indexed
    other = folder.parent / "other" / name
    other.parent.mkdir(exist_ok=True)
    if name == "a file":
        other.write_text("x")
    with pytest.raises(IndexUnreadable):
        engine.evaluate(other, WHOLE)
    with pytest.raises(IndexUnreadable):
        engine.write(other, [document(1)], ())
    assert engine.evaluate(folder, WHOLE).total == 39


@ENGINES
def test_documents_that_end_in_an_error_leave_the_index_as_it_was(indexed):
    engine, folder = indexed

    def broken():
        yield document(1000)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.write(folder, broken(), [1, 2])
    assert engine.evaluate(folder, WHOLE).total == 39
    engine.write(folder, [document(1000)], [1, 2])
    assert engine.evaluate(folder, WHOLE).total == 38


@ENGINES
@pytest.mark.parametrize(("count", "most"), [(1, 500), (20, 3_000), (3_000, 200_000)])
def test_a_disk_that_refuses_leaves_the_index_as_it_was(indexed, count, most):
    engine, folder = indexed
    many = [
        IndexDocument(pk, "new", {"exact": [f"w{pk * n}" for n in range(100)]})
        for pk in range(100, 100 + count)
    ]
    before = getrlimit(RLIMIT_FSIZE)
    setrlimit(RLIMIT_FSIZE, (most, before[1]))
    try:
        with pytest.raises(IndexUnwritable, match="cannot be written"):
            engine.write(folder, many, [1])
    finally:
        setrlimit(RLIMIT_FSIZE, before)
    assert engine.evaluate(folder, WHOLE).total == 39
    engine.write(folder, [document(1000)], [1, 2])
    assert engine.evaluate(folder, WHOLE).total == 38


@ENGINES
@pytest.mark.parametrize(("word", "total"), [("n\0l", 1), ("\ud800", 0), ("", 0)])
def test_an_odd_word_is_looked_for_as_it_is(indexed, word, total):
    engine, folder = indexed
    engine.write(folder, [IndexDocument(99, "odd", {"exact": ["a", "n\0l"]})], ())
    for node in (tree.Term("exact", word), tree.Phrase("exact", ("a", word))):
        assert engine.evaluate(folder, SearchRequest(node)).total == total
    assert engine.count_documents_with(folder, [("exact", word)])[1] == [total]


@ENGINES
def test_what_was_taken_out_is_counted_and_named_no_more(make, tmp_path):
    engine, folder = make(), tmp_path / "index"
    engine.create(folder)
    words = [["kamera", "a"]] * 300 + [["kamerow", "kamerax", "a"]] * 2
    fields = ("exact", "written")
    documents = [
        IndexDocument(pk, f"{pk}", dict.fromkeys(fields, some))
        for pk, some in enumerate(words, start=1)
    ]
    engine.write(folder, documents, ())
    asked = [("exact", word) for word in ("kamera", "kamerow", "a")]
    assert engine.count_documents_with(folder, asked) == (302, [300, 2, 302])
    assert engine.find_near_words(folder, "kamerog") == ["kamerow", "kamera", "kamerax"]
    engine.write(folder, [], [7, 301, 302])
    assert engine.count_documents_with(folder, asked) == (299, [299, 0, 299])
    assert engine.find_near_words(folder, "kamerog") == ["kamera"]
    assert engine.find_near_words(folder, "kamerow") == ["kamera"]
    listed = engine.list_words_with_prefix(folder, "exact", "kam", 1)
    assert listed == [("kamera", 299)]
    engine.close()


@ENGINES
def test_a_huge_document_and_halves_of_characters_are_indexed_and_found(indexed):
    engine, folder = indexed
    huge = IndexDocument(
        90, "huge", {"exact": [f"w{n % 5000}" for n in range(600_000)]}
    )
    odd = IndexDocument(
        91, "odd", {"exact": ["\ud800", "\udfff\x00", "x" * 64, "ende"]}
    )
    engine.write(folder, [huge, odd], ())
    for term, pks in (("w4999", [90]), ("ende", [91]), ("x" * 64, [91]), ("a", None)):
        answer = engine.evaluate(
            folder, SearchRequest(tree.Term("exact", term), size=None)
        )
        assert pks is None or [pk for pk, _score in answer.page] == pks, term
    run = SearchRequest(tree.Phrase("exact", ("w4999", "w0")), size=None)
    assert [pk for pk, _score in engine.evaluate(folder, run).page] == [90]
    assert sorted(dict(engine.list_digests(folder)))[-2:] == [90, 91]
