"""The file of vectors holds what was written, and is read whole or not at all."""

from __future__ import annotations

import stat

import numpy as np
import pytest

from archive.search.index.generations import get_index_root
from archive.search.meaning import passage_vectors
from archive.search.meaning.passage_vectors import (
    DIMENSIONS,
    ROWS_AT_ONCE,
    VectorRow,
    delete_vectors,
    digest_text,
    get_vectors_path,
    open_vectors,
    quantize_vector,
    write_vectors,
)

RANDOM = np.random.default_rng(18)


def make_unit_vector():
    vector = RANDOM.standard_normal(DIMENSIONS).astype(np.float32)
    return vector / np.linalg.norm(vector)


def make_row(entry, language, vector=None):
    given = make_unit_vector() if vector is None else vector
    return VectorRow(entry, language, digest_text(f"{entry}"), *quantize_vector(given))


@pytest.fixture(autouse=True)
def root():
    get_index_root().mkdir(parents=True)


def test_rows_of_a_language_stand_together_and_keep_their_entry_and_text():
    rows = [make_row(5, "en"), make_row(4, "de"), make_row(3, "en")]
    write_vectors(rows, {7: b"d" * 32})
    vectors = open_vectors()
    assert vectors.spans == {"de": (0, 1), "en": (1, 3)}
    found = [(pk, code, digest) for pk, code, digest, _v, _s in vectors.iter_rows()]
    assert found == [
        (n, c, digest_text(str(n))) for n, c in ((4, "de"), (3, "en"), (5, "en"))
    ]
    assert vectors.digest_by_document == {7: b"d" * 32}


@pytest.mark.parametrize("number", [1, ROWS_AT_ONCE, ROWS_AT_ONCE + 1])
def test_every_row_is_scored_as_the_cosine_says(number):
    given = [make_unit_vector() for _n in range(number)]
    write_vectors([make_row(n, "en", v) for n, v in enumerate(given)], {})
    asked = make_unit_vector()
    scores = open_vectors().score_rows(asked, 0, number)
    assert np.allclose(scores, np.array(given) @ asked, atol=0.01)
    assert np.allclose(
        open_vectors().score_rows(asked, number - 1, number), scores[-1:]
    )


def test_a_vector_of_zeros_stays_one():
    integers, scale = quantize_vector(np.zeros(DIMENSIONS, np.float32))
    assert not integers.any() and scale == 1.0


def test_the_file_is_its_owners_only_and_gone_when_it_is_deleted():
    write_vectors([make_row(1, "en")], {})
    assert stat.S_IMODE(get_vectors_path().stat().st_mode) == 0o600
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
def test_a_file_that_is_not_whole_is_none(harm):
    write_vectors([make_row(1, "en")], {1: b"d" * 32})
    assert len(open_vectors()) == 1
    get_vectors_path().write_bytes(harm(get_vectors_path().read_bytes()))
    assert len(open_vectors()) == 0
    assert open_vectors().digest_by_document == {}


def test_vectors_of_another_model_are_none(monkeypatch):
    write_vectors([make_row(1, "en")], {})
    monkeypatch.setattr(passage_vectors, "MODEL_NAME", "another")
    write_vectors([make_row(1, "en")], {})
    monkeypatch.undo()
    assert len(open_vectors()) == 0
