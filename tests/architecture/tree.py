"""The files of the repository, as the walls see them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

BASE: Path = settings.BASE_DIR
OUTSIDE = {".venv", "var", "__pycache__"}


def files(*patterns: str, under: str = ".") -> list[Path]:
    """Files below `under` that match one of the patterns."""
    found = {p for pattern in patterns for p in (BASE / under).rglob(pattern)}
    inside = [p for p in found if not OUTSIDE & set(p.relative_to(BASE).parts)]
    assert inside, f"no {patterns} under {under}: does the wall look elsewhere?"
    return sorted(inside)


def name(path: Path) -> str:
    """A file's path inside the repository."""
    return str(path.relative_to(BASE))


def code(under: str = ".") -> list[Path]:
    """Python files but for migrations."""
    return [p for p in files("*.py", under=under) if p.parent.name != "migrations"]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
