"""The tables of ASVS are whole, name tests that there are, and are counted right, as
are the pages that they point to."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.apps import apps

from .test_documents import list_settings
from .tree import BASE, files, name

FOLDER = BASE / "docs/asvs"
CHAPTERS = sorted(FOLDER.glob("v*.md"))
ROW = re.compile(
    r"^\| V(\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| ([a-z ]+) \| (.+) \|$", re.M
)
STATES = ("holds", "does not apply", "fails")
# Requirements of levels 1 and 2 in each section of version 5.0.0, by chapter.
SECTIONS = {
    1: (2, 9, 11, 3, 2),
    2: (3, 3, 4, 1),
    3: (0, 2, 4, 6, 5, 0, 2),
    4: (3, 1, 2, 4),
    5: (1, 3, 2, 3),
    6: (3, 12, 4, 4, 5, 3, 0, 4),
    7: (3, 4, 2, 5, 2, 2),
    8: (2, 3, 1, 1),
    9: (3, 4),
    10: (2, 2, 4, 11, 5, 2, 3),
    11: (2, 3, 3, 4, 1, 1),
    12: (3, 2, 4),
    13: (1, 5, 2, 5),
    14: (2, 4, 3),
    15: (3, 3, 7),
    16: (1, 5, 4, 3, 3),
    17: (1, 4, 2),
}
LEVELS = {"1": 70, "2": 183}


def read_rows(path):
    """Id, level, words, state and evidence of each row of a chapter."""
    return ROW.findall(path.read_text("utf-8"))


ROWS = [row for path in CHAPTERS for row in read_rows(path)]


def count_states(rows):
    found = Counter(row[3] for row in rows)
    return [found[state] for state in STATES]


@pytest.fixture(scope="module")
def tests():
    """The names of all tests."""
    sources = [path.read_text("utf-8") for path in files("test_*.py", under="tests")]
    return set(re.findall(r"^\s*def (test_\w+)\(", "\n".join(sources), re.MULTILINE))


def test_every_requirement_is_there_once():
    found = Counter(tuple(map(int, row[0].split(".")[:2])) for row in ROWS)
    wanted = {
        (chapter, section): number
        for chapter, sections in SECTIONS.items()
        for section, number in enumerate(sections, start=1)
        if number
    }
    assert found == wanted
    assert len({row[0] for row in ROWS}) == len(ROWS) == 253
    assert Counter(row[1] for row in ROWS) == LEVELS


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_has_its_own_rows_and_no_others(path):
    rows = read_rows(path)
    lines = [line for line in path.read_text("utf-8").splitlines() if "| V" in line]
    assert len(rows) == len(lines)
    assert {f"v{row[0].split('.')[0]}" for row in rows} == {path.stem}
    assert {row[3] for row in rows} <= set(STATES)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_what_holds_names_a_test_that_there_is(row, tests):
    _id, _level, _words, state, evidence = row
    named = re.findall(r"`(test_\w+)`", evidence)
    assert not set(named) - tests
    assert named or state != "holds"


def test_the_numbers_at_the_top_are_right():
    text = (FOLDER / "README.md").read_text("utf-8")
    hold, none, fail = count_states(ROWS)
    assert f"**{hold} hold, {none} do not apply, {fail} fail.**" in text
    for path in CHAPTERS:
        cells = " | ".join(map(str, count_states(read_rows(path))))
        assert re.search(rf"\({path.name}\) \| {re.escape(cells)} \|$", text, re.M), (
            name(path)
        )
    listed = re.findall(r"^\| \[V([\d.]+)\]", text, re.MULTILINE)
    assert listed == [row[0] for row in sorted_rows() if row[3] == "fails"]


def sorted_rows():
    return sorted(ROWS, key=lambda row: [int(part) for part in row[0].split(".")])


def test_every_key_of_the_settings_is_on_the_page_of_keys():
    text = (BASE / "docs/keys.md").read_text("utf-8")
    keys = {each for each in list_settings() if each.endswith("_KEY")}
    assert len(keys) >= 2
    assert not [key for key in keys if f"`{key}`" not in text]


def test_each_table_has_a_level_of_protection():
    text = (BASE / "docs/newsroom.md").read_text("utf-8")
    table = text.partition("## What is kept")[2].partition("## ")[0]
    named = re.findall(r"`(\w+)`", table)
    models = apps.get_models(include_auto_created=True)
    kept = {model.__name__ for model in models if model._meta.managed}
    assert kept - {"Session"} <= set(named)
    assert not [each for each, times in Counter(named).items() if times > 1]
