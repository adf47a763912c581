"""What a test file is about: what it imports, mirrors and asks by address."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from .import_graph import read_imported_names


@cache
def read_addresses(root: Path, package: str) -> dict[re.Pattern[str], str]:
    """The views of `urls.py` by what their addresses look like: of each
    `path("regions/<str:code>/", region_pages.region_detail)` the dotted name. A path
    that is put together while Python runs is left out."""
    path = root / package / "urls.py"
    if not path.exists():
        return {}
    modules = {name.rpartition(".")[2]: name for name in read_imported_names(path)}
    found: dict[re.Pattern[str], str] = {}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(
                ast.Name("path"),
                [ast.Constant(str(text)), ast.Attribute(ast.Name(module), view), *_],
            ) if module in modules:
                fixed = re.split("<[^>]*>", f"/{text}")
                pattern = re.compile("[^/]+".join(map(re.escape, fixed)))
                found[pattern] = f"{modules[module]}.{view}"
    return found


@cache
def find_tested_names(path: Path, root: Path, package: str) -> frozenset[str]:
    """Dotted names of what a test file is about: its imports; the module whose place it
    mirrors; and the views whose addresses it writes, where a value in one
    (`f"/x/{code}/"`) may be anything."""
    addresses = read_addresses(root, package)
    written = {re.split("[?#]", text)[0] for text in _list_addresses(path)}
    views = {
        view
        for pattern, view in addresses.items()
        if any(pattern.fullmatch(each) for each in written)
    }
    folder = ".".join((package, *path.relative_to(root / "tests").parts[:-1]))
    own = path.stem.removeprefix("test_")
    mirrored = {f"{folder}.{own}.{own}", f"{folder}._{own}.{own}"}
    return frozenset(views | mirrored | _list_names_with_helpers(path, root, package))


def _list_names_with_helpers(path: Path, root: Path, package: str) -> set[str]:
    """What a test file imports or names in a text (`importorskip("archive.text")`), it
    and what it shares with others: the tests' own modules that it imports, and the
    fixtures of its folder."""
    named = _list_names(path, package)
    helpers = {path.parent / "conftest.py"}
    for name in named:
        place = root.joinpath(*name.split("."))
        helpers |= {place.with_suffix(".py"), place / "__init__.py"}
    for helper in helpers:
        if helper.is_relative_to(root / "tests") and helper.exists():
            named = named | _list_names(helper, package)
    return named


@cache
def _list_names(path: Path, package: str) -> set[str]:
    """What one file imports, or writes as a dotted name of the package."""
    dotted = re.compile(rf"""["']({package}(?:\.\w+)+)["']""")
    names = set(read_imported_names(path))
    return names | set(dotted.findall(path.read_text("utf-8")))


def _list_addresses(path: Path) -> set[str]:
    source = path.read_text("utf-8")
    if "client" not in source:  # a "/" in it is no address
        return set()
    written: set[str] = set()
    nodes: list[ast.AST] = [ast.parse(source)]
    for node in nodes:  # it grows
        if isinstance(node, ast.JoinedStr):
            written.add("".join(map(_read_text, node.values)))
        else:
            written.add(_read_text(node))
            nodes += ast.iter_child_nodes(node)
    return {text for text in written if text.startswith("/")}


def _read_text(node: ast.AST) -> str:
    """A constant text, or what may stand for a value in an address."""
    match node:
        case ast.Constant(str(text)):
            return text
    return "0"
