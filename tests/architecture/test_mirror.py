"""Each test file stands where the module that it tests stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from .tree import BASE, files, name

# Of several packages, of the repository as a whole, and of pages in a browser.
ELSEWHERE = ("across", "architecture", "journeys")


def is_mirrored(test: Path, root: Path = BASE) -> bool:
    """Whether `archive/` has the module or package that the file's path names: of
    `tests/text/dates/test_edtf.py` it is `archive/text/dates/_edtf.py`.
    """
    folders = test.relative_to(root / "tests").parts[:-1]
    found = [root / "archive"]
    for part in folders:
        found = [f / p for f in found for p in (part, f"_{part}") if (f / p).is_dir()]
    tested = test.stem.removeprefix("test_")
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
        ("tests/text/test_folding.py", True),
        ("tests/text/dates/test_edtf.py", True),
        ("tests/text/test_edtf.py", False),
        ("tests/text/test_dates.py", True),
        ("tests/test_dates.py", False),
        ("tests/citations/formats/test_wikipedia.py", True),
        ("tests/citations/test_wikipedia.py", False),
        ("tests/nowhere/test_folding.py", False),
    ],
)
def test_a_file_elsewhere_is_noticed(tmp_path, test, mirrored):
    for module in ("text/folding", "text/dates/_edtf", "citations/_formats/wikipedia"):
        path = tmp_path / "archive" / f"{module}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        (path.parent / "__init__.py").touch()
    assert is_mirrored(tmp_path / test, tmp_path) == mirrored
