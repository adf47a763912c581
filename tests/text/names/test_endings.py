"""Endings of inflection fall off, those that make another word stay."""

from __future__ import annotations

import pytest

from archive.text.names.endings import remove_endings


@pytest.mark.parametrize(
    ("language", "word", "base"),
    [
        ("en", "cameras", "camera"),
        ("en", "cities", "city"),
        ("en", "boxes", "box"),
        ("en", "process", "process"),
        ("en", "virus", "virus"),
        ("en", "scoring", "scor"),
        ("en", "scored", "scor"),
        ("en", "score", "scor"),
        ("en", "wiretapping", "wiretap"),
        ("en", "king", "king"),
        ("en", "internment", "internment"),
        ("de", "kameras", "kamera"),
        ("de", "listen", "list"),
        ("de", "liste", "list"),
        ("de", "lage", "lage"),
        ("de", "lager", "lager"),
        ("de", "lagern", "lager"),
        ("de", "sanktion", "sanktion"),
        ("de", "bildern", "bild"),
        ("de", "uberwachung", "uberwachung"),
    ],
)
def test_endings_fall_off(language, word, base):
    assert remove_endings(word, language) == base
