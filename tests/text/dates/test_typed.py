"""Dates as people type them, and as the archive shows them back."""

from datetime import date

import pytest

from archive.text import dates

from .typed_examples import BY_LANGUAGE, DRESSES, IN_OTHER_LANGUAGES, REFUSED

TYPED = {
    "2019-02-20": "20.2.2019 | 20. 2. 2019 | 20th February 2019 | "
    "the 20th of February 2019 | "
    "February 20th, 2019 | Wednesday, 20 February 2019 | Mittwoch, 20. Februar 2019 | "
    "２０１９-０２-２０ | ２０１９年２月２０日 | 2019/2/20 | "
    "2019.02.20 | 20.II.2019 | 20/02/2019 | "
    "二〇一九年二月二十日 | 2019年2月20日 星期三 | "
    "2019年02月20日上午 | 20.2.2019, 10:15 Uhr | "
    "am 20. Februar 2019 | on 20 February 2019, 10:15 am",
    "2019-02": "Februar 2019 | Feb. 2019 | im Februar 2019 | "
    "February 2019 | 2019年2月 | 02/2019 | 二〇一九年二月",
    "2019": "2019年 | 二〇一九年 | im Jahr 2019 | in 2019",
    "2018~": "um 2018 | etwa 2018 | ca. 2018 | circa 2018 | c. 2018 | about 2018 | "
    "around 2018 | ungefähr 2018 | 约2018年 | 大约2018年 | 2018年前后",
    "2019-02-20~": "um den 20.2.2019 | about 20 February 2019",
    "2019?": "vermutlich 2019 | probably 2019 | 2019 (unsicher) | 可能2019年",
    "2018/2020": "2018 bis 2020 | 2018-2020 | 2018–2020 | 2018 – 2020 | "
    "von 2018 bis 2020 | "
    "from 2018 to 2020 | 2018 to 2020 | 2018年至2020年 | 2018至2020年 | 2018年到2020年",
    "2019-02-20/2019-02-22": "20.2.2019 bis 22.2.2019 | 20.–22.2.2019 | "
    "20–22 February 2019 | 20. bis 22. Februar 2019 | "
    "vom 20. bis zum 22. Februar 2019 | "
    "2019年2月20日至22日",
    "2019-02-20/2019-03-02": "20. Februar bis 2. März 2019 | 20.2. bis 2.3.2019",
    "2019-02/2019-03": "Februar bis März 2019 | 2019年2月至3月",
    "[2018..2020]": "between 2018 and 2020 | zwischen 2018 und 2020",
    "[2019,2020]": "2019 oder 2020 | 2019 or 2020 | 2019或2020年",
    "2018/..": "seit 2018 | since 2018 | 2018 bis heute | 2018 to the present | "
    "2018年至今",
    "../2018": "bis 2018 | until 2018 | 截至2018年",
    "[..2019-02-20]": "spätestens 20.2.2019 | on or before 20 February 2019",
    "[..2017]": "vor 2018 | before 2018",
    "[2019..]": "nach 2018 | after 2018 | frühestens 2019",
    "2019-21": "Frühling 2019 | Frühjahr 2019 | spring 2019 | 2019年春季",
    "2019-33": "1. Quartal 2019 | Q1 2019 | first quarter of 2019 | 2019年第一季度",
    "2019-41": "2. Halbjahr 2019 | second half of 2019 | 2019年下半年",
    "199X": "1990er | 1990er-Jahre | the 1990s | 20世纪90年代",
    "18XX": "19. Jahrhundert | 19th century | 19世纪",
}


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [(each, edtf) for edtf, row in TYPED.items() for each in row.split(" | ")],
)
def test_a_date_as_people_type_it_is_read(typed, edtf):
    assert dates.parse_typed_date(typed).text == edtf


@pytest.mark.parametrize("language", ["de", "en", "zh-Hans"])
@pytest.mark.parametrize(
    "edtf",
    [*TYPED, "2019%", "2019-02~", "../2019-02-20", "2019-02-20/..", "2018-02/2019-03"],
)
def test_a_date_that_is_shown_in_words_is_read_back(edtf, language):
    words = dates.parse_edtf(edtf).display(language)
    again = dates.parse_typed_date(words)
    shown = dates.parse_edtf(edtf)
    assert again.earliest == shown.earliest
    assert again.latest == shown.latest


@pytest.mark.parametrize(
    "typed",
    [
        "3/4/2019",
        "20.2.19",
        "31.2.2019",
        "20. Februar",
        "gestern",
        "2020 bis 2018",
        "Mai",
        "um",
        "bis",
        "um um 2018",
        "von bis 2018",
        "2018 bis",
        "1.1.1 bis 2.2.2",
        "a" * 5_000,
        "bis " * 5_000,
        "Kapitel 3 von 2019",
        "2018 2019 2020",
        "20.13.2019",
    ],
)
def test_what_has_two_readings_or_none_is_refused(typed):
    with pytest.raises(dates.DateError):
        dates.parse_typed_date(typed)


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [(each, edtf) for edtf, row in DRESSES.items() for each in row.split(" | ")],
)
def test_a_date_is_read_in_all_its_dresses(typed, edtf):
    assert dates.parse_typed_date(typed).text == edtf


@pytest.mark.parametrize(("typed", "language", "edtf"), BY_LANGUAGE)
def test_the_language_decides_the_order_of_digits(typed, language, edtf):
    assert dates.parse_typed_date(typed, language).text == edtf


@pytest.mark.parametrize(("typed", "language", "edtf"), IN_OTHER_LANGUAGES)
def test_a_date_is_read_in_the_words_and_calendar_of_its_language(
    typed, language, edtf
):
    assert dates.parse_typed_date(typed, language).text == edtf


@pytest.mark.parametrize(
    ("year", "first_day"),
    [
        (1357, "1978-03-21"),
        (1375, "1996-03-20"),
        (1398, "2019-03-21"),
        (1399, "2020-03-20"),
        (1403, "2024-03-20"),
        (1408, "2029-03-20"),
    ],
)
def test_a_year_of_the_iranian_calendar_begins_at_the_equinox(year, first_day):
    assert dates.parse_typed_date(f"1 Farvardin {year}").text == first_day


def test_a_date_of_the_wrong_weekday_is_refused_with_its_day():
    with pytest.raises(dates.DateError, match="2019-03-05 is another day of the week"):
        dates.parse_typed_date("Monday 5 March 2019", "en")


@pytest.mark.parametrize(("typed", "language", "reason"), REFUSED)
def test_a_date_is_refused_for_a_reason(typed, language, reason):
    with pytest.raises(dates.DateError) as error:
        dates.parse_typed_date(typed, language)
    assert error.value.reason == reason or not reason


def test_an_ambiguous_date_is_refused_with_its_readings():
    with pytest.raises(dates.DateError, match="2019-04-03 or 2019-03-04"):
        dates.parse_typed_date("3/4/2019", "en")


@pytest.mark.parametrize("language", ["de", "en", "zh-Hans"])
@pytest.mark.parametrize("edtf", DRESSES)
def test_no_dress_loses_precision_when_shown_and_read_again(edtf, language):
    shown = dates.parse_edtf(edtf)
    again = dates.parse_typed_date(shown.display(language))
    assert (again.earliest, again.latest) == (shown.earliest, shown.latest)


@pytest.mark.parametrize(
    ("edtf", "typed"),
    [
        ("2019-02-19", "gestern | yesterday | 昨天"),
        ("2019-02-18", "vorgestern | 前天 | two days ago | vor zwei Tagen | 两天前"),
        ("2019-02-11/2019-02-17", "last week | letzte Woche | 上周 | 上个星期"),
        ("2019-02-18/2019-02-24", "this week | diese Woche | 本周"),
        ("2019-01", "last month | im letzten Monat | 上个月"),
        ("2018", "last year | letztes Jahr | im vergangenen Jahr | 去年 | a year ago"),
        ("2018-11", "3 months ago | vor drei Monaten | 三个月前"),
        ("2019-02-19", "gestern Abend | yesterday, 3:15 pm | 昨天14:30 | 24 hours ago"),
        ("[2019-02-19,2019-02-20]", "last night | vor 2 Stunden | 3小时前 | 5 min ago"),
        ("[2019-02-18,2019-02-19]", "36 hours ago | vor 36 Stunden"),
        ("[2019-02-11,2019-02-18]", "last Monday | am letzten Montag"),
        ("2019-02-15", "last Friday | vergangenen Freitag | 上周五 | 上星期五"),
        ("2019-02-11", "Monday of last week | Montag letzter Woche | 上周一"),
        ("[2019-02-22,2019-03-01]", "next Friday | kommenden Freitag"),
        ("2019-02-16/2019-02-17", "last weekend | am letzten Wochenende | 上周末"),
        ("2018-36", "last quarter | im vergangenen Quartal | 上季度 | 上个季度"),
        ("2019-02-17~/2019-02-20", "in den letzten drei Tagen | the past 3 days"),
        ("2018-11~/2019-02-20", "过去三个月 | over the last three months"),
        ("2018-05", "May last year | im Mai letzten Jahres | 去年5月 | 去年五月"),
        ("2019-03-05", "5. März dieses Jahres | on 5 March this year | 今年三月五日"),
        ("2018-39~", "Ende letzten Jahres | late last year | 去年底"),
        ("2018-22", "summer last year | Sommer letzten Jahres | 去年夏天"),
        ("2019-01-05", "the 5th of last month | 5. letzten Monats | 上月5日"),
        ("[2019-01-21~..2019-01-31]", "Ende letzten Monats | 上月底"),
        ("[2019-01-01..2019-02-20]", "earlier this year"),
        ("2017", "前年 | two years ago"),
    ],
)
def test_a_date_told_from_a_stated_day_is_as_precise_as_its_unit(edtf, typed):
    for each in typed.split(" | "):
        assert dates.parse_typed_date(each, "", date(2019, 2, 20)).text == edtf


@pytest.mark.parametrize(
    "typed",
    [
        "last week (20 February 2019)",
        "letzte Woche, Stand 20.02.2019",
        "letzte Woche vom 20.2.2019",
        "上周（2019年2月20日）",
        "last week as of 2019-02-20",
    ],
)
def test_the_day_that_a_date_is_told_from_may_stand_behind_it(typed):
    other_day = date(2024, 5, 5)
    for stated_day in (None, other_day):
        read = dates.parse_typed_date(typed, "", stated_day)
        assert read.text == "2019-02-11/2019-02-17"


def test_a_day_behind_it_that_can_be_two_is_refused_with_both():
    with pytest.raises(dates.DateError) as error:
        dates.parse_typed_date("last week (3/4/2019)", "en")
    assert error.value.reason == "ambiguous"


@pytest.mark.parametrize(
    "typed", ["sales rose last year", "31. dieses Monats", "upper last year", "letzte"]
)
def test_what_only_looks_told_from_another_day_is_refused(typed):
    with pytest.raises(dates.DateError):
        dates.parse_typed_date(typed, "", date(2019, 2, 20))


def test_a_date_of_several_days_is_read_where_they_agree_and_else_refused():
    days = [date(2019, 2, 20), date(2019, 2, 22)]
    assert dates.parse_date_of_days("letzte Woche", "de", days).precision == "interval"
    assert dates.parse_date_of_days("3. Mai 2018", "de", days).text == "2018-05-03"
    with pytest.raises(dates.DateError, match="2019-02-19 or 2019-02-21"):
        dates.parse_date_of_days("gestern", "de", days)


@pytest.mark.parametrize("first_or_last", [date.min, date.max])
def test_a_day_at_the_end_of_the_calendar_tells_nothing(first_or_last):
    with pytest.raises(dates.DateError):
        dates.parse_typed_date("in the last 999 years", "", first_or_last)
