"""A finding says where something differs, and what."""

from __future__ import annotations

import pytest

from archive.editorial import (
    INTEGRITY_CHECKS,
    add_capture,
    record_creation,
    set_capture_audience,
)
from archive.models import Article, Capture
from tests.factories import make_article, make_source

pytestmark = pytest.mark.django_db


def find_differences():
    return [(found.where, found.message) for found in INTEGRITY_CHECKS["captures"]()]


@pytest.fixture
def article(anna):
    """A draft with a capture, behind another one that has none."""
    record_creation(make_source(), anna)
    made = make_article(sha256="a1" * 32)
    record_creation(made, anna)
    add_capture(
        made, anna, Capture(method="x", external_url="https://copies.example/1")
    )
    return made


def test_copies_as_the_last_revision_names_them_are_right(article, anna):
    assert find_differences() == []
    set_capture_audience(Capture.objects.get(), anna, for_readers=True)
    assert find_differences() == []


@pytest.mark.parametrize(
    ("model", "change", "what"),
    [
        (Capture, {"external_url": "https://copies.example/2"}, "captures differ"),
        (Capture, {"audience": "public"}, "captures differ"),
        (
            Article,
            {"original_audience": "public"},
            "visibility of the original differs",
        ),
    ],
)
def test_a_copy_that_was_changed_beside_the_verbs_is_found(
    article, model, change, what
):
    model.objects.update(**change)
    number = article.revisions.count()
    assert find_differences() == [
        (f"entry {article.pk}", f"{what} from revision {number}")
    ]
