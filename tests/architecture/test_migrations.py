"""Migrations stand in one line, and each has a name that says what it does."""

from __future__ import annotations

import ast
import re

from .tree import files

MIGRATIONS = files("0*.py", under="archive/migrations")
AUTOMATIC = re.compile(r"auto_\d+|alter_|_and_more|initial$|merge")


def parents(path):
    """The migrations of ours that one builds upon."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Assign) and node.targets[0].id == "dependencies":
            for pair in node.value.elts:
                if isinstance(pair, ast.Tuple) and pair.elts[0].value == "archive":
                    yield pair.elts[1].value


def test_each_migration_follows_the_one_before_it():
    names = [path.stem for path in MIGRATIONS]
    assert [n[:4] for n in names] == [f"{i:04}" for i in range(1, len(names) + 1)]
    before = [[], *([name] for name in names[:-1])]
    assert [list(parents(path)) for path in MIGRATIONS] == before


def test_each_migration_is_named_by_hand():
    assert not [p.stem for p in MIGRATIONS if AUTOMATIC.search(p.stem)]
