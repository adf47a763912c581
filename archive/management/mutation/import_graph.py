"""How many imports lie between what a test names and a module."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


class ImportGraph:
    """Which modules of a package import which, each name taken to where it is defined:
    what `archive.transparency` gives out is of `archive.transparency._merkle_tree`."""

    def __init__(self, root: Path, package: str) -> None:
        """Reads every module of the package at `root`."""
        self._modules: dict[str, Path] = {}
        for path in sorted((root / package).rglob("*.py")):
            self._modules[name_module(path.relative_to(root))] = path
        self._importers: dict[str, set[str]] = {}
        for name, path in self._modules.items():
            for imported in self._list_imports(name, path):
                self._importers.setdefault(imported, set()).add(name)

    def _list_imports(self, name: str, path: Path) -> set[str]:
        around = name if path.stem == "__init__" else name.rpartition(".")[0]
        return self.find_modules(read_imported_names(path, around)) - {name}

    def find_modules(self, names: frozenset[str]) -> set[str]:
        """The modules of the package that these dotted names are, or are defined in."""
        return set(filter(None, map(self._find_module, names)))

    def _find_module(self, name: str) -> str | None:
        if name in self._modules:
            return name
        package, _dot, taken = name.rpartition(".")
        path = self._modules.get(package)
        if path is None:
            return None
        if path.stem == "__init__":
            for one in read_imported_names(path, package):
                if one.rpartition(".")[2] == taken and one != name:
                    return self._find_module(one) or package
        return package

    def measure_distances(self, module: str) -> dict[str, int]:
        """How many imports each module is away that reaches `module` at all."""
        distances, reached = {module: 0}, [module]
        for name in reached:  # it grows
            for importer in self._importers.get(name, ()):
                if importer not in distances:
                    distances[importer] = distances[name] + 1
                    reached.append(importer)
        return distances


@cache
def read_import_graph(root: Path, package: str) -> ImportGraph:
    """The graph of the package at `root`, read once."""
    return ImportGraph(root, package)


@cache
def read_imported_names(path: Path, package: str = "") -> frozenset[str]:
    """Modules that a file of `package` imports, and what it takes out of packages; of a
    file of no package, without those that it names by dots alone."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (package or not node.level):
            module = _find_source(node, package)
            names |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return frozenset(names)


def _find_source(node: ast.ImportFrom, package: str) -> str:
    """The module that something is imported from, dots before its name followed."""
    if not node.level:
        return node.module or ""
    around = package.split(".")[: 1 - node.level or None]
    return ".".join([*around, node.module] if node.module else around)


def name_module(path: Path) -> str:
    """`archive/models/__init__.py` is `archive.models`."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")
