"""A search as text in a style is a bibliography."""

from __future__ import annotations

import re

import pytest

from tests.factories import make_article, published


@pytest.mark.django_db
def test_a_text_file_in_a_style_is_in_the_order_of_the_style(client):
    for number in (2, 10, 1):
        published(make_article(title=f"Camera {number}"))
    address = "/search/export.txt?kind=article"
    text = client.get(f"{address}&style=mla").getvalue().decode()
    assert re.findall(r"Camera \d+", text) == ["Camera 1", "Camera 2", "Camera 10"]
    assert client.get(f"{address}&style=none").status_code == 400
