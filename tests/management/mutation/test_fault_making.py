"""Which faults are made of which code."""

from __future__ import annotations

import ast

import pytest

from archive.management.mutation import find_faults, make_fault
from tests.architecture.tree import BASE

MADE = {
    "x = a < b": {"x = a <= b"},
    "x = a >= b": {"x = a > b"},
    "x = a in b": {"x = a not in b"},
    "x = a is None": {"x = a is not None"},
    "x = not a": {"x = (a)"},
    "x = ~a": {"x = (a)"},
    "x = a and b": {"x = (a)", "x = (b)"},
    "x = a or b or c": {"x = (a or b)", "x = (a or c)", "x = (b or c)"},
    "x = Q(a=b) & c": {"x = (Q(a=b))", "x = (c)"},
    "x = a + b": {"x = (a - b)"},
    "x = a + 'b'": set(),
    "x = 3": {"x = 4", "x = (2)"},
    "x = True": {"x = False"},
    "x = {'a': b, 'c': d}": {"x = {'a': b}", "x = {'c': d}"},
    "x = [a, b]": {"x = [a]", "x = [b]"},
    "x = (a, b, c)": {"x = (a, b,)", "x = (a, c,)", "x = (b, c,)"},
    "x = a, b": set(),
    "x = {a, b}": {"x = {a}", "x = {b}"},
    "f(a, b)": {"pass", "f(b, a)"},
    "f(*a, b)": {"pass"},
    "x = rows.filter(a=b)": {"x = rows"},
    "x = rows.exclude(a=b).order_by('c')": {
        "x = rows.order_by('c')",
        "x = rows.exclude(a=b)",
    },
    "x = a.strip()": {"x = a"},
    "if a:\n    raise b": {"if False:\n    raise b"},
    "if a:\n    b = c": {"if not (a):\n    b = c"},
    "x = a if b else c": {"x = a if (not (b)) else c"},
    "def f():\n    return a": {"def f():\n    return None"},
    "def f():\n    return None": set(),
    "def f(a=1):\n    pass": {"def f(a=2):\n    pass", "def f(a=(0)):\n    pass"},
    "x = 'ü' < a": {"x = 'ü' <= a"},
    "f(\n    'ö',\n    b,\n)": {"pass", "f(\n    b, 'ö',\n)"},
    "x = (y := a) == b": {"x = (y := a) != b"},
    # What is no fault of what the module does.
    '"""A text."""': set(),
    "x: list[int] = a": set(),
    "__all__ = ['a', 'b']": set(),
    "QueryNode = Term | Phrase | And": set(),
    "State = Literal['a', 'b', 'c']": set(),
    "FLAGS = A | B": {"FLAGS = (A)", "FLAGS = (B)"},
    "if TYPE_CHECKING:\n    import a": set(),
    "x = f'{a + 1}'": set(),
    "@dataclass(frozen=True)\nclass A(B[1]):\n    x: int": set(),
}


@pytest.mark.parametrize("source", list(MADE))
def test_faults_are_made_of(source):
    made = {make_fault(source, fault) for fault in find_faults(source)}
    assert made == MADE[source]


def test_every_fault_of_every_module_can_be_compiled():
    """One in fifty of all: each is Python, and differs from what there is."""
    seen = 0
    for path in sorted((BASE / "archive").rglob("*.py"))[::3]:
        source = path.read_text("utf-8")
        for fault in find_faults(source)[::25]:
            made = make_fault(source, fault)
            ast.parse(made)
            assert made != source
            seen += 1
    assert seen > 100
