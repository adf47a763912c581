"""The files of the repository, as the walls see them."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

BASE: Path = settings.BASE_DIR
OUTSIDE = {".venv", "var", "__pycache__"}


@cache
def list_all() -> list[Path]:
    """Every file inside, listed once: a walk through what is outside takes longer."""
    found = []
    for folder, below, names in os.walk(BASE):
        below[:] = [each for each in below if each not in OUTSIDE]
        found += [Path(folder, each) for each in names]
    return sorted(found)


def files(*patterns: str, under: str = ".") -> list[Path]:
    """Files below `under` that match one of the patterns."""
    above = BASE / under
    inside = [
        path
        for path in list_all()
        if path.is_relative_to(above) and any(map(path.match, patterns))
    ]
    assert inside, f"no {patterns} under {under}: does the wall look elsewhere?"
    return inside


def name(path: Path) -> str:
    """A file's path inside the repository."""
    return str(path.relative_to(BASE))


def code(under: str = ".") -> list[Path]:
    """Python files but for migrations."""
    return [p for p in files("*.py", under=under) if p.parent.name != "migrations"]


@cache
def parse(path: Path) -> ast.Module:
    """What a file says, parsed once for all that ask."""
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
