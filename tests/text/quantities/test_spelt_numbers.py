"""Large numbers in words."""

import pytest

from archive.text.quantities.spelt_numbers import find_spelt_amounts


def read(text):
    return [(one.value, text[one.start : one.end]) for one in find_spelt_amounts(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("zwei Millionen", 2_000_000),
        ("Zwei Millionen", 2_000_000),
        ("eine Million", 1_000_000),
        ("eine halbe Million", 500_000),
        ("anderthalb Millionen", 1_500_000),
        ("zweieinhalb Milliarden", 2_500_000_000),
        ("fünfundzwanzig Millionen", 25_000_000),
        ("dreißig Millionen", 30_000_000),
        ("zweitausend", 2_000),
        ("hunderttausend", 100_000),
        ("zweihundertfünfzigtausend", 250_000),
        ("zwei Billionen", 2_000_000_000_000),
        ("two million", 2_000_000),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("two and a half million", 2_500_000),
        ("two-and-a-half million", 2_500_000),
        ("twenty-five thousand", 25_000),
        ("twenty five thousand", 25_000),
        ("a hundred and fifty thousand", 150_000),
        ("two trillion", 2_000_000_000_000),
        ("百万", 1_000_000),
        ("两百五十万", 2_500_000),
        ("兩百萬", 2_000_000),
        ("一亿两千万", 120_000_000),
        ("十五万", 150_000),
    ],
)
def test_a_number_in_words_is_read_as_a_whole(text, value):
    assert read(f"(… {text})") == [(str(value), text)]
    assert read(text) == [(str(value), text)]


@pytest.mark.parametrize(
    "text",
    ["a two million", "ein bis zwei Millionen", "or two million", "und zwei Millionen"],
)
def test_other_numbers_before_it_do_not_hide_it(text):
    assert [value for value, _printed in read(text)] == ["2000000"]


def test_a_billion_is_read_in_english_and_in_german():
    values = {value for value, _printed in read("one billion")}
    assert values == {"1000000000", "1000000000000"}


@pytest.mark.parametrize(
    "text",
    [
        "Millionen Menschen",
        "Tausende von Kameras",
        "millionaire",
        "und Million",
        "数百万人",
        "几十万人",
        "千万不要",
        "万一",
        "3百万",
        "two millions",
        "hundert",
    ],
)
def test_what_is_no_number_in_words_is_left_alone(text):
    assert read(text) == []
