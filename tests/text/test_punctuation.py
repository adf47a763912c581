"""Marks between words, by language."""

import pytest

from archive.text.punctuation import join_enumeration, punctuation_marks


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Hebei, Xinjiang"),
        ("de-CH", "Hebei, Xinjiang"),
        ("zh-Hans", "Hebei、Xinjiang"),
        ("zh_hans", "Hebei、Xinjiang"),
        ("zh", "Hebei、Xinjiang"),
        ("ug", "Hebei، Xinjiang"),
        ("", "Hebei, Xinjiang"),
    ],
)
def test_a_list_is_joined_as_the_language_does(language, said):
    assert join_enumeration(["Hebei", "Xinjiang"], language) == said


def test_nothing_and_one_have_no_mark():
    assert (join_enumeration([], "zh"), join_enumeration([7], "zh")) == ("", "7")


def test_chinese_sentences_have_full_width_marks_and_no_space():
    chinese = punctuation_marks("zh-Hans")
    assert (chinese.comma, chinese.colon, chinese.stop) == ("，", "：", "。")
    assert chinese.space == "" and punctuation_marks("de").space == " "
