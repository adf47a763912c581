"""Marks between words, by language."""

import pytest

from archive.text.punctuation import enumerated, marks


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
    assert enumerated(["Hebei", "Xinjiang"], language) == said


def test_nothing_and_one_have_no_mark():
    assert (enumerated([], "zh"), enumerated([7], "zh")) == ("", "7")


def test_chinese_sentences_have_full_width_marks_and_no_space():
    chinese = marks("zh-Hans")
    assert (chinese.comma, chinese.colon, chinese.stop) == ("，", "：", "。")
    assert chinese.space == "" and marks("de").space == " "
