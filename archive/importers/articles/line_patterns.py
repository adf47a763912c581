"""What a line of a newspaper page is by itself, whatever stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from archive.text import addresses, dates
from archive.text.languages import HAN

POST = re.compile(r"pic\.(?:twitter|x)\.com/|https?://t\.co/|\(@\w+\)")
BYLINE = re.compile(
    r"(?:von|by|(?:story|text|words) by|ein \w+ von|text:|autor(?:in)?:|author:)\s+\S|"
    r"(?:文|撰文|作者|记者|本报记者|特约记者|通讯员)\s*[:：/／|丨\s]\s*\S|"
    r"(?:本报|新华社|中新社)\S{0,8}记者\s*\S",
    re.IGNORECASE,
)
INITIALS = re.compile(r"\(?[a-zäöü]{2,5}\.?(?:\s?[/,]\s?[a-zäöü]{2,5}\.?)*\)?")
NAMES = re.compile(
    r"[A-ZÄÖÜ][\w'’.-]*(?:\s(?:von|van|de|der|und|and|in|[A-ZÄÖÜ][\w'’.-]*)){1,5}"
    r"(?:,\s[A-ZÄÖÜ][\w'’. -]*){0,2}"
)
AGENCY_START = re.compile(r".{2,40}[(（][^()（）]{2,40}[)）]\s*[-–—.:]\s*\S")
UPDATED = re.compile(r"aktualisiert|update|modified|geändert|更新", re.IGNORECASE)
CLOCK = re.compile(
    r"\d{1,2}[.:]\d\d(?:[.:]\d\d)?\s*(?:uhr|h|am|pm|a\.m\.|p\.m\.)?", re.I
)
ORIGIN = re.compile(r"(?:来源|稿源|source|quelle)\s*[:：]\s*\S*", re.IGNORECASE)
AROUND = frozenset(
    """
    stand aktualisiert am um uhr veröffentlicht publiziert erschienen erstellt datum vom
    den published updated update last modified first on at date posted gmt utc bst cet
    cest mez mesz est edt et hkt am pm
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr
    sa so monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu
    thur thurs fri sat sun
    发布时间 发布 时间 日期 更新 更新时间 发表 北京时间
    星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天
    """.split()
)
MORE = re.compile(
    r"(?:mehr zum thema|zum thema|lesen sie (?:auch|mehr|dazu)|mehr dazu|"
    r"das könnte sie (?:auch )?interessieren|auch interessant|weitere artikel|"
    r"passend zum artikel|meistgelesen\w*|most (?:viewed|read|popular)|"
    r"related(?: stories| articles| content| topics| coverage)?|"
    r"more on this(?: story)?|"
    r"read more|you may also like|recommended(?: for you)?|"
    r"相关新闻|相关阅读|相关报道|相关链接|延伸阅读|推荐阅读|更多新闻|热门推荐)"
    r"\s*(?:[:：]\s*(?P<rest>\S.*)?)?[.…]?",
    re.IGNORECASE,
)
PAGE = re.compile(
    r"teilen|merken|drucken|kommentare?(?: \(?\d+\)?)?|\d+ kommentare?|kommentieren|"
    r"anzeige|werbung|newsletter|artikel (?:teilen|merken|anhören|hören)|vorlesen|"
    r"facebook|twitter|whatsapp|e-?mail|startseite|menü|zur startseite|nach oben|"
    r"published|veröffentlicht|share(?: this)?|save|print|listen|advertisement|"
    r"comments?(?: \(?\d+\)?)?|"
    r"\d+ comments?|skip to (?:main )?content|sign up.{0,60}|subscribe(?: now)?|"
    r"(?:lesezeit:? )?\d+ min(?:uten)?\.?(?: lesezeit| read)?|"
    r"(?:bild|foto|photo|image|picture) \d+ (?:von|of|/) \d+|\d{1,3} ?/ ?\d{1,3}|"
    r"alle rechte vorbehalten\.?|all rights reserved\.?|(?:©|\(c\)|copyright ).{0,120}|"
    r"分享|打印|收藏|评论|字号.{0,12}|广告|[(（]?(?:责任编辑|责编|编辑|校对)\s*[:：].{1,40}|"
    r"[^>›»]{2,30}(?:\s[>›»]\s[^>›»]{2,40})+",
    re.IGNORECASE,
)
ENDS = re.compile(r"[.!?…。！？:：;；][»«”“\"」』）)]*\Z")


@dataclass(frozen=True)
class Dateline:
    """A line that gives the date and little else."""

    date: str
    byline: str
    rest: str
    is_update: bool


def is_short(line: str, most: int) -> bool:
    """Whether the line has at most so many characters and no end of a sentence.

    A Chinese character counts as three letters.
    """
    return weight(line) <= most and not _ends(line)


@lru_cache(maxsize=8192)
def _ends(line: str) -> bool:
    return bool(ENDS.search(line[-12:]))


@lru_cache(maxsize=8192)
def weight(line: str) -> int:
    """The length of a line, by which lines of all languages can be compared."""
    return len(line) + 2 * len(HAN.findall(line))


def address(line: str) -> str:
    """The canonical form of a line that is an address and nothing else, or ''."""
    if " " in line or not line.lower().startswith(("http://", "https://")):
        return ""
    try:
        return addresses.canonical(line)
    except ValueError:
        return ""


def dateline(line: str) -> Dateline | None:
    """The line as a date with its clock, byline and place, or None."""
    found = dates.find_printed(line) if len(line) <= 120 else None
    if found is None:
        return None
    edtf, start, end = found
    around = f"{line[:start]} | {line[end:]}"
    second = dates.find_printed(around)
    around = around[: second[1]] + " | " + around[second[2] :] if second else around
    around = ORIGIN.sub(" ", CLOCK.sub(" ", around))
    byline, rest = "", []
    for part in re.split(r"[|·•,，()（）]|\s[–—-]\s|(?=\b作者)", around):
        words = [
            w for w in re.split(r"[\s:：]+", part) if w.lower().strip(".") not in AROUND
        ]
        left = " ".join(words).strip(" .:/–—-")
        if not left:
            continue
        if BYLINE.match(part.strip()) or INITIALS.fullmatch(left):
            byline = part.strip()
        else:
            rest.append(left)
    speaks = any(part[0].islower() for part in rest)
    if speaks or sum(weight(part) for part in rest) > 24 or len(rest) > 2:
        return None
    return Dateline(edtf.text, byline, ", ".join(rest), bool(UPDATED.search(line)))


def is_byline(line: str) -> bool:
    """Whether the line says by its first word who wrote."""
    return weight(line) <= 120 and bool(BYLINE.match(line)) and line[-1] not in ".!?。"


def is_name(line: str) -> bool:
    """Whether the line may be a name or initials: told by its place only."""
    if INITIALS.fullmatch(line):
        return True
    return len(line) <= 60 and line[-1] != "." and bool(NAMES.fullmatch(line))


def left_out(line: str) -> str:
    """Why the line is no part of any article, or ''."""
    return "furniture of the page" if PAGE.fullmatch(line) else ""
