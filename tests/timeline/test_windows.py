"""The days looked at, and those before and after them."""

import pytest

from archive.filters import SearchFilters
from archive.text import dates
from archive.timeline import _windows
from archive.timeline._windows import choose_window, shift_window, widen_window

HERE = (dates.parse_edtf("2018").earliest, dates.parse_edtf("2024").latest)


def looked_at(begin, end):
    first = dates.parse_edtf(begin) if begin else None
    last = dates.parse_edtf(end) if end else None
    return choose_window(SearchFilters(date_from=first, date_to=last), HERE)


@pytest.mark.parametrize(
    ("begin", "end", "before", "after"),
    [
        ("2019-02-20", "2019-02-20", ("2019-02-19",) * 2, ("2019-02-21",) * 2),
        (
            "2020-02-28",
            "2020-03-01",
            ("2020-02-25", "2020-02-27"),
            ("2020-03-02", "2020-03-04"),
        ),
        ("2020-02", "2020-02", ("2020-01",) * 2, ("2020-03",) * 2),
        ("2019-11", "2020-01", ("2019-08", "2019-10"), ("2020-02", "2020-04")),
        ("2019", "2019", ("2018",) * 2, ("2020",) * 2),
        ("2018", "2020", ("2015", "2017"), ("2021", "2023")),
        ("2010", "2019", ("2000", "2009"), ("2020", "2029")),
        ("2000", "2099", ("1900", "1999"), ("2100", "2199")),
        ("0000", "0000", ("-0001",) * 2, ("0001",) * 2),
        ("0001-01", "0001-01", ("0000-12",) * 2, ("0001-02",) * 2),
        ("9999", "9999", ("9998",) * 2, ("Y10000",) * 2),
        ("Y-999999", "Y-999999", None, ("Y-999998",) * 2),
        ("Y999999", "Y999999", ("Y999998",) * 2, None),
    ],
)
def test_as_much_again_stands_beside_what_is_looked_at(begin, end, before, after):
    here = looked_at(begin, end)
    found = [shift_window(here, step) for step in (-1, 1)]
    ends = [(one.date_from, one.date_to) if one else None for one in found]
    assert ends == [before, after]


@pytest.mark.parametrize(
    ("begin", "end", "wider"),
    [
        ("2019-02-20", "2019-02-20", ("2019-02",) * 2),
        ("2019-02-20", "2019-02-21", ("2019-02",) * 2),
        ("2019-02-01", "2019-02-27", ("2019-02",) * 2),  # a day less than the month
        ("2019-12-31", "2020-01-01", ("2019-12", "2020-01")),
        ("2019-02", "2019-02", ("2019",) * 2),
        ("2019-01", "2019-11", ("2019",) * 2),
        ("2019-02-01", "2019-12-31", ("2019",) * 2),
        ("2019", "2019", ("2010", "2019")),
        ("2018", "2021", ("2010", "2029")),
        ("2010", "2019", ("2000", "2099")),
        ("2000", "2099", None),
        ("Y999999", "Y999999", ("Y999990", "Y999999")),
    ],
)
def test_the_next_wider_window_is_of_whole_larger_parts(begin, end, wider):
    here = looked_at(begin, end)
    found = widen_window(here)
    assert (found and (found.date_from, found.date_to)) == wider


@pytest.mark.parametrize(
    ("begin", "end", "of_months", "of_years"),
    [
        ("2019", "2019", True, True),
        ("2018", "2020", True, True),
        ("2019-01", "2019-12", True, True),
        ("2019-01", "2019-11", True, False),
        ("2019-02", "2019-12", True, False),
        ("2019-02", "2019-02", True, False),
        ("2019-02-01", "2019-02-27", False, False),
        ("2019-02-02", "2019-02-28", False, False),
        ("2019-01-01", "2019-12-30", False, False),
        ("2019-01-02", "2019-12-31", False, False),
    ],
)
def test_a_window_is_of_whole_months_or_years(begin, end, of_months, of_years):
    here = looked_at(begin, end)
    assert (here.is_of_months, here.is_of_years) == (of_months, of_years)


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("Y-10001", ""),
        ("Y-999999", "Y999998"),
        ("Y-5879610", ""),
        ("Y-1000000000", ""),
        ("", "Y1000000000"),
        ("Y-17E7", "Y17E7"),
        ("0001-01-01", "2738-11-28"),  # a million days
        ("-3000-12", "9999-01"),
    ],
)
def test_millions_of_years_are_reckoned_and_not_walked(begin, end, monkeypatch):
    made = []

    def counted(scale, day):
        made.append(scale)
        assert len(made) < 100
        return bin_at(scale, day)

    bin_at = _windows.find_bin
    monkeypatch.setattr(_windows, "find_bin", counted)
    here = looked_at(begin, end)
    shift_window(here, -1), shift_window(here, 1), widen_window(here)
    assert made
