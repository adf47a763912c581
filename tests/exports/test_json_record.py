"""The rows of a record stand in the order of the entry's own page."""

from __future__ import annotations

import json

import pytest

from archive.exports import ENTRY_FORMATS
from archive.models import Citation, Passage, Placement
from tests.factories import make_article, make_photo, make_source, published

pytestmark = pytest.mark.django_db


def test_passages_and_photos_are_in_the_order_of_their_positions(client):
    article = published(make_article())
    for position in (3, 1, 2):
        Passage.objects.create(
            article=article,
            anchor=f"p{position}",
            position=position,
            verbatim=f"Text {position}.",
        )
        photo = published(make_photo(caption=f"Photo {position}."))
        Placement.objects.create(
            article=article, photo=photo, anchor=f"c{position}", position=position
        )
    for position in (2, 1):
        passage = Passage.objects.get(anchor=f"p{position}")
        source = published(make_source(title=f"Source {position}"))
        Citation.objects.create(entry=article, source=source, passage=passage)
    assert "json" in ENTRY_FORMATS
    found = json.loads(client.get(f"/entries/{article.id_code}.json").content)
    assert [row["anchor"] for row in found["passages"]] == ["p1", "p2", "p3"]
    assert [row["caption"] for row in found["photos"]] == [
        "Photo 1.",
        "Photo 2.",
        "Photo 3.",
    ]
    assert [row["passage"] for row in found["sources"]] == ["p2", "p1"]
