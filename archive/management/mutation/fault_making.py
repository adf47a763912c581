"""Where a module can be made wrong in a small, plausible way, and the wrong text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
# Calls on a value that narrow, order or clean it: without one, there is still a value.
FILTERS = frozenset(
    "filter exclude public unexpired expired waiting distinct order_by reverse strip "
    "lower upper casefold rstrip lstrip removeprefix removesuffix".split()
)
GUARDS = (ast.Raise, ast.Return, ast.Continue, ast.Break)
LocatedNode = ast.expr | ast.stmt  # what `ast` knows the place of
Replacement = tuple[str, LocatedNode, str]  # kind, what is replaced, by which text


@dataclass(frozen=True)
class Fault:
    """One change of a module: the characters from `start` to `end` become `text`."""

    kind: str
    line: int
    start: int
    end: int
    text: str


def find_faults(source: str) -> list[Fault]:
    """All faults that can be made in a module, in the order of its lines. Docstrings,
    annotations, named types and `__all__` are left alone. Raises `SyntaxError`."""
    finder = FaultFinder(source)
    finder.visit(ast.parse(source))
    faults = {
        Fault(kind, node.lineno, *finder.span(node), text)
        for kind, node, text in finder.replacements
    }
    real = (f for f in faults if source[f.start : f.end] != f.text)
    return sorted(real, key=lambda fault: (fault.start, fault.end, fault.text))


def make_fault(source: str, fault: Fault) -> str:
    """The module with that fault."""
    return source[: fault.start] + fault.text + source[fault.end :]


class FaultFinder(ast.NodeVisitor):
    """Walks a module and collects what can be replaced by what."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.replacements: list[Replacement] = []
        self._lines = source.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def span(self, node: LocatedNode) -> tuple[int, int]:
        """Where it begins and ends, in characters of the module."""
        last = node.end_lineno or node.lineno
        column = node.end_col_offset or node.col_offset
        return self._offset(node.lineno, node.col_offset), self._offset(last, column)

    def _offset(self, line: int, column: int) -> int:
        """Characters before a place that `ast` names in bytes of UTF-8."""
        text = self._lines[line - 1]
        before = column if text.isascii() else len(text.encode()[:column].decode())
        return self._starts[line - 1] + before

    def _add(self, kind: str, node: LocatedNode, text: str) -> None:
        self.replacements.append((kind, node, text))

    def _read(self, node: LocatedNode) -> str:
        start, end = self.span(node)
        text = self.source[start:end]
        return f"({text})" if isinstance(node, ast.NamedExpr) else text

    def visit_Compare(self, node: ast.Compare) -> None:
        """Another boundary, or the contrary."""
        if len(node.ops) == 1:
            left, right = self._read(node.left), self._read(node.comparators[0])
            operator = COMPARISONS[type(node.ops[0])]
            self._add("comparison", node, f"{left} {operator} {right}")
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """One condition less."""
        word = " and " if isinstance(node.op, ast.And) else " or "
        for left_out in range(len(node.values)):
            remaining = [v for n, v in enumerate(node.values) if n != left_out]
            text = word.join(self._read(value) for value in remaining)
            self._add("condition left out", node, f"({text})")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """Of conditions that are joined by `&` or `|`, one less; `+` for `-`."""
        left, right = self._read(node.left), self._read(node.right)
        if isinstance(node.op, ast.BitAnd | ast.BitOr):
            self._add("condition left out", node, f"({left})")
            self._add("condition left out", node, f"({right})")
        elif isinstance(node.op, ast.Add | ast.Sub) and not _is_text(node):
            sign = "-" if isinstance(node.op, ast.Add) else "+"
            self._add("arithmetic", node, f"({left} {sign} {right})")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        """Without the negation."""
        if isinstance(node.op, ast.Not | ast.Invert):
            self._add("negation", node, f"({self._read(node.operand)})")
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        """The contrary; and a guard that never holds."""
        is_guard = isinstance(node.body[-1], GUARDS) and not node.orelse
        if is_guard:
            self._add("guard removed", node.test, "False")
        elif not isinstance(node.test, ast.Name) or node.test.id != "TYPE_CHECKING":
            self._add("negation", node.test, f"not ({self._read(node.test)})")
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        """The contrary."""
        self._add("negation", node.test, f"(not ({self._read(node.test)}))")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """A call whose value nobody takes is left out; a docstring is not looked at."""
        if isinstance(node.value, ast.Call):
            self._add("call removed", node, "pass")
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Without a filter; with its first two arguments changed for each other."""
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr in FILTERS:
            self._add("filter removed", node, self._read(called.value))
        if len(node.args) >= 2 and not any(
            isinstance(argument, ast.Starred) for argument in node.args[:2]
        ):
            first, second = node.args[:2]
            span = _join_spans(first, second)
            text = f"{self._read(second)}, {self._read(first)}"
            self._add("arguments swapped", span, text)
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        """None instead."""
        if node.value is not None and self._read(node.value) != "None":
            self._add("None returned", node.value, "None")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """One more; the contrary of a truth."""
        if isinstance(node.value, bool):
            self._add("constant", node, str(not node.value))
        elif isinstance(node.value, int):
            self._add("constant", node, str(node.value + 1))
            self._add("constant", node, f"({node.value - 1})")

    def visit_Dict(self, node: ast.Dict) -> None:
        """One key less."""
        pairs = [
            f"{self._read(key)}: {self._read(value)}" if key else self._read(value)
            for key, value in zip(node.keys, node.values, strict=True)
        ]
        if None not in node.keys:
            for n in range(len(pairs)):
                remaining = ", ".join(pairs[:n] + pairs[n + 1 :])
                self._add("key dropped", node, f"{{{remaining}}}")
        self.generic_visit(node)

    def visit_List(self, node: ast.List) -> None:
        """One item less."""
        self._drop_items(node, node.elts, "[{}]")

    def visit_Tuple(self, node: ast.Tuple) -> None:
        """One item less, where the tuple is a list of what there is."""
        if isinstance(node.ctx, ast.Load) and len(node.elts) > 2:
            self._drop_items(node, node.elts, "({},)")
        else:
            self.generic_visit(node)

    def visit_Set(self, node: ast.Set) -> None:
        """One item less."""
        if len(node.elts) > 1:
            self._drop_items(node, node.elts, "{{{}}}")

    def _drop_items(self, node: ast.expr, items: list[ast.expr], form: str) -> None:
        texts = [self._read(item) for item in items]
        for n in range(len(texts)):
            remaining = ", ".join(texts[:n] + texts[n + 1 :])
            self._add("item dropped", node, form.format(remaining))
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        """All but the names that a package gives out, and types with a name."""
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        if "__all__" not in names and not any(map(_names_type, names)):
            self.visit(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """The value, not what it is said to be."""
        if node.value is not None:
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Defaults and body: neither annotations nor decorators."""
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(default)
        for statement in node.body:
            self.visit(statement)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """The body: neither bases nor decorators."""
        for statement in node.body:
            self.visit(statement)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Texts with values in them are left as they are: `ast` has no places there."""


def _names_type(name: str) -> bool:
    """Whether a name is written as those of types: `QueryNode = Term | Phrase`."""
    return name[0].isupper() and not name.isupper() and "_" not in name


def _is_text(node: ast.BinOp) -> bool:
    """Whether one side is a text, a list or a tuple, which nothing is taken from."""
    texts = ast.JoinedStr | ast.List | ast.Tuple | ast.ListComp
    sides = (node.left, node.right)
    return any(
        isinstance(side, texts)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in sides
    )


def _join_spans(first: ast.expr, last: ast.expr) -> ast.expr:
    """A node from the beginning of one to the end of another."""
    return ast.Constant(
        None,
        lineno=first.lineno,
        col_offset=first.col_offset,
        end_lineno=last.end_lineno,
        end_col_offset=last.end_col_offset,
    )


def iter_lines_changed(source: str, fault: Fault) -> Iterator[str]:
    """The lines that a fault changes, before with `-` and after with `+`."""
    begin = source.rfind("\n", 0, fault.start) + 1
    end = source.find("\n", fault.end)
    end = len(source) if end < 0 else end
    changed = source[begin : fault.start] + fault.text + source[fault.end : end]
    yield from (f"- {line}" for line in source[begin:end].splitlines())
    yield from (f"+ {line}" for line in changed.splitlines())
