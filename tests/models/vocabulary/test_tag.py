"""Tags stand in a hierarchy without a circle."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from archive.models import Tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def tags():
    """Surveillance, with cameras below it, and faces below those."""
    found = {}
    for slug, broader in (("watch", ""), ("cameras", "watch"), ("faces", "cameras")):
        found[slug] = Tag.objects.create(
            scheme="theme", slug=slug, is_listed=True, broader=found.get(broader)
        )
    return found


def test_a_tag_knows_all_broader_ones(tags):
    assert tags["faces"].path == "theme/watch|theme/cameras|theme/faces|"


@pytest.mark.parametrize(
    ("slug", "broader", "is_allowed"),
    [
        ("faces", "watch", True),
        ("faces", None, True),
        ("watch", None, True),
        ("watch", "watch", False),
        ("watch", "cameras", False),
        ("watch", "faces", False),
        ("cameras", "faces", False),
    ],
)
def test_no_tag_is_broader_than_itself(tags, slug, broader, is_allowed):
    tag = tags[slug]
    tag.broader = tags.get(broader)
    if is_allowed:
        tag.clean()
    else:
        with pytest.raises(ValidationError, match="broader than itself"):
            tag.clean()
