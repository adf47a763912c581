"""Figures that may only fall: how hard the code is to read, counted.

The limits stand in `pyproject.toml` under `[tool.archive.ratchets]`. Where a count is
below its limit the test asks to lower the limit, so that what was won stays won.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .tree import BASE, code, files, name, parse

LIMITS: dict[str, int] = tomllib.loads((BASE / "pyproject.toml").read_text("utf-8"))[
    "tool"
]["archive"]["ratchets"]
# Django looks for commands in one flat folder; each is a door without logic.
FLAT_FOLDERS = {"archive/management/commands"}
DEFINITIONS = (ast.FunctionDef, ast.ClassDef)


def iter_definitions(path: Path) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Functions and classes at the top level of a module."""
    for node in parse(path).body:
        if isinstance(node, DEFINITIONS):
            yield node


def is_one_word(function: str) -> bool:
    return "_" not in function.strip("_")


def list_lines_with(mark: str) -> list[str]:
    return [
        f"{name(path)}:{number}"
        for path in code()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if f"# {mark}" in line
    ]


def list_names_of_two_modules() -> list[str]:
    places: defaultdict[str, set[str]] = defaultdict(set)
    for path in code("archive"):
        for node in iter_definitions(path):
            if not node.name.startswith("_") and node.name != "Command":
                places[node.name].add(name(path))
    return [f"{each}: {sorted(of)}" for each, of in places.items() if len(of) > 1]


def list_one_word_functions() -> list[str]:
    return [
        f"{name(path)} {node.name}"
        for path in code("archive")
        for node in iter_definitions(path)
        if isinstance(node, ast.FunctionDef) and is_one_word(node.name)
    ]


def list_any_in_web() -> list[str]:
    return [
        f"{name(path)}:{number}"
        for path in code("archive/web")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if re.search(r"\bAny\b", re.sub(r'"[^"]*"', "", line)) and "import" not in line
    ]


def list_parameters_read_by_hand() -> list[str]:
    """Where a view asks `request.GET` or `request.POST` for one value, not a form."""
    by_hand = re.compile(
        r"request\.(GET|POST)(\.get(list)?\(|\[)|\bin request\.(GET|POST)\b"
    )
    return [
        f"{name(path)}:{number}"
        for path in code("archive")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if by_hand.search(line)
    ]


def count_modules_of_fullest_folder() -> list[str]:
    folders = Counter(
        name(path.parent) for path in code("archive") if path.name != "__init__.py"
    )
    most = max(n for folder, n in folders.items() if folder not in FLAT_FOLDERS)
    return [""] * most


def list_runtime_packages() -> list[str]:
    lock = (BASE / "requirements" / "runtime.txt").read_text("utf-8")
    return sorted(set(re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)))


def measure_widest_template() -> list[str]:
    lines = (
        line
        for path in files("*.html", under="templates")
        for line in path.read_text("utf-8").splitlines()
    )
    return [""] * max(map(len, lines))


COUNTS: dict[str, Callable[[], list[str]]] = {
    "public_names_in_two_modules": list_names_of_two_modules,
    "one_word_functions": list_one_word_functions,
    "any_in_web": list_any_in_web,
    "type_ignores": lambda: list_lines_with("type: ignore"),
    "format_skips": lambda: list_lines_with("fmt: skip"),
    "modules_of_fullest_folder": count_modules_of_fullest_folder,
    "parameters_read_by_hand": list_parameters_read_by_hand,
    "runtime_packages": list_runtime_packages,
    "widest_template_line": measure_widest_template,
}


def test_every_limit_is_counted():
    assert set(LIMITS) == set(COUNTS)


@pytest.mark.parametrize("what", COUNTS)
def test_a_count_only_falls(what):
    found = COUNTS[what]()
    limit = LIMITS[what]
    assert len(found) <= limit, f"{what}: {len(found)}, at most {limit}: {found}"
    assert len(found) == limit, f"Lower {what} to {len(found)} in pyproject.toml."
