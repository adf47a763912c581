"""The CSL project's own test suite: the cases that pass may only become more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.citations.csl_suite import find_suite_file, passes, read_suite

LIST_FILE = Path(__file__).parents[1] / "csl_suite_passing.txt"


@pytest.fixture(scope="module")
def results():
    """Whether each case that we have passes, by name."""
    file = find_suite_file()
    if not file.is_file():
        pytest.skip("the CSL project's test suite is not beside the clone")
    return {case.name: passes(case) for case in read_suite(file) if case.is_runnable}


def test_each_case_of_the_list_passes(results):
    listed = set(LIST_FILE.read_text("utf-8").split())
    assert not {name for name in listed if not results[name]}


def test_the_list_names_each_case_that_passes(results):
    passed = {name for name, is_right in results.items() if is_right}
    assert not passed - set(LIST_FILE.read_text("utf-8").split())
