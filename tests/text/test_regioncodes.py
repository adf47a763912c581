"""A code is understood however it is written."""

import pytest

from archive.text.regioncodes import possible_region_codes


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("CN-XJ", "CN-XJ"),
        ("cn-xj", "CN-XJ"),
        ("cn_xj", "CN-XJ"),
        ("CN XJ", "CN-XJ"),
        ("CNXJ", "CN-XJ"),
        ("ＣＮ－ＸＪ", "CN-XJ"),
        ("CN–XJ", "CN-XJ"),
        ("371082", "CN-371082"),
        ("cn371082", "CN-371082"),
        ("650000", "CN-650000"),
        ("CHN", "CN"),
        ("156", "CN"),
        ("deu", "DE"),
        ("UK", "GB"),
        ("BU", "MM"),
        ("DD", "DE"),
    ],
)
def test_a_code_is_read(written, meant):
    assert meant in possible_region_codes(written)


@pytest.mark.parametrize("written", ["", " ", "-", "x" * 17, "x" * 10_000])
def test_what_is_no_code_means_nothing(written):
    assert possible_region_codes(written) == ()


def test_a_country_that_was_divided_stands_for_none_of_its_parts():
    assert possible_region_codes("SU") == ("SU",)
    assert possible_region_codes("YU") == ("YU",)


def test_the_code_as_typed_comes_first():
    assert possible_region_codes("in")[0] == "IN"
