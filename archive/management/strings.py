"""The interface's strings: where they stand in code and templates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

CALLS = {  # name: (context, singular, plural) as positions of arguments
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
QUOTED = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(
    rf"\b(n?p?gettext|_)\(\s*({QUOTED}(?:\s*,\s*{QUOTED})*)", re.DOTALL
)


class String(NamedTuple):
    """A string to translate, as gettext knows it."""

    text: str
    plural: str | None
    context: str | None
    place: tuple[str, int]


def strings(base: Path) -> Iterator[String]:
    """Every string of code and templates, with its place."""
    for path in sorted((base / "archive").rglob("*.py")):
        if "migrations" not in path.parts:
            yield from in_code(path, base)
    for path in sorted((base / "templates").rglob("*.*")):
        yield from in_template(path, base)


def in_code(path: Path, base: Path) -> Iterator[String]:
    """The strings of a Python file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        literal = [
            a.value
            if isinstance(a, ast.Constant) and isinstance(a.value, str)
            else None
            for a in node.args
        ]
        place = (str(path.relative_to(base)), node.lineno)
        if name in CALLS and (found := _string(name, literal, place)):
            yield found


def in_template(path: Path, base: Path) -> Iterator[String]:
    """The strings of a template, as Django reads it."""
    source = templatize(path.read_text("utf-8"), origin=str(path))
    for match in IN_TEMPLATE.finditer(source):
        literal = [ast.literal_eval(text) for text in re.findall(QUOTED, match[2])]
        line = source.count("\n", 0, match.start()) + 1
        if found := _string(match[1], literal, (str(path.relative_to(base)), line)):
            yield found


def _literal(node: ast.expr) -> str | None:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) else None


def _string(
    name: str, literal: list[str | None], place: tuple[str, int]
) -> String | None:
    context, singular, plural = (
        None if position is None or position >= len(literal) else literal[position]
        for position in CALLS[name]
    )
    return String(singular, plural, context, place) if singular else None
