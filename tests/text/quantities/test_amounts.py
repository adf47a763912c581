"""Numbers with a fraction or a word for their size."""

import pytest

from archive.text.quantities.amounts import find_amounts, find_sized_amounts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,3 Milliarden und 2 Mio.", ["1300000000", "2000000"]),
        ("13亿", ["1300000000"]),
        ("2.565.724 Menschen, 2,5 Prozent", []),
        ("2-million-strong", ["2000000"]),
    ],
)
def test_a_table_of_numbers_takes_those_with_a_word_for_their_size(text, expected):
    assert [one.value for one in find_sized_amounts(text)] == expected


def test_a_place_tells_where_the_number_and_its_word_stand():
    text = "rund 2,5 Millionen Menschen"
    (found,) = find_amounts(text)
    assert text[found.start : found.end] == "2,5 Millionen"
