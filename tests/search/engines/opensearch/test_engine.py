"""The protocol of engines on three nodes: the same requests as of every engine."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.search.engines import invented, test_protocol, test_query_tree

from . import make_engine

FEW = settings(test_protocol.FEW, max_examples=12)  # each takes a second or two


@FEW
@given(
    invented.documents(),
    st.lists(st.integers(1, 12).map(lambda n: n * 3), max_size=3),
    st.lists(invented.requests, min_size=1, max_size=8),
    st.integers(0, 12),
)
def test_the_cluster_answers_as_the_plain_evaluation(documents, gone, requests, half):
    test_protocol.compare_with_plain_evaluation(
        make_engine, documents, gone, requests, half
    )


@FEW
@given(invented.documents(), invented.requests, st.booleans())
def test_every_slice_is_a_part_of_the_whole(documents, request, is_ordered):
    test_protocol.compare_slices(make_engine, documents, request, is_ordered)


@FEW
@given(invented.documents())
def test_words_that_begin_so_are_told_with_their_documents(documents):
    test_protocol.compare_words(make_engine, documents)


def test_the_cluster_finds_what_fts5_finds(tmp_path):
    test_query_tree.compare_with_fts5(make_engine, tmp_path)
