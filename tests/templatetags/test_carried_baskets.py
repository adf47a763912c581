"""Links carry the basket of the page's address, and say nothing where there is none."""

from __future__ import annotations

import pytest
from django.template import Context, Template

LINK = Template("{% load carried_baskets %}{{ url|with_basket:basket }}")
ID = "4f7k9q2t"


@pytest.mark.parametrize(
    ("url", "basket", "carried"),
    [
        ("/articles/", "", "/articles/"),
        ("/articles/", ID, f"/articles/?basket={ID}"),
        ("/articles/#p3", ID, f"/articles/?basket={ID}#p3"),
        ("/search/?q=a", f"{ID}.{ID}", f"/search/?q=a&amp;basket={ID}.{ID}"),
        ("/basket/?id=x", '"&x', "/basket/?id=x&amp;basket=%22%26x"),
    ],
)
def test_the_basket_stands_before_the_anchor(url, basket, carried):
    assert LINK.render(Context({"url": url, "basket": basket})) == carried
