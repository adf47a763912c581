"""Dates as people type them in German, English and Chinese, as EDTF."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from ._calendars import (
    convert_numerals,
    find_part_of_era,
    is_lunar,
    read_hijri,
    read_hijri_figures,
    read_solar_hijri,
)
from ._errors import DateError
from ._local_names import find_weekday, write_in_english
from ._numeric import complete_year, order_numeric_dates, unify_order
from ._periods import (
    cut_part,
    read_double_year,
    read_feast,
    read_short_decade,
    read_week,
    split_night,
    split_part,
    write_night,
)
from ._phrases import SEASON_NAMES
from ._printed import MONTH_NAME, find_all_printed, month_number
from ._relative import read_relative

_YEAR = r"(?P<y>\d{4})"
_SPACES = re.compile(r"\s+")
_EDTF_SIGNS = re.compile(r"[-\d/\[\],.~]+")
_ANY_DAY = date(2019, 8, 15)  # all days of its month, and of those beside, exist
_BEFORE_STATED_DAY = re.compile(
    r"\s*[(,]\s*(?:seen (?:on|from) |as of |gesehen (?:am|vom) |stand:? |截至|以)?|"
    r"\s(?:as of|seen (?:on|from)|from|gesehen (?:am|vom)|stand:?|vom) "
)
_EDTF_INTERVAL = re.compile(r"-?\d{4}(-\d\d){0,2}[~?%]?/-?\d{4}(-\d\d){0,2}[~?%]?")
_WEEKDAY = re.compile(
    r"^(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|mo|di|mi|do|fr|sa|"
    r"so|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thurs?|fri|sat|sun)"
    r"\.?,?\s+(?:(?:den|dem|the)\s+)?(?=\d|[a-z])|"
    r"\s*[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?$",
    re.I,
)
_CLOCK = re.compile(
    r"(?:,|\s|(?<=\d)t(?=\d))\s*(?:um |at )?\d{1,2}[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?\s*"
    r"(?:uhr|h|[ap]\.?m\.?)?\s*(?:[(]?[a-z]{1,4}[)]?|(?:utc|gmt)?[+-]\d\d?:?(?:\d\d)?)?$|"
    r"(?:,|\s)\s*(?:um |at )?\d{1,2}\s*(?:uhr|[ap]\.?m\.?)$|"
    r"\s*(?:上午|下午|晚上|凌晨|早上|中午)?\d{1,2}[:时點点](?:\d\d?分?)?(?:\d\d?秒)?$|"
    r"\s*(?:上午|下午|晚上|凌晨|早上|中午)$",
    re.I,
)
_FILLER = re.compile(
    r"^(?:(?:am|im|in|on|den|the|der|das|jahr|anno|公元|公历)(?!\w)\s*(?!or\b))+(?=\w)|"
    r"^(?:公元|公历)",
    re.I,
)
_OPEN_END = re.compile(
    r",? (?:beginn|ende) (?:offen|unbekannt)|,? (?:beginning|end) (?:open|unknown)|"
    r",?(?:起始|结束)(?:不限|不详)",
    re.I,
)
_ROMAN_MONTHS = "i ii iii iv v vi vii viii ix x xi xii".split()

_SEASONS = {
    name.casefold(): 21 + number
    for names in SEASON_NAMES.values()
    for number, name in enumerate(names)
} | {"frühjahr": 21, "fall": 23, "春": 21, "春天": 21, "夏": 22, "夏天": 22}
_SEASONS |= {"秋": 23, "秋天": 23, "冬": 24, "冬天": 24}
_SEASON = "|".join(sorted(_SEASONS, key=len, reverse=True))
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "1 1st first erstes ersten erste i 一",
            "2 2nd second zweites zweiten zweite ii 二",
            "3 3rd third drittes dritten dritte iii 三",
            "4 4th fourth viertes vierten vierte iv 四",
        ),
        start=1,
    )
    for word in words.split()
}
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))

_ABOUT = (
    r"(?:(?:um|gegen|etwa|ungefähr|rund|ca|circa|zirka|c|about|around|approximately|"
    r"roughly)(?:\.\s*|\s+)(?:den\s+|the\s+)?|[~约大]+约?\s*)"
)
_UNCERTAIN = (
    r"(?:vermutlich|wahrscheinlich|wohl|vielleicht|probably|possibly|perhaps|maybe|"
    r"可能(?:是)?)\s*"
)
_SINCE = r"(?:seit|ab|since|from|自从?|从)\s*(?:dem\s+|den\s+|the\s+)?"
_UNTIL = r"(?:bis|until|till|up to|截至|截止|直到|至)\s*(?:zum\s+|den\s+|the\s+)?"
_LATEST = r"(?:spätestens|(?:on|in) or before|no later than|by|不晚于)\s*(?:am\s+)?"
_EARLIEST = r"(?:frühestens|(?:on|in) or after|no earlier than|不早于)\s*(?:am\s+)?"
_NOW = r"(?:heute|today|now|(?:the )?present|今天?|现在)"
_BETWEEN = r"(?:between|zwischen(?: dem)?)"
_JOIN = r"\s*(?:\bbis(?: zum)?\b|\bto\b|\buntil\b|\bthrough\b|[–—]|至|到|-)\s*"
# Shapes of a whole text: each with how its parts become EDTF. The first that fits wins.
_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(shape, re.I), edtf)
    for shape, edtf in (
        (r"(.+?)\s*[(]\s*(?:unsicher|uncertain|存疑|\?)\s*[)]", "{0}?"),
        (rf"{_BETWEEN}\s*(.+?)\s+(?:and|und)(?: dem)?\s+(.+)", "[{0}..{1}]"),
        (r"(?:在)?(.+?)(?:和|与|至)(.+?)之?间", "[{0}..{1}]"),
        (
            rf"(\d{{1,2}}\.?)\s*/\s*(\d{{1,2}}(?:\.\s?| )(?:\d\d?\.|{MONTH_NAME}).+)",
            "{0}/{1}",
        ),
        (r"(.+?)\s*(?:\bund\b|\band\b|&|和|、)\s*(.+)", "{{{0},{1}}}"),
        (rf"{_SINCE}(.+?){_JOIN}{_NOW}", "{0}/.."),
        (rf"(.+?)(?:{_JOIN}{_NOW}|至今|以来)", "{0}/.."),
        (rf"(?:(?:von|vom|from|从|自)\s*)?(.+?){_JOIN}(.+)", "{0}/{1}"),
        (rf"{_ABOUT}(.+)", "{0}~"),
        (r"(.+?)\s*(?:前后|左右)", "{0}~"),
        (rf"{_UNCERTAIN}(.+)", "{0}?"),
        (r"(.+?)\s*(?:[(]\s*(?:unsicher|uncertain|存疑|\?)\s*[)])", "{0}?"),
        (rf"{_LATEST}(.+)", "[..{0}]"),
        (r"(.+?)\s*(?:oder früher|or earlier|或更早)", "[..{0}]"),
        (rf"{_EARLIEST}(.+)", "[{0}..]"),
        (r"(.+?)\s*(?:oder später|or later|或更晚)", "[{0}..]"),
        (rf"{_SINCE}(.+?)(?:起|开始)?", "{0}/.."),
        (rf"{_UNTIL}(.+)", "../{0}"),
        (r"(.+?)\s*(?:\boder\b|\bor\b|或)\s*(.+)", "[{0},{1}]"),
    )
)


def read_typed_date(
    text: str, language: str = "", stated_day: date | None = None
) -> str:
    """A typed date as EDTF, or '' where it is none that we know.

    It may be about, since, until, uncertain, one of two, or a range whose first end
    leaves out what both ends share (*20. bis 22. Februar 2019*). The language, a BCP 47
    tag, decides what 3/4/2019 is, the stated day what *last week* is. Raises
    `DateError` where they are needed and missing.
    """
    if is_lunar(text):
        return ""
    if part_of_era := find_part_of_era(text.strip()):
        return part_of_era
    text = _normalize_typed(text)
    told, day_behind = _split_stated_day(text, language)
    if read := _read_told(told, day_behind or stated_day or _ANY_DAY):
        if day_behind is None and stated_day is None:
            raise DateError("relative", text=text)
        return read
    if _EDTF_INTERVAL.fullmatch(text):
        return ""  # what EDTF says of it is the reason
    return _read_with_weekday(text, language) or _read_with_weekday(
        write_in_english(text, language), language
    )


def is_told_from_another_day(text: str) -> bool:
    """Whether it is a date such as *yesterday, 14:30* or *vor drei Wochen*, without the
    day that it is told from."""
    return bool(_read_told(_normalize_typed(text), _ANY_DAY))


def _read_with_weekday(text: str, language: str) -> str:
    """A date as EDTF, or ''. Raises `DateError` where it is not on the weekday that
    stands beside it."""
    read = _read_absolute(_drop_weekday(text), language)
    beside = _WEEKDAY.search(text)
    weekday = find_weekday(beside[0]) if beside else None
    if weekday is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", read):
        return read
    try:
        is_there = date.fromisoformat(read).weekday() == weekday
    except ValueError:  # a day that there is not is told of as such
        return read
    if not is_there:
        raise DateError("weekday", text=text, day=read)
    return read


def _read_absolute(text: str, language: str) -> str:
    if hijri := read_hijri_figures(text, language):
        return hijri
    if night := split_night(text):
        days, is_before = night
        return write_night(_read_absolute(days, language), is_before=is_before)
    text = unify_order(order_numeric_dates(text, language))
    return _read_single(text) or _read_period(text) or _read_phrase(text)


def _read_told(text: str, day: date) -> str:
    """What a text says seen from a day, as EDTF; '' where it does not depend on it."""
    found = read_relative(_drop_clock(text), day)
    return found if _EDTF_SIGNS.fullmatch(found) else _read_absolute(found, "")


def _split_stated_day(text: str, language: str) -> tuple[str, date | None]:
    """*Last week (20 Feb 2019)* as what is told and the day that it is told from; None
    where no day stands behind it."""
    for sign in _BEFORE_STATED_DAY.finditer(text):
        behind = text[sign.end() :].removesuffix(")").strip()
        behind = unify_order(order_numeric_dates(_drop_weekday(behind), language))
        with suppress(ValueError):
            return text[: sign.start()], date.fromisoformat(_read_single(behind))
    return text, None


def _read_phrase(text: str) -> str:
    """One or two dates with what is said of them."""
    for shape, edtf in _PHRASES:
        match = shape.fullmatch(text)
        if match is None:
            continue
        ends = _read_ends(*match.groups())
        if all(ends):
            return edtf.format(*ends).replace("~?", "%")
    return ""


def _read_period(text: str) -> str:
    """A week, a part of a year or month, or a year that ends in another."""
    if part := split_part(text):
        whole = _read_single(part[1])
        return cut_part(part[0], whole) if whole else ""
    readers = (read_week, read_double_year, read_hijri, read_solar_hijri, read_feast)
    return next(filter(None, (read(text) for read in readers)), "")


def _normalize_typed(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _SPACES.sub(" ", text).strip(" ,;")
    text = convert_numerals(text)
    text = _drop_clock(text)
    text = _OPEN_END.sub("", text)
    return _FILLER.sub("", text).strip(" ,;")


def _drop_weekday(text: str) -> str:
    return _FILLER.sub("", _WEEKDAY.sub("", text)).strip(" ,;")


def _drop_clock(text: str) -> str:
    """Without a time of day behind a date that needs none."""
    without = _CLOCK.sub("", text)
    is_date = re.search(r"\d{4}", without) or read_relative(without, _ANY_DAY)
    return without if is_date else text


def _read_ends(*ends: str) -> list[str]:
    """Each end as EDTF; what one leaves out is taken from the other."""
    texts = [_FILLER.sub("", end.strip(" ,;")) for end in ends]
    found = [_read_qualified(text) for text in texts]
    if len(texts) == 2 and found[1] and not found[0]:
        found[0] = _complete_end(texts[0], found[1])
    elif len(texts) == 2 and found[0] and not found[1]:
        found[1] = _complete_end(texts[1], found[0])
    return found


def _read_qualified(text: str) -> str:
    """One date, which may be about or uncertain."""
    for pattern, sign in ((_ABOUT, "~"), (_UNCERTAIN, "?")):
        if match := re.fullmatch(rf"{pattern}(.+)", text, re.I):
            single = _read_single(match[1])
            return f"{single}{sign}" if single else ""
    return _read_single(text)


def _complete_end(text: str, other: str) -> str:
    """`20.`, `20. februar` or `februar` with the month and year of the other end."""
    parts = other.rstrip("~?").split("-")
    if re.fullmatch(r"\d{4}", text):
        return text if len(parts) == 1 else ""
    if day := re.fullmatch(r"(\d{1,2})\s*(?:\.|st|nd|rd|th|日|号)?", text):
        return f"{parts[0]}-{parts[1]}-{int(day[1]):02d}" if len(parts) == 3 else ""
    if "月" in text:
        return _read_single(f"{parts[0]}年{text}")
    text = text.rstrip(".")
    return _read_single(f"{text} {parts[0]}") or _read_single(f"{text}.{parts[0]}")


def _read_single(text: str) -> str:
    printed = find_all_printed(text)
    if len(printed) == 1 and printed[0][1:] == (0, len(text)):
        return printed[0][0]
    for shape, write in _SINGLE_SHAPES:
        if match := shape.fullmatch(text):
            return write(match)
    return read_short_decade(text)


def _write_day(match: re.Match[str]) -> str:
    day = f"-{int(match['d']):02d}" if match.groupdict().get("d") else ""
    return f"{match['y']}-{int(match['m']):02d}{day}"


def _write_roman(match: re.Match[str]) -> str:
    month = _ROMAN_MONTHS.index(match["r"].casefold()) + 1
    return f"{match['y']}-{month:02d}-{int(match['d']):02d}"


def _write_named_month(match: re.Match[str]) -> str:
    day = f"-{int(match['d']):02d}" if match["d"] else ""
    return f"{match['y']}-{month_number(match['n']):02d}{day}"


def _write_century(match: re.Match[str]) -> str:
    return f"{int(match['c']) - 1:02d}XX"


_SINGLE_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"{_YEAR}\s*年?"), lambda m: str(m["y"])),
    (re.compile(rf"{_YEAR}[-./](?P<m>\d\d?)[-./](?P<d>\d\d?)\.?"), _write_day),
    # Only one reading is possible where the first number is no month.
    (re.compile(rf"(?P<d>1[3-9]|2\d|3[01])[/-](?P<m>\d\d?)[/-]{_YEAR}"), _write_day),
    (re.compile(rf"(?P<m>\d\d?)\s*[./]\s*{_YEAR}"), _write_day),
    (
        re.compile(
            rf"(?P<d>\d\d?)\.\s*(?P<r>{'|'.join(_ROMAN_MONTHS[::-1])})\.\s*{_YEAR}"
        ),
        _write_roman,
    ),
    (
        re.compile(rf"(?:vor|before|prior to)\s+{_YEAR}"),
        lambda m: f"[..{int(m['y']) - 1:04d}]",
    ),
    (
        re.compile(rf"(?:nach|after)\s+{_YEAR}"),
        lambda m: f"[{int(m['y']) + 1:04d}..]",
    ),
    (
        re.compile(rf"(?P<d>)(?P<n>{MONTH_NAME})\.?,? (?:of |des jahres )?{_YEAR}"),
        _write_named_month,
    ),
    (
        re.compile(rf"(?P<s>{_SEASON}),?\s*(?:of\s+|des jahres\s+)?{_YEAR}"),
        lambda m: f"{m['y']}-{_SEASONS[m['s']]}",
    ),
    (
        re.compile(rf"{_YEAR}\s*年?\s*(?P<s>{_SEASON})"),
        lambda m: f"{m['y']}-{_SEASONS[m['s']]}",
    ),
    (
        re.compile(rf"(?P<o>{_ORDINAL})\.?\s+(?:quartal|quarter)(?: of)?,?\s+{_YEAR}"),
        lambda m: f"{m['y']}-{32 + _ORDINALS[m['o']]}",
    ),
    (
        re.compile(
            r"(?:(?:q|quarter )(?P<o>[1-4])(?: of)?[ /-]*|(?P<p>[1-4])q[ /-]?)"
            r"(?P<y>\d{4}|\d\d)"
        ),
        lambda m: f"{complete_year(m['y'])}-{32 + int(m['o'] or m['p'])}",
    ),
    (
        re.compile(r"(?:h(?P<o>[12])[ /-]*|(?P<p>[12])h[ /-]?)(?P<y>\d{4}|\d\d)"),
        lambda m: f"{complete_year(m['y'])}-{39 + int(m['o'] or m['p'])}",
    ),
    (
        re.compile(rf"{_YEAR}\s*年?\s*(?:第?(?P<o>[1-4一二三四])季度|q(?P<q>[1-4]))"),
        lambda m: f"{m['y']}-{32 + _ORDINALS[m['o'] or m['q']]}",
    ),
    (
        re.compile(
            rf"(?P<o>{_ORDINAL})\.?\s+(?:halbjahr|hj\.?|half|hälfte)(?: of)?\s+{_YEAR}"
        ),
        lambda m: f"{m['y']}-{39 + _ORDINALS[m['o']]}",
    ),
    (
        re.compile(rf"{_YEAR}\s*年\s*(?P<o>[上下])半年"),
        lambda m: f"{m['y']}-{40 if m['o'] == '上' else 41}",
    ),
    (
        re.compile(r"(?P<y>\d{3})0(?:er|['’]?s|年代)(?:[- ]?jahren?)?"),
        lambda m: f"{m['y']}X",
    ),
    (
        re.compile(r"(?P<c>\d\d?)世纪(?P<d>\d)0年代"),
        lambda m: f"{int(m['c']) - 1:02d}{m['d']}X",
    ),
    (
        re.compile(r"(?P<c>\d\d?)(?:\. jahrhunderts?|(?:st|nd|rd|th) century|世纪)"),
        _write_century,
    ),
)
