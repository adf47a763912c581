"""Each decision has a number, a status, a date, three parts and a row in the index."""

from __future__ import annotations

import re

import pytest

from .tree import BASE

DECISIONS = sorted((BASE / "docs" / "decisions").glob("0*.md"))
INDEX = (BASE / "docs" / "decisions" / "README.md").read_text("utf-8")
STATUS = re.compile(
    r"accepted"
    r"|accepted; \[(\d{4})\]\(\1-[a-z-]+\.md\) changed \S.*"
    r"|superseded by \[(\d{4})\]\(\2-[a-z-]+\.md\)"
)
FORM = re.compile(
    r"# (?P<number>\d+)\. (?P<title>\S.*)\n\n"
    r"- Status: (?P<status>.+)\n"
    r"- Date: (?P<date>20\d\d-\d\d-\d\d)\n\n"
    r"## Context\n\n\S[^#]*"
    r"## Decision\n\n\S[^#]*"
    r"## Consequences\n\n\S[^#]*"
)


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name[:4])
def test_a_decision_has_the_form_and_a_row_in_the_index(path):
    found = FORM.fullmatch(path.read_text("utf-8"))
    assert found, f"{path.name} does not follow the form in docs/decisions/README.md"
    assert int(found["number"]) == int(path.name[:4])
    status = STATUS.fullmatch(found["status"])
    assert status, found["status"]
    later = status[1] or status[2]
    assert not later or int(later) > int(found["number"])
    row = f"| [{path.name[:4]}]({path.name}) | {found['title']} | {found['status']} |"
    assert row in INDEX.splitlines()


def test_the_index_lists_nothing_else():
    rows = re.findall(r"^\| \[\d{4}\]\((.+?)\)", INDEX, re.MULTILINE)
    assert rows == [path.name for path in DECISIONS]


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        ("accepted", True),
        ("superseded by [0054](0054-ordinary-translations.md)", True),
        ("superseded by [0054](0055-what-is-installed.md)", False),
        ("proposed", False),
        ("superseded", False),
    ],
)
def test_a_status_is_one_of_three(status, allowed):
    assert bool(STATUS.fullmatch(status)) == allowed
