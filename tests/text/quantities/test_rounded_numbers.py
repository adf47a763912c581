"""What large numbers are rounded to, and where a text has one."""

import pytest

from archive.text.quantities.notations import find_notations
from archive.text.quantities.rounded_numbers import find_large_numbers, list_roundings


@pytest.mark.parametrize(
    ("value", "roundings"),
    [
        ("2565724", {"2000000", "3000000", "2500000", "2600000", "2560000", "2570000"}),
        ("2000000", set()),
        ("2500000", {"2000000", "3000000"}),
        ("10000", set()),
        ("9999", set()),
        ("99960", {"90000", "100000", "99000", "99900"}),
        ("2.5", set()),
        ("1" + "9" * 20, set()),
    ],
)
def test_a_number_is_cut_or_rounded_to_one_two_or_three_digits(value, roundings):
    assert set(list_roundings(value)) == roundings


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2.565.724 Menschen", ["2565724"]),
        ("共2565724人", ["2565724"]),
        ("rund 2,5 Mio. und 12’345", ["2500000", "12345"]),
        ("zwei Millionen", ["2000000"]),
        ("in the year 2019", []),
        ("20.2.2019", []),
        ("2,5 Prozent", []),
        ("ab12345 und 12345ab", []),
        ("www.example.org/2019/1234567", []),
        ("+41442345678", []),
        ("0123456", []),
        ("1234567890123", []),
    ],
)
def test_large_numbers_are_found_in_every_notation(text, values):
    found = find_large_numbers(text, find_notations(text))
    assert [one.value for one in found] == values
