"""Which tests are asked about a fault, by what they called without it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive.management.mutation import covering_tests

CALLS = "def a():\n    return 1\n\n\n@b\ndef c():\n    def d():\n        return 2\n"


@pytest.mark.parametrize(
    ("line", "first"), [(1, 1), (2, 1), (3, None), (5, 5), (6, 5), (7, 7), (8, 7)]
)
def test_a_line_is_of_the_innermost_function(line, first):
    assert covering_tests.find_function(CALLS, line) == first


def test_a_function_that_an_import_calls_is_reached_by_all_tests_of_the_layer():
    imported = frozenset([("m.py", 1)])
    records = [replace(one, imported=imported) for one in RECORDS]
    found = covering_tests.choose_covering_tests(
        records, ["tests/made"], Path("m.py"), CALLS, 2, most_seconds=6.0
    )
    assert [one.test for one in found] == [
        "tests/far.py::test_a",
        "tests/near.py::test_b",
        "tests/made/x.py::test_a",
        "tests/made/x.py::test_b",
        "tests/far.py::test_b",
        "tests/near.py::test_a",
    ]


def record(test, seconds=1.0, prepared=(), called=(), recorded=True):
    lines = [frozenset(("m.py", line) for line in each) for each in (prepared, called)]
    return covering_tests.TestRecord(test, seconds, seconds, True, recorded, *lines)


RECORDS = (
    record("tests/far.py::test_a", called=[1]),
    record("tests/far.py::test_b"),
    record("tests/made/x.py::test_a", prepared=[1]),
    record("tests/made/x.py::test_b"),
    record("tests/near.py::test_a"),
    record("tests/near.py::test_b", called=[1]),
    record("tests/near.py::test_long", seconds=29.0, called=[1]),
)


def test_tests_that_call_a_function_are_asked_the_nearest_first():
    """Then those whose fixtures may have; what would take too long in all is left."""
    nearest = ["tests/near.py", "tests/made"]
    found = covering_tests.choose_covering_tests(
        RECORDS, nearest, Path("m.py"), CALLS, 2
    )
    assert [one.test for one in found] == [
        "tests/near.py::test_b",
        "tests/near.py::test_long",
    ]
    found = covering_tests.choose_covering_tests(
        [one for one in RECORDS if one.seconds < 9], nearest, Path("m.py"), CALLS, 2
    )
    assert [one.test for one in found] == [
        "tests/near.py::test_b",
        "tests/far.py::test_a",
        "tests/made/x.py::test_a",
        "tests/made/x.py::test_b",
    ]
    unknown = [
        record(f"tests/{name}::test_unknown", recorded=False)
        for name in ("farther.py", "near.py")
    ]
    nearest = ["tests/near.py", "tests/other.py", "tests/made"]
    found = covering_tests.choose_covering_tests(
        [*unknown, *RECORDS[:4]], nearest, Path("m.py"), CALLS, 2
    )
    assert [one.test for one in found] == [
        "tests/near.py::test_unknown",
        "tests/far.py::test_a",
        "tests/made/x.py::test_a",
        "tests/made/x.py::test_b",
        "tests/farther.py::test_unknown",
    ]
    (quickest,) = covering_tests.choose_covering_tests(
        RECORDS, nearest, Path("m.py"), CALLS, 2, most_seconds=0.5
    )
    assert quickest.seconds == 1.0
    everywhere = covering_tests.choose_covering_tests(
        RECORDS, nearest, Path("m.py"), CALLS, 3
    )
    assert [one.path for one in everywhere[:2]] == ["tests/near.py"] * 2


def test_of_a_line_outside_functions_the_tests_of_its_module_come_first():
    records = [
        record("tests/near.py::test_other"),
        record("tests/near.py::test_calls", called=[1]),
        record("tests/far.py::test_calls", called=[7]),
        record("tests/far.py::test_other"),
    ]
    found = covering_tests.choose_covering_tests(
        records, ["tests/near.py"], Path("m.py"), CALLS, 3
    )
    assert [one.test for one in found] == [
        "tests/near.py::test_calls",
        "tests/far.py::test_calls",
        "tests/near.py::test_other",
        "tests/far.py::test_other",
    ]


def test_a_test_that_calls_little_beside_the_function_comes_first():
    records = [
        record("tests/far.py::test_much", called=[1, 5, 7]),
        record("tests/far.py::test_little", called=[1]),
        record("tests/near.py::test_much", called=[1, 5, 7]),
        record("tests/near.py::test_some", called=[1, 5]),
        record("tests/other.py::test_some", called=[1, 5]),
    ]
    nearest = ["tests/near.py", "tests/other.py", "tests/far.py"]
    found = covering_tests.choose_covering_tests(
        records, nearest, Path("m.py"), CALLS, 2
    )
    assert [one.test for one in found] == [
        "tests/near.py::test_some",
        "tests/near.py::test_much",
        "tests/far.py::test_little",
        "tests/other.py::test_some",
        "tests/far.py::test_much",
    ]
