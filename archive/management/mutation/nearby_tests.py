"""Which tests are asked about a module: its mirror, and those that import it."""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path

MOST_TEST_FILES = 8  # of a module; the nearest ones


def choose_tests(
    root: Path, module: Path, package: str, always: tuple[str, ...] = ()
) -> list[str]:
    """Paths of test files below `root`, the nearest first.

    Near are: the file of the same name in the mirrored folder, files that import the
    module or are named after a package around it (`tests/models/test_models.py`), files
    of the mirrored folder, and files that import the package that it is an inside of.
    `always` are files that are asked too, whatever they import.
    """
    inside = module.relative_to(package)
    stem = inside.stem.strip("_")
    folder = Path("tests", *inside.parts[:-1])
    dotted = ".".join(module.with_suffix("").parts).removesuffix(".__init__")
    facade = ".".join(Path(package, *inside.parts[:1]).with_suffix("").parts)
    ranked: list[tuple[int, str]] = []
    for path in sorted((root / "tests").rglob("test_*.py")):
        name = path.relative_to(root)
        if "journeys" in name.parts:
            continue
        imported = _imported_modules(path)
        if name.parent == folder and stem in name.stem:
            ranked.append((0, str(name)))
        elif dotted in imported or _tests_package_around(name, folder):
            ranked.append((1, str(name)))
        elif folder in name.parents and folder != Path("tests"):
            ranked.append((2, str(name)))
        elif facade in imported:
            ranked.append((3, str(name)))
    nearest = [name for _rank, name in sorted(ranked)[:MOST_TEST_FILES]]
    return list(dict.fromkeys([*nearest, *always]))


def _tests_package_around(test: Path, folder: Path) -> bool:
    """Whether a test file is of the face of the package that `folder` mirrors, or of
    one around it."""
    around = (folder, *folder.parents)
    return test.parent in around and test.stem == f"test_{test.parent.name}"


@lru_cache(maxsize=2_000)
def _imported_modules(path: Path) -> frozenset[str]:
    """Modules that a file imports, and what it takes out of packages."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules.add(node.module)
            modules |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(modules)
