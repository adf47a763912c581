"""A passage is pointed to as other programs read it."""

import pytest

from archive.text.quote_selectors import text_fragment, text_quote_selector


def test_a_selector_holds_what_stands_around():
    found = text_quote_selector("the words", "before " * 9, "after " * 9)
    assert found["type"] == "TextQuoteSelector" and found["exact"] == "the words"
    assert len(found["prefix"]) == len(found["suffix"]) == 32
    assert ("before " * 9).endswith(found["prefix"])
    assert "prefix" not in text_quote_selector("alone", "", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A short, plain-text one", "#:~:text=A%20short%2C%20plain%2Dtext%20one"),
        ("a & b", "#:~:text=a%20%26%20b"),
        (
            "one two three four five and many more words than that ten nine eight",
            "#:~:text=one%20two%20three%20four%20five,than%20that%20ten%20nine%20eight",
        ),
    ],
)
def test_a_fragment_names_the_words(text, said):
    assert text_fragment(text) == said


def test_a_long_chinese_text_is_named_by_its_ends():
    text = "监控城市人脸数据公司警察报告网络" * 6
    ends = text_fragment(text).removeprefix("#:~:text=").split(",")
    assert len(ends) == 2 and all(end.startswith("%E") for end in ends)
