"""Numbers are counted once for each state of an index, and for each question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.search.engines.held_counts import MOST_HELD_ANSWERS, HeldCounts
from archive.search.engines.protocol import (
    ColumnCount,
    FilterGroup,
    SearchAnswer,
    SearchRequest,
)
from archive.search.engines.query_tree import ColumnIn, Term

NUMBERS = SearchRequest(size=0, counts=(ColumnCount("kind", ""),))


class Engine:
    """Tells how often it was asked."""

    def __init__(self):
        self.held, self.asked = HeldCounts(), 0

    def evaluate(self, request):
        return self.held.make(request, self._answer)

    def _answer(self):
        self.asked += 1
        return SearchAnswer(self.asked, ())


def with_filter(group):
    return replace(NUMBERS, filters=(FilterGroup(group, ColumnIn("tags", (1,))),))


@pytest.mark.parametrize(
    ("request_", "is_held"),
    [
        (NUMBERS, True),
        (with_filter("tags"), True),
        (replace(NUMBERS, hidden=frozenset({7})), True),
        (with_filter("credit"), False),  # what a reader typed
        (with_filter("date"), False),
        (replace(NUMBERS, tree=Term("exact", "police")), False),
        (replace(NUMBERS, partial=Term("exact", "police")), False),
        (replace(NUMBERS, size=20), False),
    ],
)
def test_the_same_numbers_are_counted_once(request_, is_held):
    engine = Engine()
    first = engine.evaluate(request_)
    assert (engine.evaluate(request_) is first) is is_held
    assert engine.asked == (1 if is_held else 2)


def test_what_is_hidden_and_each_filter_are_questions_of_their_own():
    engine = Engine()
    requests = [
        NUMBERS,
        with_filter("tags"),
        with_filter("regions"),
        replace(NUMBERS, hidden=frozenset({7})),
        replace(NUMBERS, hidden=frozenset({8})),
        replace(NUMBERS, counts=()),
    ]
    assert [engine.evaluate(each).total for each in requests] == [1, 2, 3, 4, 5, 6]


def test_the_answer_asked_for_longest_ago_gives_way():
    engine = Engine()
    requests = [
        replace(NUMBERS, hidden=frozenset({number}))
        for number in range(MOST_HELD_ANSWERS + 1)
    ]
    for each in requests[:-1]:
        engine.evaluate(each)
    engine.evaluate(requests[0])
    engine.evaluate(requests[-1])
    assert engine.evaluate(requests[0]).total == 1
    assert engine.evaluate(requests[1]).total == MOST_HELD_ANSWERS + 2
