"""A result says why it matched where the marked words do not show it."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from archive.search import MatchReason
from archive.web.search.match_reasons import describe_match_reasons


@pytest.mark.parametrize(
    ("field", "variant", "said"),
    [
        ("text", "stem", "Text: “Kameras”, a form of “Kamera”"),
        ("text", "part", "Text: “Kameras”, a compound with “Kamera”"),
        ("title", "prefix", "Title: “Kameras”, which begins with “Kamera”"),
        ("label", "synonym", "Tag or region: “Kameras”, another name for “Kamera”"),
        ("label", "narrower", "Tag or region: “Kameras”, part of “Kamera”"),
        ("caption", "exact", "Caption: “Kameras”"),
        ("byline", "exact", "Byline: “Kameras”"),
        ("credit", "spelling", "Credit: “Kameras”"),
        ("source", "exact", "Source: “Kameras”"),
        ("host", "exact", "Address of the original: “Kameras”"),
        ("title", "exact", None),
        ("text", "exact", None),
        ("text", "spelling", None),
        ("label", "spelling", None),
    ],
)
def test_each_way_of_matching_has_its_words(field, variant, said):
    reason = MatchReason(field, variant, "Kamera", "Kameras")
    with override("en"):
        assert describe_match_reasons([reason]) == ((said,) if said else ())
