"""EDTF against the standard's own examples, and against another reader of it."""

import string

import pytest
from edtf import parse_edtf
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.text import dates
from archive.text.dates import counted_days
from tests.text.dates.edtf_examples import EXAMPLES

ALL = [(clause, *row) for clause, rows in EXAMPLES.items() for row in rows]
LANGUAGES = ("en", "de-CH", "zh-Hans", "fr")

# Where `edtf` 5.0.2 has other days, and why ours stay as they are.
FAR = "our columns end 5.8 million years away: what is further stands at their end"
WINTER = "its winter is December alone; ours goes on to February"
YEARS = "it takes ten years for an unknown end; we keep it open"
DIGITS = "it takes 1950S2 for 1950 alone; the standard means 1900 to 1999"
DISAGREEMENTS = {
    "Y170000002": ((170000002, 1, 1), (170000002, 12, 31), FAR),
    "Y-170000002": ((-170000002, 1, 1), (-170000002, 12, 31), FAR),
    "Y-17E7": ((-170000000, 1, 1), (-170000000, 12, 31), FAR),
    "2001-24": ((2001, 12, 1), (2001, 12, 31), WINTER),
    "2001-28": ((2001, 12, 1), (2001, 12, 31), WINTER),
    "2001-30": ((2001, 12, 1), (2001, 12, 31), WINTER),
    "1985-04-12/": ((1985, 4, 12), (1995, 4, 12), YEARS),
    "1985-04/": ((1985, 4, 1), (1995, 4, 1), YEARS),
    "1985/": ((1985, 1, 1), (1995, 1, 1), YEARS),
    "/1985-04-12": ((1975, 4, 12), (1985, 4, 12), YEARS),
    "/1985-04": ((1975, 4, 30), (1985, 4, 30), YEARS),
    "/1985": ((1975, 12, 31), (1985, 12, 31), YEARS),
    "1950S2": ((1950, 1, 1), (1950, 12, 31), DIGITS),
    "Y171010000S3": ((171010000, 1, 1), (171010000, 12, 31), DIGITS),
    "Y3388E2S3": ((338800, 1, 1), (338800, 12, 31), DIGITS),
    "1984-1X": (None, None, "it fails on it: its months are never unspecified in part"),
}


def ends(edtf):
    """First and last day as (year, month, day); None where open."""
    return (
        None if edtf.open_start else dates.from_day_number(edtf.earliest),
        None if edtf.open_end else dates.from_day_number(edtf.latest),
    )


def second_opinion(text):
    """The same as the package `edtf` has it."""
    read = parse_edtf(text)
    found = (read.lower_strict(), read.upper_strict())
    return tuple(None if isinstance(end, float) else tuple(end[:3]) for end in found)


@pytest.mark.parametrize(("clause", "text", "first", "last"), ALL)
def test_every_example_of_the_standard_has_its_days(clause, text, first, last):
    assert ends(dates.parse_edtf(text)) == (first, last), clause


@pytest.mark.parametrize(("clause", "text", "first", "last"), ALL)
def test_another_reader_agrees_or_the_disagreement_is_named(clause, text, first, last):
    if text not in DISAGREEMENTS:
        assert second_opinion(text) == (first, last)
        return
    *theirs, reason = DISAGREEMENTS[text]
    assert reason
    if theirs == [None, None]:
        with pytest.raises(AttributeError):
            second_opinion(text)
    else:
        assert second_opinion(text) == tuple(theirs) != (first, last)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("1984", False, False),
        ("1984?", False, True),
        ("2004-06~", True, False),
        ("2004-06-11%", True, True),
        ("1984~/2004-06", True, False),
        ("1984?/2004%", True, True),
        ("2004?-06-11", False, True),
        ("?2004-06-~11", True, True),
        ("[1667?,1760-12]", False, True),
        ("1950S2", True, False),
    ],
)
def test_a_qualification_is_kept_wherever_it_stands(text, approximate, uncertain):
    edtf = dates.parse_edtf(text)
    assert (edtf.approximate, edtf.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2019-02-20T10:00:00Z", "day"),
        ("2019-22", "season"),
        ("2019-33", "quarter"),
        ("2019-37", "third"),
        ("2019-41", "half"),
        ("2019-1X", "year"),
        ("2019-02-1X", "month"),
        ("201X-02-20", "decade"),
        ("1950S2", "century"),
        ("2XXX", "millennium"),
        ("[2018,2020]", "choice"),
        ("{2018,2020}", "several"),
        ("[..2020]", "interval"),
    ],
)
def test_a_date_is_as_precise_as_its_coarsest_part(text, precision):
    assert dates.parse_edtf(text).precision == precision


@pytest.mark.parametrize(
    ("text", "silent"),
    [("/1985", True), ("../1985", False), ("[..1985]", True), ("{..1985}", False)],
)
def test_an_unknown_beginning_is_told_from_an_open_one(text, silent):
    edtf = dates.parse_edtf(text)
    assert edtf.open_start and edtf.silent_start is silent and not edtf.silent_end


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2019-02-30", "there is no day 30 in 2019-02"),
        ("1900-02-29", "there is no day 29 in 1900-02"),
        ("190X-02-30", "this day doesn't exist in any matching year"),
        ("2019-00", "no month 00"),
        ("2019-13", "no month 13"),
        ("2019-42", "no month 42"),
        ("2019-2X", "no month 2X"),
        ("2019-22-01", "leave out the day after a season"),
        ("2020/2018", "2020 is after 2018"),
        ("2019-24/2018", "2019-24 is after 2018"),
        ("[1672..1670]", "1672 is after 1670"),
        ("/", "at least one known date"),
        ("../..", "at least one known date"),
        ("[..]", "at least one known date"),
        ("[..1984,1990..]", "open at one end only"),
        ("2018/2019/2020", "isn't a date we know"),
        ("[]", "isn't a date we know"),
        ("20.2.2019", "isn't a date we know"),
        ("2019-2-3", "isn't a date we know"),
        ("２０１９", "year with four digits"),
        ("99999", "year with four digits"),
        ("0", "year with four digits"),
        ("-300", "year with four digits"),
        ("XXXX", "A date needs a year"),
        ("-0000", "write the year 0 as 0000"),
        ("Y2019", "more than four digits"),
        ("Y1E99999", "too far away"),
        ("1950S5", "larger than the number of digits"),
        ("1950S0", "larger than the number of digits"),
        ("2019-02-20T24:00:00", "this time doesn't exist"),
        ("2019-02-20T10:00", "this time doesn't exist"),
        ("2019-02-20T10:00:00+15", "this time doesn't exist"),
        ("2019-02-20T10:00:00/2020", "leave out the time"),
        ("2004-06-uu", "Write X for an unknown digit"),
        ("156u", "Write X for an unknown digit"),
        ("156x-12", "Write X for an unknown digit"),
        ("2004/open", ".. for an open end"),
        ("unknown/2004", "nothing for an unknown end"),
        ("[" + "2019," * 20 + "2020]", "at most 64 characters"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(text, reason):
    with pytest.raises(dates.DateError) as refused:
        dates.parse_edtf(text)
    assert reason in str(refused.value)
    assert "%(" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "english", "german", "chinese"),
    [
        (
            "2019-02-20T09:30:00Z",
            "20 February 2019, 09:30:00 UTC",
            "20. Februar 2019, 09:30:00 UTC",
            "2019年2月20日 09:30:00 UTC",
        ),
        (
            "/2019-02-20",
            "until 20 February 2019, beginning unknown",
            "bis 20. Februar 2019, Beginn unbekannt",
            "至2019年2月20日，起始不详",
        ),
        (
            "2019-02-20/",
            "since 20 February 2019, end unknown",
            "seit dem 20. Februar 2019, Ende unbekannt",
            "自2019年2月20日起，结束不详",
        ),
        (
            "2019-02-20/..",
            "since 20 February 2019",
            "seit dem 20. Februar 2019",
            "自2019年2月20日起",
        ),
        (
            "2004-06-11~",
            "about 11 June 2004",
            "um den 11. Juni 2004",
            "约2004年6月11日",
        ),
        (
            "2001-21%",
            "about spring 2001 (uncertain)",
            "etwa Frühling 2001 (unsicher)",
            "约2001年春季（存疑）",
        ),
        (
            "1984?/2004~",
            "1984 (uncertain) to about 2004",
            "1984 (unsicher) bis etwa 2004",
            "1984年（存疑）至约2004年",
        ),
        (
            "-0100~/2020",
            "about 101 BCE to 2020",
            "etwa 101 v. Chr. bis 2020",
            "约公元前101年至2020年",
        ),
        (
            "[2019-02-20..2019-02-25]",
            "between 20 February 2019 and 25 February 2019",
            "zwischen dem 20. und dem 25. Februar 2019",
            "2019年2月20日至25日间",
        ),
        (
            "{..1983-12-31,1984-10-10..1984-11-01}",
            "31 December 1983 or earlier and 10 October 1984 to 1 November 1984",
            "31. Dezember 1983 oder früher und 10. Oktober bis 1. November 1984",
            "1983年12月31日或更早和1984年10月10日至11月1日",
        ),
        (
            "[..2019-02-20]",
            "on or before 20 February 2019",
            "spätestens am 20. Februar 2019",
            "2019年2月20日或更早",
        ),
        (
            "2019-02-20/2019-02-22",
            "20 February 2019 to 22 February 2019",
            "20. bis 22. Februar 2019",
            "2019年2月20日至22日",
        ),
        (
            "2019-02/2019-03",
            "February 2019 to March 2019",
            "Februar bis März 2019",
            "2019年2月至3月",
        ),
        (
            "2018-12-30/2019-01-02",
            "30 December 2018 to 2 January 2019",
            "30. Dezember 2018 bis 2. Januar 2019",
            "2018年12月30日至2019年1月2日",
        ),
        (
            "2019-02-20/2019-02-20",
            "20 February 2019 to 20 February 2019",
            "20. Februar 2019 bis 20. Februar 2019",
            "2019年2月20日至2019年2月20日",
        ),
        ("2018/..", "since 2018", "seit 2018", "自2018年起"),
        (
            "[1667,1668,1670..1672]",
            "1667, 1668 or 1670 to 1672",
            "1667, 1668 oder 1670 bis 1672",
            "1667年、1668年或1670年至1672年",
        ),
        (
            "{1960,1961-12}",
            "1960 and December 1961",
            "1960 und Dezember 1961",
            "1960年和1961年12月",
        ),
        (
            "2004-06~-11",
            "11 June 2004 (year and month approximate)",
            "11. Juni 2004 (Jahr und Monat ungefähr)",
            "2004年6月11日（年和月为约数）",
        ),
        (
            "156X-12-25",
            "25 December in the 1560s",
            "25. Dezember in den 1560er-Jahren",
            "1560年代12月25日",
        ),
        ("190X", "between 1900 and 1909", "zwischen 1900 und 1909", "1900年至1909年间"),
        ("2019-34", "quarter 2 of 2019", "2. Quartal 2019", "2019年第2季度"),
        ("-0001", "2 BCE", "2 v. Chr.", "公元前2年"),
        ("0000", "1 BCE", "1 v. Chr.", "公元前1年"),
        ("Y170000002", "170000002", "170000002", "170000002年"),
    ],
)
def test_each_form_is_said_in_three_languages(text, english, german, chinese):
    edtf = dates.parse_edtf(text)
    said = [edtf.display(language) for language in ("en", "de", "zh-Hans")]
    assert said == [english, german, chinese]


SIGN = st.sampled_from(["", "", "?", "~", "%"])
YEAR = st.one_of(
    st.integers(0, 9999).map(lambda n: f"{n:04d}"),
    st.integers(1, 9999).map(lambda n: f"-{n:04d}"),
    st.integers(10_000, 10**17).map(lambda n: f"Y{n}"),
    st.integers(10_000, 10**17).map(lambda n: f"Y-{n}"),
    st.text("012X9", min_size=4, max_size=4),
    st.builds("Y{}E{}".format, st.integers(1, 99), st.integers(4, 15)),
    st.builds("{:04d}S{}".format, st.integers(0, 9999), st.integers(1, 4)),
)
TWO = st.one_of(
    st.integers(1, 41).map(lambda n: f"{n:02d}"),
    st.text("0123X", min_size=2, max_size=2),
)
PART = st.builds("{}{}{}".format, SIGN, TWO, SIGN)
HEAD = st.builds("{}{}{}".format, SIGN, YEAR, SIGN)
ONE = st.one_of(
    HEAD,
    st.builds("{}-{}".format, HEAD, PART),
    st.builds("{}-{}-{}".format, HEAD, PART, PART),
)
END = st.one_of(ONE, st.sampled_from(["", ".."]))
INTERVAL = st.builds("{}/{}".format, END, END)
RANGE = st.one_of(ONE, st.builds("{}..{}".format, ONE, ONE), ONE.map("..{}".format))
LISTED = st.lists(RANGE, min_size=1, max_size=4).map(",".join)
EXPRESSION = st.one_of(
    ONE, INTERVAL, LISTED.map("[{}]".format), LISTED.map("{{{}}}".format)
)


def read(text):
    """The date, or a test that says nothing where there is none."""
    try:
        return dates.parse_edtf(text)
    except dates.DateError:
        assume(False)


@given(EXPRESSION)
def test_what_was_read_is_read_again_the_same(text):
    edtf = read(text)
    assert dates.parse_edtf(str(edtf)) == edtf


@given(EXPRESSION)
def test_the_first_day_is_never_after_the_last(text):
    edtf = read(text)
    assert dates.OPEN_EARLIEST <= edtf.earliest <= edtf.latest <= dates.OPEN_LATEST
    first, last = counted_days(edtf)
    assert dates.OPEN_EARLIEST < first <= last < dates.OPEN_LATEST


@given(EXPRESSION)
def test_every_date_can_be_said(text):
    edtf = read(text)
    for language in LANGUAGES:
        said = edtf.display(language)
        assert said.strip() and "{" not in said and "X" not in said


@given(st.text(string.printable + "０年月", max_size=80))
def test_no_text_breaks_the_reader(text):
    try:
        dates.parse_edtf(text)
    except dates.DateError as refused:
        assert str(refused)
