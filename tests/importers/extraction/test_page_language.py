"""Texts and headlines in the languages of the press, each with its BCP 47 code."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.importers.extraction import page_language
from archive.importers.extraction.page_language import find_language
from archive.text.languages import detect_language, find_language_by_letters

TABLES = Path(__file__).parent / "languages"
SCRIPTS = {
    **{"ja": "あ", "ko": "한", "th": "ก", "my": "က", "km": "ក", "lo": "ກ"},
    **{"bo": "ཀ", "ka": "ა", "hy": "ա", "el": "α", "he": "א", "am": "አ"},
    **{"si": "අ", "ta": "அ", "te": "అ", "kn": "ಅ", "ml": "അ", "gu": "અ"},
    **{"pa": "ਅ", "bn": "অ", "or": "ଅ", "dv": "އ", "ii": "ꀀ"},
}
ENGLISH = "The police read every face at the gate of the market on that morning."


def load_samples(name):
    lines = (TABLES / name).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines]


@pytest.mark.parametrize(("language", "text"), load_samples("sentences.tsv"))
def test_two_sentences_are_enough_to_name_their_language(language, text):
    assert find_language(text) == language


@pytest.mark.parametrize(("language", "text"), load_samples("headlines.tsv"))
def test_a_headline_is_enough_to_name_its_language(language, text):
    assert find_language(text) == language


def test_letters_of_several_languages_name_none():
    samples = load_samples("sentences.tsv")
    by_letters = {
        code: find_language_by_letters(text)
        for code, text in samples
        if code in ("ru", "en", "hi", "ar", "ug", "ja", "ti")
    }
    assert by_letters == {
        "ru": "",
        "en": "",
        "hi": "",
        "ar": "ar",
        "ug": "ug",
        "ja": "ja",
        "ti": "ti",
    }


def test_a_passage_in_the_arabic_script_is_uyghur_only_where_it_is():
    detected = {
        (code, detect_language(text))
        for code, text in load_samples("sentences.tsv")
        if code in ("ar", "fa", "ur", "ps", "ckb", "ug", "sd")
    }
    assert detected == {(code, code) for code, _detected in detected}
    assert len(detected) == 7


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        # Between languages that look alike the page decides, and it names the region.
        ("Kamere na ulicama snimaju prolaznike danju.", ["hr-HR"], "hr-HR"),
        ("Kamere na ulicama snimaju prolaznike danju.", ["en", "sr_RS"], "sr-RS"),
        ("Kameraene i byens gater registrerer alt", ["no"], "nb"),
        # The text decides against a template in another language.
        ("Polisi mengatakan gambar itu disimpan enam bulan karena itu", ["en"], "id"),
        ("警方表示，這些影像會保存六個月", ["en-US"], "zh-Hant"),
        ("تراقب الكاميرات حركة السكان", ["ug"], "ar"),
        # Hardly any text.
        ("Foto 1", ["sv-SE", "en"], "sv-SE"),
        ("Foto 1", ["not a language"], "und"),
        ("", [], "und"),
    ],
)
def test_what_a_page_declares_decides_where_its_text_cannot(text, declared, language):
    assert find_language(text, declared) == language


@pytest.mark.parametrize(("language", "letter"), SCRIPTS.items())
def test_a_script_of_one_language_is_that_language(language, letter):
    assert find_language(letter * 4) == language
    assert find_language(letter * 4, [f"{language}-XX"]) == f"{language}-XX"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("한" * 4 + "a" * 8, "ko"),
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
    assert find_language(text) == language


@pytest.mark.parametrize("group", page_language._NEAR_LANGUAGES)
def test_what_the_page_declares_decides_between_languages_that_look_alike(
    monkeypatch, group
):
    for found in group:
        monkeypatch.setattr(
            page_language.py3langid, "classify", lambda _text, found=found: (found, 1.0)
        )
        for declared in group:
            assert find_language(ENGLISH, [declared]) == declared
        assert find_language(ENGLISH) == found
        assert find_language(ENGLISH, ["en"]) == found


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
    assert find_language("a" * letters, [declared]) == language


@pytest.mark.parametrize("found", ["la", "eo", "vo"])
def test_a_language_that_no_newspaper_writes_gives_way_to_the_declared_one(
    monkeypatch, found
):
    classify = lambda _text: (found, 1.0)  # noqa: E731
    monkeypatch.setattr(page_language.py3langid, "classify", classify)
    assert find_language(ENGLISH, ["de_DE"]) == "de-DE"
    assert find_language(ENGLISH) == found
