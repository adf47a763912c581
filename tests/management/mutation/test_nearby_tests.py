"""The tests that are near a module of ours."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

from archive.management.mutation import choose_tests, fault_runs, import_graph
from tests.architecture.tree import BASE


def test_a_file_named_after_the_package_of_a_module_is_nearer_than_one_around():
    module = Path("archive/search/engines/tantivy/querying.py")
    names = choose_tests(BASE, module, "archive")
    near, far = (
        f"tests/search/{one}.py" for one in ("engines/test_tantivy", "test_search")
    )
    assert names.index(near) == 0 < names.index(far)


def test_the_nearest_tests_of_a_module_of_ours_come_first():
    found = choose_tests(BASE, Path("archive/quotations/_matching.py"), "archive")
    assert all(Path(name).parts[0] == "tests" for name in found)
    assert "tests/web/citing/test_quotation_check.py" in found
    assert not any("journeys" in name for name in found)


def test_what_the_tests_import_is_in_the_copy():
    imported = {
        name.partition(".")[0]
        for path in (BASE / "tests").rglob("*.py")
        for name in import_graph.read_imported_names(path)
    }
    ours = {name for name in imported if (BASE / name).is_dir()}
    assert ours == {"archive", "benchmarks", "tests"}
    assert not any(fnmatch(n, out) for n in ours for out in fault_runs.LEFT_OUT)
