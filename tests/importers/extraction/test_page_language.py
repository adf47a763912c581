"""The language of a text, by its letters, its words, and what its page declares."""

from __future__ import annotations

import pytest

from archive.importers.extraction import page_language
from archive.importers.extraction.page_language import find_language

SCRIPTS = {
    **{"ja": "あ", "ko": "한", "th": "ก", "my": "က", "km": "ក", "lo": "ກ"},
    **{"bo": "ཀ", "ka": "ა", "hy": "ա", "el": "α", "he": "א", "am": "አ"},
    **{"si": "අ", "ta": "அ", "te": "అ", "kn": "ಅ", "ml": "അ", "gu": "અ"},
    **{"pa": "ਅ", "bn": "অ"},
}
ENGLISH = "The police read every face at the gate of the market on that morning."


@pytest.mark.parametrize(("language", "letter"), SCRIPTS.items())
def test_a_script_of_one_language_is_that_language(language, letter):
    assert find_language(letter * 4, "") == language
    assert find_language(letter * 4, f"{language}-XX") == f"{language}-XX"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("한" * 4 + "a" * 6, "ko"),
        ("한" * 3 + "a" * 7, "und"),
        ("あ" + "a" * 9, "ja"),
        ("あ" + "a" * 10, "und"),
        ("社会信用", "zh-Hans"),
        ("社會信用", "zh-Hant"),
        ("社会" + "a" * 4, "zh-Hans"),
        ("社会" + "a" * 5, "und"),
        ("한" * 3, "und"),  # too few letters
        ("", "und"),
    ],
)
def test_as_many_letters_as_are_needed_decide(text, language):
    assert find_language(text, "") == language


@pytest.mark.parametrize("group", page_language._NEAR_LANGUAGES)
def test_what_the_page_declares_decides_between_languages_that_look_alike(
    monkeypatch, group
):
    for found in group:
        monkeypatch.setattr(
            page_language.py3langid, "classify", lambda _text, found=found: (found, 1.0)
        )
        for declared in group:
            assert find_language(ENGLISH, declared) == declared
        assert find_language(ENGLISH, "") == found
        assert find_language(ENGLISH, "en") == found


@pytest.mark.parametrize(
    "group",
    [
        *("no nb nn da", "id ms jv", "hr sr bs sl", "cs sk", "gl pt es", "af nl"),
        *("hi mr ne", "uk ru be bg mk", "tr az", "fa ps ur", "zu xh", "fil tl"),
    ],
)
def test_the_languages_that_look_alike_are_known(group):
    assert set(group.split()) in page_language._NEAR_LANGUAGES


@pytest.mark.parametrize(
    ("letters", "declared", "language"),
    [
        (19, "de", "de"),
        (19, "", "und"),
        (20, "de", "en"),
    ],
)
def test_a_short_text_is_of_the_language_that_its_page_declares(
    monkeypatch, letters, declared, language
):
    monkeypatch.setattr(page_language.py3langid, "classify", lambda _text: ("en", 1.0))
    assert find_language("a" * letters, declared) == language
