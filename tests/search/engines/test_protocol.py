"""Every engine answers as the plain evaluation does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.search.engines import ENGINES, invented, oracle

FEW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FEWER = settings(FEW, max_examples=30)  # where less is drawn


@ENGINES
@FEW
@given(
    invented.documents(),
    st.lists(st.integers(1, 12).map(lambda n: n * 3), max_size=3),
    st.lists(invented.requests, min_size=1, max_size=8),
    st.integers(0, 12),
)
def test_an_engine_answers_as_the_plain_evaluation(
    make, documents, gone, requests, half
):
    compare_with_plain_evaluation(make, documents, gone, requests, half)


def compare_with_plain_evaluation(make, documents, gone, requests, half):
    with TemporaryDirectory() as name:
        folder = Path(name) / "index"
        engine = make()
        engine.create(folder)
        older = [replace(d, terms={"exact": ["a", "b"]}) for d in documents[half:]]
        engine.write(folder, documents[:half] + older, ())
        assert engine.evaluate(folder, requests[0]).total >= 0  # a state to be renewed
        engine.write(folder, documents[half:], gone)
        left = [d for d in documents if d.pk not in gone or d in documents[half:]]
        assert sorted(engine.list_digests(folder)) == [(d.pk, d.digest) for d in left]
        for request in requests:
            compare(engine.evaluate(folder, request), oracle.answer(left, request))
            whole = replace(request, start=0, size=None)
            found = engine.evaluate(folder, whole)
            wanted = oracle.answer(left, whole)
            assert {pk for pk, _s in found.page} == {pk for pk, _s in wanted.page}
            scores = [score for _pk, score in found.page]
            if request.order is None:
                assert scores == sorted(scores, reverse=True)
        engine.close()


def compare(found, wanted):
    assert found.total == wanted.total
    assert found.counts == wanted.counts
    assert found.pair_counts == wanted.pair_counts
    assert len(found.page) == len(wanted.page)


@ENGINES
@FEWER
@given(invented.documents(), invented.requests, st.booleans())
def test_every_slice_is_a_part_of_the_whole(make, documents, request, is_ordered):
    compare_slices(make, documents, request, is_ordered)


def compare_slices(make, documents, request, is_ordered):
    with TemporaryDirectory() as name:
        engine = make()
        folder = Path(name)
        engine.create(folder)
        engine.write(folder, documents, ())
        if is_ordered and request.order is not None:
            wanted = oracle.answer(documents, request)
            found = engine.evaluate(folder, request)
            assert [pk for pk, _s in found.page] == [pk for pk, _s in wanted.page]
        whole = engine.evaluate(folder, replace(request, start=0, size=None)).page
        for start in range(len(whole) + 1):
            part = engine.evaluate(folder, replace(request, start=start, size=2))
            assert part.page == whole[start : start + 2]
        engine.close()


@ENGINES
@FEWER
@given(invented.documents())
def test_words_that_begin_so_are_told_with_their_documents(make, documents):
    compare_words(make, documents)


def compare_words(make, documents):
    with TemporaryDirectory() as name:
        folder = Path(name) / "index"
        engine = make()
        engine.create(folder)
        half = len(documents) // 2
        engine.write(folder, documents[:half], ())
        engine.write(folder, documents[half:], ())
        held = [set(document.terms.get("exact", ())) for document in documents]
        wanted = {
            word: sum(word in said for said in held)
            for word in set().union(*held)
            if word.startswith("a")
        }
        assert dict(engine.list_words_with_prefix(folder, "exact", "a", 99)) == wanted
        assert len(engine.list_words_with_prefix(folder, "exact", "a", 1)) == min(
            1, len(wanted)
        )
        engine.close()
