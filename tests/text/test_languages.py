"""In which language a text is written, by its script and its most common words."""

from __future__ import annotations

import pytest

from archive.text.languages import base_language, detect_language, is_right_to_left


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "und"),
        ("2019-02-20 …", "und"),
        # Two common words, and one in five.
        ("the camera", "und"),
        ("the camera of", "en"),
        ("the cameras of our streets", "en"),
        ("the cameras of a street watch people every single day", "en"),
        ("the cameras of a street watch people every single day long", "und"),
        # More of one language than of the other.
        ("die Kameras der Stadt", "de"),
        ("the of die der", "und"),
        ("the of to die der", "en"),
        ("Überall Kamerás größer", "de"),  # ü, and ö and ß
        ("Überall Kamerás", "und"),
        # A third of the letters is Chinese; half is Arabic.
        ("摄ab", "zh-Hans"),
        ("摄abc", "und"),
        ("كاab", "ar"),
        ("كاabc", "und"),
        # An alphabet that few languages have.
        ("ئىلھام توختى", "ug"),
        ("烏魯木齊", "zh-Hant"),
        ("警察が", "ja"),
        ("Полиция", "und"),
    ],
)
def test_a_language_is_told_by_script_and_common_words(text, language):
    assert detect_language(text) == language


def test_without_evidence_it_is_the_default():
    assert detect_language("", "de") == "de"
    assert detect_language("camera", "de") == "de"
    assert detect_language("the camera of", "de") == "en"


@pytest.mark.parametrize(
    ("code", "base", "leftward"),
    [
        ("de-CH", "de", False),
        ("en", "en", False),
        ("zh-Hant-TW", "zh-Hans", False),
        ("ug", "ug", True),
        ("ar-EG", "ar", True),
        ("und", "und", False),
        ("no such tag", "no such tag", False),
    ],
)
def test_a_code_has_a_base_and_a_direction(code, base, leftward):
    assert base_language(code) == base
    assert is_right_to_left(code) is leftward
