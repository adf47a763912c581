"""Which tests are asked about a module: its mirror, and those that reach it."""

from __future__ import annotations

from pathlib import Path

from .import_graph import name_module, read_import_graph
from .tested_names import find_tested_names

MOST_TEST_FILES = 8  # of a module; the nearest ones
FAR = 99  # imports, where none lead to the module
# Folders and files that look at texts of code, drive a browser, or measure for minutes.
NOT_ASKED = {"architecture", "journeys", "test_bench.py"}


def choose_tests(
    root: Path, module: Path, package: str, always: tuple[str, ...] = ()
) -> list[str]:
    """Paths of test files below `root`, the nearest first.

    Near are: the file of the same name in the mirrored folder; files that import the
    module or a name that it defines, ask an address of it, or are named after its
    package (`tests/models/test_models.py`); files of the mirrored folder; and files
    that reach it through other modules or are named after a package around. Of two,
    that with fewer imports between is nearer, then that which names fewer modules.
    `always` are files that are asked too, whatever they name.
    """
    graph = read_import_graph(root, package)
    inside = module.relative_to(package)
    distances = graph.measure_distances(name_module(module))
    ranked: list[tuple[int, int, int, str]] = []
    for path in sorted((root / "tests").rglob("test_*.py")):
        test = path.relative_to(root)
        if NOT_ASKED & {*test.parts}:
            continue
        named = graph.find_modules(find_tested_names(path, root, package))
        reaching = [distances[one] for one in named if one in distances]
        distance = min(reaching, default=None)
        rank = _rank_test(test, inside, distance)
        if rank is not None:
            ranked.append(
                (rank, FAR if distance is None else distance, len(named), str(test))
            )
    nearest = [name for *_rank, name in sorted(ranked)[:MOST_TEST_FILES]]
    return list(dict.fromkeys([*nearest, *always]))


def _rank_test(test: Path, inside: Path, distance: int | None) -> int | None:
    """How far a test file is from a module of the package; None where it is far."""
    folder = Path("tests", *inside.parts[:-1])
    nearness = (
        test.parent == folder and inside.stem.strip("_") in test.stem,
        distance == 0 or _tests_face(test, folder),
        folder in test.parents and folder != Path("tests"),
        distance is not None or any(_tests_face(test, one) for one in folder.parents),
    )
    return next((rank for rank, is_near in enumerate(nearness) if is_near), None)


def _tests_face(test: Path, folder: Path) -> bool:
    """Whether a test file is of the face of the package that `folder` mirrors:
    `models/test_models.py`, or `test_models.py` beside the folder."""
    return test in (
        folder / f"test_{folder.name}.py",
        Path(f"{folder.parent}/test_{folder.name}.py"),
    )
