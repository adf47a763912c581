"""A test file is about what it imports, mirrors and asks by address."""

from __future__ import annotations

import pytest

from archive.management.mutation.tested_names import find_tested_names

URLS = """
from django.urls import path
from made.web import oak_pages, sea_pages

LISTS = "lists/"
urlpatterns = [
    path("", oak_pages.home, name="home"),
    path("oaks/", oak_pages.oak_list),
    path("oaks/<str:code>/", oak_pages.oak_detail, {"a": 1}),
    path("seas/<int:number>/map.svg", sea_pages.sea_map),
    path(LISTS, oak_pages.other_list),
    path("seas/", unknown.sea_list),
]
"""


@pytest.fixture
def root(tmp_path):
    for folder in ("made", "tests/web"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "made/urls.py").write_text(URLS)
    return tmp_path


def find_names(root, text, name="tests/test_x.py"):
    """What a file is about, beside its imports of nothing and its mirror."""
    path = root / name
    path.write_text(text)
    return find_tested_names(path, root, "made")


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ('client.get("/")', "oak_pages.home"),
        ('client.get("/?q=1")', "oak_pages.home"),
        ('client.get("/oaks/")', "oak_pages.oak_list"),
        ('client.get("/oaks/#a")', "oak_pages.oak_list"),
        ('client.get("/oaks/x1/")', "oak_pages.oak_detail"),
        ('client.get(f"/oaks/{code}/")', "oak_pages.oak_detail"),
        ('client.get(f"/seas/{n}/map.svg?{m}")', "sea_pages.sea_map"),
        ('client.get("/seas/7/mapxsvg")', None),
        ('client.get("/oaks/x/y/")', None),
        ('client.get("oaks/")', None),
        ('client.get("/lists/")', None),
        ('text.split("/")', None),
    ],
)
def test_an_address_is_of_its_view(root, text, view):
    found = find_names(root, text) - {"made.x.x", "made._x.x"}
    assert found == ({f"made.web.{view}"} if view else set())


def test_a_file_is_about_what_it_imports_and_mirrors(root):
    text = "from made.trees import oak\n"
    assert find_names(root, text, "tests/web/test_oak_pages.py") == {
        *("made.trees", "made.trees.oak"),
        *("made.web.oak_pages.oak_pages", "made.web._oak_pages.oak_pages"),
    }


def test_a_package_without_addresses_has_no_views(root):
    (root / "made/urls.py").unlink()
    text = 'client.get("/oaks/")'
    assert find_names(root, text) == {"made.x.x", "made._x.x"}


def test_what_a_file_shares_with_others_and_names_in_texts_is_its_own(root):
    """Fixtures of its folder, and modules of the tests that it imports."""
    for name, text in {
        "tests/web/conftest.py": "from made.seas import wave\n",
        "tests/trees.py": "engine = 'made.trees.oak'\nother = 'made'\n",
        "tests/more/__init__.py": "import made.more\n",
    }.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    text = "from tests.trees import engine\nimport tests.more\nx = 'made.maps'\n"
    found = find_names(root, text, "tests/web/test_oaks.py")
    assert {name for name in found if name.startswith("made.")} == {
        *("made.web.oaks.oaks", "made.web._oaks.oaks", "made.maps"),
        *("made.seas", "made.seas.wave", "made.trees.oak", "made.more"),
    }
