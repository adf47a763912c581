"""A page that commands bring in."""

import pytest

PAGE = """Ein Titel
20.2.2019
Es ist ein Satz über die Stadt, und er ist der erste von zweien.
Und noch ein Satz.
Ein Platz in der Stadt.
Foto: dpa
"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    return path
