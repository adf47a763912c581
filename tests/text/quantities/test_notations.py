"""Days, months and amounts in a text."""

import pytest

from archive.text.quantities.notations import find_notations, find_whole_notations


def terms(text):
    return [term for one in find_notations(text) for term in one.terms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("am 20.2.2019", ["2019-02-20", "2019-02"]),
        ("Feb. 2019", ["2019-02"]),
        ("2019年2月", ["2019-02"]),
        ("2019-02", ["2019-02"]),
        ("2/2019", ["2019-02"]),
        ("2,5 and 2.5", ["2.5", "2.5"]),
        ("1.234", ["1.234"]),
        ("2.565.724", []),
        ("2,5 Millionen", ["2500000"]),
        ("1亿2000万", ["120000000"]),
        ("1 Billion", ["1000000000", "1000000000000"]),
        ("0,234", ["0.234"]),
    ],
)
def test_each_is_one_term_in_every_notation(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "10.0.0.1",
        "2018-02/2019",
        "2018-19",
        "31.2.2019",
        "1/2/2019",
        "5G",
        "v1.2.3",
        "2" * 40 + ",5",
        "½",
        "²,³",
        "2019-2020",
    ],
)
def test_what_is_none_of_them_is_left_alone(text):
    assert terms(text) == []


def test_only_a_text_that_is_nothing_else_is_one_of_them_as_a_whole():
    assert [one.term for one in find_whole_notations("Februar 2019")] == ["2019-02"]
    assert find_whole_notations("im Februar 2019") == []
