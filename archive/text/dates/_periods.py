"""Parts of years, months and decades, weeks, nights, feasts, and years that begin in
one and end in another, as EDTF."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ._day_numbers import days_in_month
from ._errors import DateError

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EARLY, _MID, _LATE = range(3)
_PART_NAMES = {
    **dict.fromkeys(("anfang", "beginn", "early", "beginning of", "start of"), _EARLY),
    **dict.fromkeys(("初", "初期", "上旬"), _EARLY),
    **dict.fromkeys(("mitte", "mid", "middle of", "中", "中期", "中旬"), _MID),
    **dict.fromkeys(("ende", "late", "end of", "底", "末", "末期", "后期"), _LATE),
    "下旬": _LATE,
}
_PART_BEFORE = re.compile(
    r"(?:zu |gegen |(?:towards?|by|at) )?(?:the )?(?P<p>anfang|beginn|early|"
    r"beginning of|start of|mitte|mid|middle of|ende|late|end of)[- ]"
    r"(?:in |des jahres |der |des |the )?(?P<whole>.+)"
)
_PART_AFTER = re.compile(
    r"(?P<whole>\d{4}年(?:\d\d?月)?|\d\d?世纪(?:\d0年代)?|\d{3}0年代|\d0年代)"
    r"(?:年(?=[初中底末]))?(?P<p>初期?|中期?|底|末期?|后期|[上中下]旬)"
)
_EXACT_PARTS = ("上旬", "中旬", "下旬")  # the days 1 to 10, 11 to 20, 21 to the last
_WEEK = re.compile(
    r"(?:kw|woche|kalenderwoche|week|wk) ?(?P<w>\d\d?)(?:,? of| im jahr|,)?[ /]*"
    r"(?P<y>\d{4})|"
    r"(?P<w2>\d\d?)(?:\.|st|nd|rd|th) (?:kw|kalenderwoche|woche|week)"
    r"(?: des jahres| of)? (?P<y2>\d{4})|"
    r"(?P<y3>\d{4})-?w(?P<w3>\d\d)|(?P<y4>\d{4})年?第(?P<w4>\d\d?)[周週]"
)
_DOUBLE_YEAR = re.compile(r"(?P<y>\d{4})\s*(?P<sign>[/–—-])\s*(?P<z>\d\d)(?:年度?)?")
_DOUBLE_WINTER = re.compile(
    r"winter (?:of )?(?P<y>\d{4})\s*[/–—-]\s*(?P<z>\d{4}|\d\d)|"
    r"(?P<y2>\d{4})\s*[/–—-]\s*(?P<z2>\d{4}|\d\d)年?冬[季天]?"
)

_DECADES = {
    word: number
    for number, words in enumerate(
        "nuller|noughties zehner zwanziger|twenties dreissiger|dreißiger|thirties "
        "vierziger|forties fünfziger|fifties sechziger|sixties siebziger|seventies "
        "achtziger|eighties neunziger|nineties".split()
    )
    for word in words.split("|")
}
_SHORT_DECADE = re.compile(
    rf"(?:die )?['’]?(?:(?P<d>\d)0(?:er|['’]?s|年代)|(?P<w>{'|'.join(_DECADES)}))"
    r"(?:[- ]?jahren?)?"
)
_FIRST_DECADE_OF_ONE_CENTURY = 3  # the thirties are those of the twentieth century
_FEASTS = {  # month and first day, and the last where it is several days
    **dict.fromkeys(
        ("christmas", "xmas", "weihnachten", "weihnacht", "圣诞节?", "圣诞期间"),
        ("12-24", "12-26"),
    ),
    **dict.fromkeys(
        ("christmas eve", "heiligabend", "heiliger abend", "平安夜"), ("12-24",)
    ),
    "christmas day": ("12-25",),
    **dict.fromkeys(("boxing day", "stephanstag"), ("12-26",)),
    **dict.fromkeys(("new year['’]?s eve", "silvester", "跨年夜"), ("12-31",)),
    **dict.fromkeys(("new year['’]?s day", "neujahr(?:stag)?", "元旦"), ("01-01",)),
}
_NIGHT = re.compile(
    r"(?:(?:in|on|over|during) )?(?:the |der )?(?:"
    r"(?P<before>nacht (?:zum|auf den|auf) |night before )|"
    r"(?P<after>night (?:of|from) (?:the )?|nacht (?:vom|des) ))(?P<days>.+)"
)
_CHINESE_NIGHT = re.compile(
    r"(?P<first>.+?日)(?:深夜|夜间?|晚上?)至"
    r"(?P<last>.+?日)(?:凌晨|晨)?"
)


def split_part(text: str) -> tuple[str, str] | None:
    """`anfang` and `2019` of *Anfang 2019*, or None."""
    match = _PART_BEFORE.fullmatch(text) or _PART_AFTER.fullmatch(text)
    return (match["p"], match["whole"]) if match else None


def cut_part(part: str, whole: str) -> str:
    """EDTF of a part of a year, month, decade or century given as EDTF; '' of others.

    *Early*, *mid* and *late* are thirds, about; the Chinese ten days are exact.
    """
    third = _PART_NAMES[part]
    is_exact = part in _EXACT_PARTS
    if re.fullmatch(r"\d{4}", whole):
        return "" if is_exact else f"{whole}-{37 + third}~"
    ends = _cut_third(whole, third)
    if ends is None:
        return ""
    signs = ["" if is_exact else "~"] * 2
    if third != _MID:
        signs[third // 2] = ""  # the whole begins or ends there
    return f"[{ends[0]}{signs[0]}..{ends[1]}{signs[1]}]"


def _cut_third(whole: str, third: int) -> tuple[str, str] | None:
    """First and last day or year of a third of a month, decade or century."""
    if re.fullmatch(r"\d{4}-(?:0\d|1[0-2])", whole):
        last_day = days_in_month(int(whole[:4]), int(whole[5:]))
        first, last = ((1, 10), (11, 20), (21, last_day))[third]
        return f"{whole}-{first:02d}", f"{whole}-{last:02d}"
    if re.fullmatch(r"\d{3}X|\d\dXX", whole):
        known, width = whole.rstrip("X"), whole.count("X")
        thirds = (((0, 3), (4, 6), (7, 9)), ((0, 33), (34, 66), (67, 99)))[width - 1]
        first, last = thirds[third]
        return f"{known}{first:0{width}d}", f"{known}{last:0{width}d}"
    return None


def read_short_decade(text: str) -> str:
    """`90er-Jahre` and `the nineties` as EDTF, or ''.

    Raises `DateError` for those of which this century has one too (*the twenties*).
    """
    match = _SHORT_DECADE.fullmatch(text)
    if match is None:
        return ""
    decade = int(match["d"]) if match["d"] else _DECADES[match["w"]]
    if decade >= _FIRST_DECADE_OF_ONE_CENTURY:
        return f"19{decade}X"
    raise DateError("ambiguous", text=text, first=f"19{decade}X", second=f"20{decade}X")


def read_feast(text: str) -> str:
    """`Christmas 2019` as a time within its three days, `Silvester 2019` as its day, or
    '' where it is no feast that we know."""
    for feast, days in _FEASTS.items():
        match = re.fullmatch(
            rf"(?:(?:at|an|zu|over|during|über) )?(?:{feast}),? "
            rf"(?:of |des jahres )?(\d{{4}})|(\d{{4}})年?(?:{feast})",
            text,
        )
        if match:
            year = match[1] or match[2]
            dates = [f"{year}-{day}" for day in days]
            return dates[0] if len(dates) == 1 else f"[{dates[0]}..{dates[1]}]"
    return ""


def split_night(text: str) -> tuple[str, bool] | None:
    """The days of a night (*4. bis 5. juli 2016*), and whether one day alone is the one
    after it; None where no night is told."""
    if match := _CHINESE_NIGHT.fullmatch(text):
        return f"{match['first']}至{match['last']}", False
    match = _NIGHT.fullmatch(text)
    if match is None:
        return None
    days = re.sub(r" (?:auf|zum)(?: den)? ", " bis ", match["days"])
    return days, bool(match["before"])


def write_night(days: str, *, is_before: bool) -> str:
    """One of the two days of a night as EDTF, from its days or one of them in EDTF; ''
    where these are not a night's."""
    ends = [date.fromisoformat(day) for day in _DAY.findall(days)]
    if re.sub(_DAY, "", days) not in ("", "/", "{,}") or not ends:
        return ""
    if len(ends) == 1:
        ends.insert(0 if is_before else 1, ends[0] + timedelta(-1 if is_before else 1))
    is_night = ends[1] - ends[0] == timedelta(1)
    return f"[{ends[0]},{ends[1]}]" if is_night else ""


def read_week(text: str) -> str:
    """A week of ISO 8601 (`KW 8/2019`, `2019-W08`) as its days, or ''."""
    match = _WEEK.fullmatch(text)
    if match is None:
        return ""
    week, year = (
        int(next(match[f"{name}{n}"] for n in ("", 2, 3, 4) if match[f"{name}{n}"]))
        for name in "wy"
    )
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return ""
    return f"{monday}/{monday + timedelta(days=6)}"


def read_double_year(text: str) -> str:
    """`2018/19` and `2015–18` as an interval, the winter of two years as one; or ''."""
    if match := _DOUBLE_WINTER.fullmatch(text):
        year, last = (next(filter(None, match.group(n, n + "2"))) for n in "yz")
        return f"{year}-24" if (int(year) + 1) % 100 == int(last) % 100 else ""
    match = _DOUBLE_YEAR.fullmatch(text)
    if match is None:
        return ""
    first = int(match["y"])
    years = (int(match["z"]) - first) % 100
    if years == 1 or (match["sign"] in "-–—" and years < 50 and int(match["z"]) > 12):
        return f"{first}/{first + years}" if years else ""
    return ""
