"""The segments of vectors hold what was written, and are read whole or not at all."""

from __future__ import annotations

import json
import stat

import numpy as np
import pytest

from archive.search.engines.protocol import IndexUnwritable
from archive.search.index.generations import get_index_root
from archive.search.meaning import passage_vectors, vector_segments
from archive.search.meaning.encoding import DIMENSIONS
from archive.search.meaning.passage_vectors import (
    change_vectors,
    delete_vectors,
    get_list_path,
    list_segment_files,
    open_vectors,
)
from archive.search.meaning.vector_segments import (
    ROWS_AT_ONCE,
    VectorRow,
    digest_text,
    quantize_vector,
)

RANDOM = np.random.default_rng(18)


def make_unit_vector():
    vector = RANDOM.standard_normal(DIMENSIONS).astype(np.float32)
    return vector / np.linalg.norm(vector)


def make_row(entry, language, vector=None):
    given = make_unit_vector() if vector is None else vector
    return VectorRow(entry, language, digest_text(f"{entry}"), *quantize_vector(given))


def digests_of(*entries):
    return {entry: f"{entry}".encode().ljust(32) for entry in entries}


def add(*rows):
    change_vectors((), rows, digests_of(*(row.entry for row in rows)))


def list_entries():
    return sorted(row.entry for row in open_vectors().iter_rows())


def list_files():
    return {path.name: path.stat().st_ino for path in list_segment_files()}


@pytest.fixture(autouse=True)
def root():
    get_index_root().mkdir(parents=True)


def test_rows_of_a_language_stand_together_and_keep_their_entry_and_text():
    add(make_row(5, "en"), make_row(4, "de"), make_row(3, "en"))
    vectors = open_vectors()
    (segment,) = vectors.segments
    assert segment.spans == {"de": (0, 1), "en": (1, 3)}
    found = [(row.entry, row.language, row.digest) for row in vectors.iter_rows()]
    assert found == [
        (n, c, digest_text(str(n))) for n, c in ((4, "de"), (3, "en"), (5, "en"))
    ]
    assert vectors.digest_by_document == digests_of(3, 4, 5)
    assert vectors.languages == {"de", "en"}


@pytest.mark.parametrize("number", [1, ROWS_AT_ONCE, ROWS_AT_ONCE + 1])
def test_every_row_is_scored_as_the_cosine_says(number):
    given = [make_unit_vector() for _n in range(number)]
    add(*(make_row(n, "en", v) for n, v in enumerate(given)))
    asked = make_unit_vector()
    found = open_vectors().find_nearest(asked, {"en"})
    cosines = np.array(given) @ asked
    nearest = np.sort(cosines)[::-1][: passage_vectors.MOST_NEAR]
    assert np.allclose([one.likeness for one in found], nearest, atol=0.01)
    likeness = {one.entry: one.likeness for one in found}
    assert len(found) == min(number, passage_vectors.MOST_NEAR)
    assert np.allclose([likeness[n] for n in likeness], cosines[[*likeness]], atol=0.01)


def test_only_texts_in_the_languages_asked_for_are_found():
    add(make_row(1, "en"), make_row(2, "de"), make_row(3, "zh-Hans"))
    asked = make_unit_vector()
    found = open_vectors().find_nearest(asked, {"de", "zh-Hans", "fr"})
    assert {(one.entry, one.language) for one in found} == {(2, "de"), (3, "zh-Hans")}
    assert open_vectors().find_nearest(asked, set()) == []


def test_of_many_rows_the_nearest_by_half_of_the_dimensions_are_rescored(monkeypatch):
    monkeypatch.setattr(passage_vectors, "MOST_RESCORED", 20)
    asked = make_unit_vector()
    near = asked + 0.5 * make_unit_vector()
    rows = [make_row(n, "en") for n in range(200)]
    add(*rows, make_row(900, "en", near / np.linalg.norm(near)))
    found = open_vectors().find_nearest(asked, {"en"})
    assert found[0].entry == 900
    assert len(found) == 20


def test_a_vector_of_zeros_stays_one():
    integers, scale = quantize_vector(np.zeros(DIMENSIONS, np.float32))
    assert not integers.any() and scale == 1.0


def test_the_vectors_of_an_entry_are_read_back():
    given = make_unit_vector()
    add(make_row(1, "en"), make_row(2, "de", given))
    (found,) = open_vectors().read_vectors_of(2)
    assert np.allclose(found, given, atol=0.01)
    assert len(open_vectors().read_vectors_of(3)) == 0


@pytest.fixture
def three_segments(monkeypatch):
    """Entries 1 to 6, two in each segment."""
    monkeypatch.setattr(passage_vectors, "ROWS_PER_SEGMENT", 2)
    add(*(make_row(entry, "en") for entry in range(1, 7)))
    assert len(list_files()) == 3


def test_what_is_new_goes_into_one_segment(three_segments):
    before = list_files()
    add(make_row(7, "en"))
    assert before.items() < list_files().items()
    one_more = list_files()
    add(make_row(8, "en"))
    assert len(list_files()) == 4
    assert len(list_files().items() & one_more.items()) == 3
    assert list_entries() == list(range(1, 9))


def test_what_is_gone_is_in_no_file_and_the_other_segments_stay(three_segments):
    before = list_files()
    change_vectors([3], [], {})
    assert len(list_files().items() & before.items()) == 2
    assert list_entries() == [1, 2, 4, 5, 6]
    assert open_vectors().digest_by_document == digests_of(1, 2, 4, 5, 6)
    files = b"".join(path.read_bytes() for path in list_segment_files())
    assert digest_text("3") not in files and digest_text("4") in files
    change_vectors([1, 2, 4, 5, 6], [], {})
    assert list_files() == {} and len(open_vectors()) == 0


def test_an_entry_that_changed_has_its_new_rows_only(three_segments):
    row = VectorRow(3, "de", digest_text("new"), *quantize_vector(make_unit_vector()))
    change_vectors([3], [row], {3: b"n" * 32})
    assert [r.digest for r in open_vectors().iter_rows() if r.entry == 3] == [
        row.digest
    ]
    assert open_vectors().digest_by_document[3] == b"n" * 32


def test_a_document_without_text_that_the_model_knows_is_noted_too():
    change_vectors((), [], digests_of(9))
    assert open_vectors().digest_by_document == digests_of(9)
    assert len(open_vectors()) == 0


def test_a_change_that_fails_leaves_all_as_it_was(three_segments, monkeypatch):
    before = list_files()

    def refuse(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(passage_vectors, "write_segment", refuse)
    with pytest.raises(IndexUnwritable, match="No space"):
        change_vectors([3], [make_row(9, "en")], digests_of(9))
    assert list_files() == before
    assert list_entries() == [1, 2, 3, 4, 5, 6]


def test_a_file_that_is_not_listed_is_not_read_and_goes_with_the_next_change():
    add(make_row(1, "en"))
    for name in ("passages-00077.vectors", "passages.vectors"):  # of a crash; of 0.2
        (get_index_root() / name).write_bytes(b"left")
    assert list_entries() == [1]
    add(make_row(2, "en"))
    assert len(list_files()) == 1
    assert list_entries() == [1, 2]


def test_the_files_are_their_owners_only_and_gone_when_they_are_deleted():
    add(make_row(1, "en"))
    for path in list_segment_files():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    delete_vectors()
    assert list(get_index_root().iterdir()) == []
    assert len(open_vectors()) == 0
    delete_vectors()


@pytest.mark.parametrize(
    "harm",
    [
        lambda whole: whole[:-1],
        lambda whole: whole + b"x",
        lambda whole: b"",
        lambda whole: whole[:4],
        lambda whole: b"\xff" * 8 + whole[8:],
        lambda whole: whole.replace(b'"rows": 1', b'"rows": 9'),
        lambda whole: whole.replace(b'"model"', b'"modal"'),
    ],
)
def test_without_a_whole_file_there_are_no_vectors(harm):
    add(make_row(1, "en"))
    assert len(open_vectors()) == 1
    (path,) = list_segment_files()
    path.write_bytes(harm(path.read_bytes()))
    touch_list()
    assert len(open_vectors()) == 0
    assert open_vectors().digest_by_document == {}
    add(make_row(2, "en"))
    assert list_entries() == [2]


@pytest.mark.parametrize("listed", ["", "x", "{}", "[1]", '["passages-00009.vectors"]'])
def test_without_a_list_that_can_be_read_there_are_no_vectors(listed):
    add(make_row(1, "en"))
    get_list_path().write_text(listed)
    assert len(open_vectors()) == 0


def test_vectors_of_another_model_are_none(monkeypatch):
    monkeypatch.setattr(vector_segments, "MODEL_NAME", "another")
    add(make_row(1, "en"))
    monkeypatch.undo()
    touch_list()
    assert len(open_vectors()) == 0


def touch_list():
    """As if the list had been replaced."""
    names = json.loads(get_list_path().read_text())
    get_list_path().unlink()
    get_list_path().write_text(json.dumps(names) + " ")
