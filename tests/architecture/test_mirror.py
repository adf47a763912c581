"""Each test file stands where the module that it tests stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from .tree import BASE, files, name

# Of several packages, of the repository as a whole, and of pages in a browser.
ELSEWHERE = ("across", "architecture", "journeys")


def is_mirrored(test: Path, root: Path = BASE) -> bool:
    """Whether `archive/` has the module or package that the file's path names.

    What a package keeps private counts by its name alone: `formats/test_ris.py` tests
    `_formats/ris.py`. A file named after its own folder tests that package's face.
    """
    folders = test.relative_to(root / "tests").parts[:-1]
    found = [root / "archive"]
    for part in folders:
        found = [f / p for f in found for p in (part, f"_{part}") if (f / p).is_dir()]
    tested = test.stem.removeprefix("test_")
    if folders and tested == folders[-1] and found:  # the package's own face
        return True
    return any(
        (folder / f"{module}.py").is_file()
        or (folder / module / "__init__.py").is_file()
        for folder in found
        for module in (tested, f"_{tested}")
    )


def test_each_test_file_stands_where_the_module_it_tests_stands():
    tests = files("test_*.py", under="tests")
    mirrors = [p for p in tests if p.relative_to(BASE).parts[1] not in ELSEWHERE]
    assert not [name(path) for path in mirrors if not is_mirrored(path)]


@pytest.mark.parametrize(
    ("test", "mirrored"),
    [
        ("plants/test_moss.py", True),
        ("test_moss.py", False),
        ("plants/trees/test_oak.py", True),
        ("plants/test_oak.py", False),
        ("plants/test_trees.py", True),
        ("plants/trees/test_trees.py", True),
        ("test_trees.py", False),
        ("plants/herbs/test_mint.py", True),
        ("plants/test_mint.py", False),
        ("animals/test_animals.py", False),
        ("animals/test_moss.py", False),
    ],
)
def test_a_file_elsewhere_is_noticed(tmp_path, test, mirrored):
    for module in ("plants/moss", "plants/trees/_oak", "plants/_herbs/mint"):
        path = tmp_path / "archive" / f"{module}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        (path.parent / "__init__.py").touch()
    assert is_mirrored(tmp_path / "tests" / test, tmp_path) == mirrored
