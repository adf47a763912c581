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
    ranked: list[tuple[int, str]] = []
    for path in sorted((root / "tests").rglob("test_*.py")):
        name = path.relative_to(root)
        if "journeys" not in name.parts:
            rank = _rank_test(name, _imported_modules(path), package, inside)
            ranked += [] if rank is None else [(rank, str(name))]
    nearest = [name for _rank, name in sorted(ranked)[:MOST_TEST_FILES]]
    return list(dict.fromkeys([*nearest, *always]))


def _rank_test(
    test: Path, imported: frozenset[str], package: str, inside: Path
) -> int | None:
    """How far a test file is from a module of the package; None where it is far."""
    folder = Path("tests", *inside.parts[:-1])
    module = ".".join(Path(package, inside).with_suffix("").parts)
    facade = ".".join(Path(package, *inside.parts[:1]).with_suffix("").parts)
    is_mirrored = test.parent == folder and inside.stem.strip("_") in test.stem
    is_beside = folder in test.parents and folder != Path("tests")
    nearness = (
        is_mirrored,
        module.removesuffix(".__init__") in imported
        or _tests_package_around(test, folder),
        is_beside,
        facade in imported,
    )
    return next((rank for rank, is_near in enumerate(nearness) if is_near), None)


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
