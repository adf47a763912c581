"""A test is as far from a module as imports lie between them."""

from __future__ import annotations

import pytest

from archive.management.mutation.import_graph import (
    ImportGraph,
    read_imported_names,
)

FILES = {
    "made/__init__.py": "",
    "made/trees/__init__.py": (
        "from ._oak import grow as grow\nfrom .leaves import shed\n"
    ),
    "made/trees/_oak.py": "from .leaves import LEAF\n",
    "made/trees/leaves.py": "LEAF = 1\n",
    "made/woods.py": "from made.trees import grow\n",
    "made/maps.py": "import made.woods\n",
    "made/seas.py": "from os import path\n",
}


@pytest.fixture
def graph(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return ImportGraph(tmp_path, "made")


@pytest.mark.parametrize(
    ("names", "modules"),
    [
        ({"made.trees", "made.trees.grow"}, {"made.trees", "made.trees._oak"}),
        ({"made.trees.shed"}, {"made.trees.leaves"}),
        ({"made.trees.nothing"}, {"made.trees"}),
        ({"made.woods", "made.woods.grow"}, {"made.woods"}),
        ({"os", "os.path", "made2.woods"}, set()),
    ],
)
def test_a_name_is_of_the_module_that_defines_it(graph, names, modules):
    assert graph.find_modules(frozenset(names)) == modules


@pytest.mark.parametrize(
    ("module", "distances"),
    [
        ("made.maps", {"made.maps": 0}),
        ("made.seas", {"made.seas": 0}),
        (
            "made.trees._oak",
            {"made.trees._oak": 0, "made.trees": 1, "made.woods": 1, "made.maps": 2},
        ),
        (
            "made.trees.leaves",
            {
                "made.trees.leaves": 0,
                "made.trees": 1,
                "made.trees._oak": 1,
                "made.woods": 2,
                "made.maps": 3,
            },
        ),
    ],
)
def test_imports_are_counted_from_a_module_to_all_that_reach_it(
    graph, module, distances
):
    found = graph.measure_distances(module)
    assert {name: found[name] for name in distances} == distances
    assert set(found) - set(distances) <= {"made", "made.trees"}


def test_a_name_by_dots_is_of_the_package_of_the_file(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("from . import b\nfrom ..c import d\nfrom .e.f import g\n")
    assert read_imported_names(path, "x.y") == {
        *("x.y", "x.y.b", "x.c", "x.c.d", "x.y.e.f", "x.y.e.f.g")
    }
    other = tmp_path / "b.py"
    other.write_text(path.read_text() + "import h.i\nfrom j import k\n")
    assert read_imported_names(other) == {"h.i", "j", "j.k"}
