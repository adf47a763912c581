"""EDTF: bounds, words, and what is refused."""

from datetime import date

import pytest

from archive.text import dates


def day(y, m, d):
    return date(y, m, d).toordinal()


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2019-02-20", day(2019, 2, 20), day(2019, 2, 20), "day"),
        ("2019-02", day(2019, 2, 1), day(2019, 2, 28), "month"),
        ("2020-02", day(2020, 2, 1), day(2020, 2, 29), "month"),
        ("2019", day(2019, 1, 1), day(2019, 12, 31), "year"),
        ("201X", day(2010, 1, 1), day(2019, 12, 31), "decade"),
        ("19XX", day(1900, 1, 1), day(1999, 12, 31), "century"),
        ("2018/2020", day(2018, 1, 1), day(2020, 12, 31), "interval"),
        ("2019~", day(2019, 1, 1), day(2019, 12, 31), "year"),
        ("2019-24", day(2019, 12, 1), day(2020, 2, 29), "season"),
        ("../2019", dates.OPEN_EARLIEST, day(2019, 12, 31), "interval"),
        ("2019/..", day(2019, 1, 1), dates.OPEN_LATEST, "interval"),
        ("[..2019-02-20]", dates.OPEN_EARLIEST, day(2019, 2, 20), "interval"),
    ],
)
def test_a_date_has_its_bounds(text, earliest, latest, precision):
    edtf = dates.parse_edtf(text)
    assert (edtf.earliest, edtf.latest, edtf.precision) == (
        earliest,
        latest,
        precision,
    )


@pytest.mark.parametrize(
    "text",
    ["yesterday", "2019-02-30", "2019-13", "2020/2018", "../..", "20.2.2019", "XXXX"],
)
def test_an_impossible_date_is_refused_with_a_reason(text):
    with pytest.raises(dates.DateError, match=r"\w{3}"):
        dates.parse_edtf(text)


@pytest.mark.parametrize("number", [-16_000, 0, 1, 737_110, 6_000_000])
def test_a_day_number_comes_back(number):
    assert dates.day_number(*dates.from_day_number(number)) == number


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("dj 20.2.2019", "2019-02-20"),
        ("20. Februar 2019", "2019-02-20"),
        ("February 20, 2019", "2019-02-20"),
        ("20 Feb 2019", "2019-02-20"),
        ("2019年2月20日", "2019-02-20"),
        ("2019-02-20", "2019-02-20"),
        ("am 3. Auguſt 1918", "1918-08-03"),
        ("MAI 2, 2019", "2019-05-02"),
    ],
)
def test_a_printed_date_is_read(printed, edtf):
    found = dates.find_printed_date(printed)
    assert found is not None and found[0].text == edtf


def test_a_date_of_two_readings_is_not_guessed():
    assert dates.find_printed_date("20/02/2019") is None


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("2019-02-20", "en", "20 February 2019"),
        ("2019-02-20", "de-CH", "20. Februar 2019"),
        ("2019-02-20", "zh-Hans", "2019年2月20日"),
        ("[..2019-02-20]", "en", "on or before 20 February 2019"),
        ("2019~", "de", "um 2019"),
    ],
)
def test_a_date_is_said_in_words(text, language, words):
    assert dates.parse_edtf(text).display(language) == words


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2019/02/20 15:30 来源：示例日报", [("2019-02-20", "2019/02/20")]),
        ("am 2019.02.20.", [("2019-02-20", "2019.02.20")]),
        ("二〇一九年二月二十日，北京", [("2019-02-20", "二〇一九年二月二十日")]),
        ("二○二一年十一月卅日", [("2021-11-30", "二○二一年十一月卅日")]),
        ("民國110年11月3日 台北", [("2021-11-03", "民國110年11月3日")]),
        ("中华民国一百零八年二月", [("2019-02", "中华民国一百零八年二月")]),
        ("令和元年5月1日", [("2019-05-01", "令和元年5月1日")]),
        ("v2019.1.2.3, 1.2019.02.20", []),
        ("https://news.example/2019/02/20/story", []),
        ("2900.02.20", []),
    ],
)
def test_printed_dates_are_found_in_digits_and_numerals(text, printed):
    found = dates.find_all_printed(text)
    assert [(edtf, text[start:end]) for edtf, start, end in found] == printed


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2019, "2019"),
        (999, "0999"),
        (0, "0000"),
        (-1, "-0001"),
        (-9999, "-9999"),
        (-10_000, "Y-10000"),
        (9999, "9999"),
        (10_000, "Y10000"),
    ],
)
def test_a_year_is_written_in_four_digits_or_with_a_y(year, text):
    assert dates.format_year(year) == text
