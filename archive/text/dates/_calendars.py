"""Numerals and calendars of other countries, as digits and Gregorian years."""

from __future__ import annotations

import re

from ._day_numbers import days_in_month, from_day_number
from ._errors import DateError

_HAN_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_HAN_NUMBER = re.compile(
    r"[〇○零一二三四五六七八九十百廿卅]+(?=\s*(?:[年月日号號]|世[纪紀]))"
)
_HAN_SIGNS = str.maketrans("號紀後間農曆舊國華約從截", "号纪后间农历旧国华约从截")
_KOREAN_UNITS = {"년": "年", "월": "月", "일": "日"}
_KOREAN_UNIT = re.compile(r"(?<=\d)[년월일]")
# The year before the first of an era, and its last year.
_ERAS = {
    "民国": (1911, 999),
    "令和": (2018, 999),
    "平成": (1988, 31),
    "昭和": (1925, 64),
    "大正": (1911, 15),
}
_ERA_YEAR = re.compile(rf"(?:中华)?({'|'.join(_ERAS)})\s*(\d{{1,3}}|元)\s*(?=[年/.-])")
_ERA_ENDS = {  # years of which an era has only a part
    "令和1": "2019-05/2019-12",
    "平成31": "2019-01/2019-04",
    "平成1": "1989-01-08/1989-12-31",
    "昭和64": "1989-01-01/1989-01-07",
}
_LUNAR = re.compile(r"农历|阴历|旧历|夏历|正月|腊月|闰")
_HIJRI_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "muharram|محرم",
            "safar|صفر",
            "rabi i|rabi al-awwal|rabi al-awal|ربيع الأول",
            "rabi ii|rabi al-thani|rabi al-akhir|ربيع الثاني|ربيع الآخر",
            "jumada i|jumada al-ula|jumada al-awwal|جمادى الأولى",
            "jumada ii|jumada al-thani|jumada al-akhira|jumada al-akhirah|"
            "جمادى الثانية|جمادى الآخرة",
            "rajab|radschab|رجب",
            "shaban|schaban|شعبان",
            "ramadan|ramadhan|رمضان",
            "shawwal|schawwal|شوال",
            "dhu al-qadah|dhul-qadah|dhu al-qida|ذو القعدة",
            "dhu al-hijjah|dhul-hijjah|dhu al-hijja|dhul-hijja|ذو الحجة",
        ),
        start=1,
    )
    for name in names.split("|")
}
_HIJRI_MONTH = "|".join(sorted(_HIJRI_MONTHS, key=len, reverse=True))
_HIJRI = re.compile(
    rf"(?:(?:(?P<d>\d\d?)\.?\s+)?(?P<n>{_HIJRI_MONTH})"
    r",?\s+)?(?P<y>1[2-5]\d\d)\s*(?P<era>ah|a\.h\.|h|n\.\s?h\.|d\.\s?h\.|هـ|ه)?"
)
_HIJRI_BEFORE_FIRST_DAY = 227_014  # day number before 1 Muharram 1 (16 July 622)


_SOLAR_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "farvardin|فروردین",
            "ordibehesht|اردیبهشت",
            "khordad|خرداد",
            "tir|تیر",
            "mordad|amordad|مرداد|امرداد",
            "shahrivar|شهریور",
            "mehr|مهر",
            "aban|آبان|ابان",
            "azar|آذر|اذر",
            "dey|دی",
            "bahman|بهمن",
            "esfand|اسفند",
        ),
        start=1,
    )
    for name in names.split("|")
}
_SOLAR_MONTH = "|".join(sorted(_SOLAR_MONTHS, key=len, reverse=True))
_SOLAR = re.compile(
    rf"(?:(?P<d>\d\d?)\.?\s+)?(?P<n>{_SOLAR_MONTH})(?:\s*ماه)?,?\s+"
    r"(?P<y>1[34]\d\d)(?:\s*(?:ه\.?\s?ش\.?|هجری شمسی|شمسی|خورشیدی|sh|ap))?"
)
_HIJRI_FIGURES = re.compile(
    r"(?P<y>1[34]\d\d)(?P<s>[/.])(?P<m>\d\d?)(?:(?P=s)(?P<d>\d\d?))?|"
    r"(?P<d2>\d\d?)/(?P<m2>\d\d?)/(?P<y2>1[34]\d\d)"
)
_LAST_SOLAR_YEAR = 1420  # 2041; figures of later years are of the lunar calendar
_SOLAR_LANGUAGES = ("fa", "prs", "ps")
_LUNAR_LANGUAGES = ("ar",)
_SOLAR_BEFORE_FIRST_DAY = 226_894  # so that 1 Farvardin 1398 is 21 March 2019


def convert_numerals(text: str) -> str:
    """Digits of any script, Chinese numbers before 年, 月 and 日, and years of an era
    (民國108年), in folded text, as 0–9 and years of the common era."""
    text = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    text = text.translate(_HAN_SIGNS).replace("元月", "1月").replace("月份", "月")
    text = _KOREAN_UNIT.sub(lambda match: _KOREAN_UNITS[match[0]], text)
    text = _HAN_NUMBER.sub(lambda match: _read_han_number(match[0]), text)
    return _ERA_YEAR.sub(_convert_era, text)


def find_part_of_era(text: str) -> str:
    """EDTF of a year of which an era has only a part (令和元年), or ''."""
    text = text.translate(_HAN_SIGNS).replace("元年", "1年")
    match = re.fullmatch(r"(\D+)(\d+)年", text)
    return _ERA_ENDS.get(match[1] + match[2], "") if match else ""


def is_lunar(text: str) -> bool:
    """Whether a date is of the Chinese lunar calendar, which we don't convert."""
    return bool(_LUNAR.search(text))


def read_hijri(text: str) -> str:
    """A date of the Islamic calendar as EDTF, or ''.

    By the tabular calendar, to which sighted months keep within a day or two: about.
    """
    text = re.sub("['’ʿʾ‘`]", "", text)
    match = _HIJRI.fullmatch(text)
    if match is None or not (match["n"] or match["era"]):
        return ""
    year, month = int(match["y"]), _HIJRI_MONTHS.get(match["n"] or "", 0)
    if match["d"]:
        return _write_lunar(year, month, int(match["d"]))
    first = _hijri_day_number(year, month or 1, 1)
    following = (year, month + 1) if 0 < month < 12 else (year + 1, 1)
    last = _hijri_day_number(*following, 1) - 1
    return f"{_format_day(first)}~/{_format_day(last)}~"


def read_solar_hijri(text: str) -> str:
    """A date of the Iranian and Afghan calendar with the name of its month, as EDTF, or
    ''; a month as its days."""
    match = _SOLAR.fullmatch(text.replace("ي", "ی"))
    if match is None:
        return ""
    day = int(match["d"]) if match["d"] else 0
    return _write_solar(int(match["y"]), _SOLAR_MONTHS[match["n"]], day)


def read_hijri_figures(text: str, language: str) -> str:
    """`1397/12/14` as EDTF: in Persian of the solar, in Arabic of the lunar Islamic
    calendar; '' where it is neither.

    Raises `DateError` in other languages, where it can also be a day of 1397.
    """
    match = _HIJRI_FIGURES.fullmatch(text)
    if match is None:
        return ""
    year, month, day = _take_figures(match)
    base = language.lower().replace("_", "-").partition("-")[0]
    if base in _LUNAR_LANGUAGES:
        return _write_lunar(year, month, day)
    is_solar = year <= _LAST_SOLAR_YEAR
    read = (_write_solar if is_solar else _write_lunar)(year, month, day)
    if is_solar and base in _SOLAR_LANGUAGES:
        return read
    if read and match["s"] != "." and (gregorian := _write_gregorian(year, month, day)):
        raise DateError("ambiguous", text=text, first=gregorian, second=read)
    return ""


def _take_figures(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day, in whichever order they stand; 0 for no day."""
    year, month, day = (match[name] or match[f"{name}2"] for name in ("y", "m", "d"))
    return int(year), int(month), int(day or 0)


def _write_gregorian(year: int, month: int, day: int) -> str:
    if 1 <= month <= 12 and 1 <= day <= days_in_month(year, month):
        return f"{year}-{month:02d}-{day:02d}"
    return ""


def _write_solar(year: int, month: int, day: int) -> str:
    """EDTF of a day, or of a month as its days where the day is 0; '' if it is none."""
    if not 1 <= month <= 12:
        return ""
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    first = _solar_day_number(year, month)
    last = _solar_day_number(*following) - 1
    if day == 0:
        return f"{_format_day(first)}/{_format_day(last)}"
    return _format_day(first + day - 1) if first + day - 1 <= last else ""


def _solar_day_number(year: int, month: int) -> int:
    """The day number of the first of a month, by the cycle of 33 years, which keeps to
    the observed equinox from 1178 to 1633."""
    leap_days = sum((25 * y + 11) % 33 < 8 for y in range(1, year))
    days_of_months = 31 * (month - 1) - max(0, month - 7)
    return _SOLAR_BEFORE_FIRST_DAY + 365 * (year - 1) + leap_days + days_of_months + 1


def _write_lunar(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12 or not 1 <= day <= 30:
        return ""
    return f"{_format_day(_hijri_day_number(year, month, day))}~"


def _hijri_day_number(year: int, month: int, day: int) -> int:
    days_of_years = 354 * (year - 1) + (3 + 11 * year) // 30
    return _HIJRI_BEFORE_FIRST_DAY + days_of_years + (59 * (month - 1) + 1) // 2 + day


def _format_day(number: int) -> str:
    year, month, day = from_day_number(number)
    return f"{year:04d}-{month:02d}-{day:02d}"


def _convert_era(match: re.Match[str]) -> str:
    before, last = _ERAS[match[1]]
    year = 1 if match[2] == "元" else int(match[2])
    return str(before + year) if 1 <= year <= last else match[0]


def _read_han_number(number: str) -> str:
    """`二〇一九`, `二十`, `廿一` and `一百零八` in digits."""
    number = number.replace("廿", "二十").replace("卅", "三十")
    if "十" not in number and "百" not in number:
        return "".join(str(_HAN_DIGITS[c]) for c in number)
    total, digit = 0, None
    for character in number:
        if character in "十百":
            total += (1 if digit is None else digit) * (
                10 if character == "十" else 100
            )
            digit = None
        else:
            digit = _HAN_DIGITS[character]
    return str(total + (digit or 0))
