"""Which passages are shown, stand as a placeholder, or were left out."""

from __future__ import annotations

import pytest

from archive.models import Passage
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db


def list_texts(passages):
    return list(passages.order_by("position").values_list("verbatim", flat=True))


def test_passages_are_public_withheld_or_left_out():
    article = published(make_article())
    for position, values in enumerate(
        (
            {"verbatim": "shown"},
            {"verbatim": "for editors", "audience": "editors"},
            {"verbatim": "a teaser", "left_out_because": "a teaser"},
            {
                "verbatim": "a secret teaser",
                "left_out_because": "a teaser",
                "audience": "editors",
            },
        ),
        start=1,
    ):
        Passage.objects.create(
            article=article, anchor=f"p{position}", position=position, **values
        )
    passages = Passage.objects.filter(article=article)
    assert list_texts(passages.public()) == ["shown"]
    assert list_texts(passages.withheld()) == ["for editors"]
    assert list_texts(passages.left_out()) == ["a teaser", "a secret teaser"]
