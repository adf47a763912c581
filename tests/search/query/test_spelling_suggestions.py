"""Another spelling is suggested for words that may be misspelt, and for no others."""

from __future__ import annotations

import pytest

from archive.filters import SearchFilters
from archive.models import Region, RegionName, Tag, TagLabel
from archive.search.engines.protocol import IndexUnreadable
from archive.search.query import spelling_suggestions

pytestmark = pytest.mark.django_db


@pytest.fixture
def near_words(monkeypatch):
    """What the index has that is near: "urumqi" and "camera", whatever is asked."""
    asked = []

    class Engine:
        def find_near_words(self, _folder, word):
            asked.append(word)
            return ["urumqi", "camera"]

    monkeypatch.setattr(
        spelling_suggestions, "ask_live_index", lambda ask: ask(Engine(), None)
    )
    return asked


def suggest(text):
    return spelling_suggestions.suggest_queries(SearchFilters(q=text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abc", []),
        ("abcd", ["abcd"]),
        ("Ürümqy", ["urumqy"]),
        ("a" * 24, ["a" * 24]),
        ("a" * 25, []),
        ("abcd efgh", ["abcd", "efgh"]),
        ("aaaa bbbb cccc dddd", ["aaaa", "bbbb", "cccc", "dddd"]),
        ("aaaa bbbb cccc dddd e", []),
        ("abcd1", []),
        ("ab_cd", []),
        ("ab-cd", []),
        ("新疆维吾尔", []),
        ("", []),
    ],
)
def test_words_of_letters_are_compared_with_the_index(near_words, text, words):
    found = suggest(text)
    assert near_words == words
    assert len(found) == 2 * len(words)


def test_each_word_is_replaced_in_its_place(near_words):
    assert suggest("abcd xy efgh") == [
        *("urumqi xy efgh", "camera xy efgh", "abcd xy urumqi", "abcd xy camera")
    ]


@pytest.mark.parametrize(
    ("is_region", "is_tag", "word"),
    [
        (False, False, "urumqi"),
        (True, False, "Ürümqi"),
        (False, True, "URUMQI"),
        (True, True, "URUMQI"),
    ],
)
def test_a_name_has_its_capitals(near_words, is_region, is_tag, word):
    region = Region.objects.create(code="CN-X", level="prefecture", is_listed=is_region)
    RegionName.objects.create(
        region=region, language="en", name="Ürümqi", is_preferred=True
    )
    tag = Tag.objects.create(scheme="theme", slug="u", is_listed=is_tag)
    TagLabel.objects.create(tag=tag, language="en", label="URUMQI", is_preferred=True)
    assert suggest("urumqy") == [word, "camera"]


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("Camara", ["Urumqi", "Camera"]),
        ("camara", ["urumqi", "camera"]),
        ("CAMARA", ["urumqi", "camera"]),
    ],
)
def test_a_word_with_a_capital_is_suggested_with_one(near_words, typed, suggested):
    assert suggest(typed) == suggested


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ('"ab cd" ef', ["ab cd ef"]),
        ("「ab」 cd", ["ab cd"]),
        ('-"ab cd"', []),
        ('title: "ab cd"', []),
        ('""', []),
        ("ab cd", []),
    ],
)
def test_the_words_of_a_phrase_are_suggested_each_by_itself(
    near_words, text, suggested
):
    assert suggest(text) == suggested


def test_without_an_index_nothing_is_near(monkeypatch):
    def fail(_ask):
        raise IndexUnreadable("x")

    monkeypatch.setattr(spelling_suggestions, "ask_live_index", fail)
    assert suggest("abcd") == []
