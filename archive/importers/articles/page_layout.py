"""What each line of a page is: by what it says, and by what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.text import credits, dates

from . import line_patterns
from .line_patterns import Dateline, is_short_line, line_weight
from .teasers import find_teasers

HEAD_LINES = 12  # lines among which headline, lead, byline and date are looked for
MAX_CAPTION_WEIGHT = 900
MIN_SENTENCE_WEIGHT = 60  # least weight of a line that can be a lead or a paragraph
GLUED_KICKER_PATTERN = re.compile(r"(\w{4,}?[a-zß-ÿ])([A-ZÄÖÜ].*)", re.DOTALL)
CAPTION_PATTERN = re.compile(
    r"图为|图[①-⑳一二三四五六\d]{1,2}[:：]|资料图|（?资料照片|"
    r"Symbolbild|Archivbild|Im Bild:|Pictured:|Image caption, "
)
QUOTED_LINE_PATTERN = re.compile(
    r"«[^«»]+»|„[^„“”]+[“”]|“[^“”]+”|»[^«»]+«|「[^「」]+」"
)


class PageLayout:
    """The lines of a page, the role of each, and what they tell together.

    Later rules look at what earlier ones left open (a role that is empty).
    """

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.roles = [""] * len(lines)
        self.reasons: dict[int, str] = {}
        self.captions: dict[int, tuple[str, str]] = {}
        self.in_series: set[int] = set()
        self.notes: list[str] = []
        self.kicker = self.title = self.byline = self.date = ""
        self._alone()
        datelines = self._datelines()
        self.end = len(lines)
        for i, why in find_teasers(lines, set(datelines), self.roles):
            self._leave_out(i, why)
        while self.end and self.roles[self.end - 1] == "boilerplate":
            self.end -= 1
        self.head = self._title(datelines)
        self._pictures()
        self._series()
        self._top(datelines)
        self._lead()
        self._body()

    def first_line(self, role: str) -> str:
        """The first line with this role, or ''."""
        return self.lines[self.roles.index(role)] if role in self.roles else ""

    def _open(self, first: int, last: int) -> Iterator[int]:
        return (i for i in range(max(first, 0), last) if not self.roles[i])

    def _leave_out(self, i: int, why: str) -> None:
        self.roles[i], self.reasons[i] = "boilerplate", why
        self.captions.pop(i, None)

    def _is_sentence(self, i: int) -> bool:
        line = self.lines[i]
        return line_weight(line) >= MIN_SENTENCE_WEIGHT and not is_short_line(
            line, 100_000
        )

    def _alone(self) -> None:
        """Lines that are known by themselves."""
        for i, line in enumerate(self.lines):
            at_edge = i < 4 or i >= len(self.lines) - 3
            if (
                at_edge
                and "address" not in self.roles
                and line_patterns.parse_address_line(line)
            ):
                self.roles[i] = "address"
            elif why := line_patterns.omission_reason(line):
                self._leave_out(i, why)
            elif i and credits.is_credit(line):
                self.roles[i] = "credit"

    def _datelines(self) -> dict[int, Dateline]:
        """Lines that are dates, with what else they say."""
        found = {
            i: line_patterns.parse_dateline(self.lines[i])
            for i in self._open(0, len(self.lines))
        }
        return {i: told for i, told in found.items() if told}

    def _title(self, datelines: dict[int, Dateline]) -> int:
        """Find headline and kicker; the place of the headline."""
        free = [
            i
            for i in self._open(0, len(self.lines))
            if i not in datelines and not line_patterns.is_byline_line(self.lines[i])
        ]
        first = free[0] if free else next(self._open(0, len(self.lines)), 0)
        self.roles[first], self.title = "title", self.lines[first]
        self.kicker, self.title = _split_kicker(
            self.title, " ".join(self.lines[first + 1 :])
        )
        if self.kicker or len(free) < 3 or free[1] != first + 1:
            return first
        over, under = self.lines[first], self.lines[free[1]]
        few = len(over.split()) <= 3 and is_short_line(over.rstrip(":："), 30)
        many = len(under.split()) > 1 and line_weight(under) > line_weight(over)
        if (
            few
            and many
            and is_short_line(under, 160)
            and not dates.find_printed_date(under)
        ):
            self.kicker, self.title = over, under
            self.roles[first], self.roles[free[1]] = "kicker", "title"
            return free[1]
        return first

    def _pictures(self) -> None:
        """Captions: before a credit, with a credit at the end, or said to be one."""
        for i in range(self.head + 1, self.end):
            line = self.lines[i]
            if self.roles[i] == "credit":
                above = i - 1
                free = not self.roles[above] and not self._tops(above)
                fits = line_weight(self.lines[above]) <= MAX_CAPTION_WEIGHT
                uncredited = above in self.captions and not self.captions[above][1]
                if uncredited or (free and fits):
                    self._caption(above, self.lines[above], line)
                else:
                    self.captions[i] = ("", line)
            elif not self.roles[i] and line_weight(line) <= MAX_CAPTION_WEIGHT:
                text, credit = credits.split_credit(line)
                if credit and (
                    credits.is_labelled_credit(credit) or self._before_text(i)
                ):
                    self._caption(i, text, credit)
                elif CAPTION_PATTERN.match(line):
                    self._caption(i, line, "")

    def _caption(self, i: int, text: str, credit: str) -> None:
        self.roles[i], self.captions[i] = "caption", (text, credit)

    def _tops(self, i: int) -> bool:
        line = self.lines[i]
        return bool(line_patterns.parse_dateline(line)) or line_patterns.is_byline_line(
            line
        )

    def _before_text(self, i: int) -> bool:
        """Whether the line stands above the first paragraph, or beside a caption."""
        above = [k for k in self._open(self.head + 1, i) if self._is_sentence(k)]
        below = [k for k in self._open(i + 1, self.end) if self._is_sentence(k)]
        beside = self.roles[i - 1] in ("caption", "credit")
        return bool(below) and (beside or len(above) <= 1)

    def _series(self) -> None:
        """Three captions or more in one run, below a heading of their own."""
        found = sorted(self.captions)
        for first in found:
            above = first - 1
            heading = self.lines[above]
            if (
                self.roles[above]
                or self._tops(above)
                or not is_short_line(heading, 120)
            ):
                continue
            run, gaps = [first], []
            for i in (i for i in found if i > first):
                between = list(self._open(run[-1], i))
                if len(between) > 1:
                    break
                run.append(i)
                gaps += between
            if len(run) >= 3 and len(gaps) * 3 <= len(run):
                self.roles[above] = "series"
                after = list(self._open(run[-1], self.end))
                for i in [*gaps, *(after if len(after) == 1 else [])]:
                    self._caption(i, self.lines[i], "")
                    self.notes.append(f"“{self.lines[i][:40]}…” has no credit.")
                self.in_series = {i for i in self.captions if i >= first}
                return

    def _top(self, datelines: dict[int, Dateline]) -> None:
        """Date and byline, above the text."""
        zone = [
            i
            for i in self._open(0, min(HEAD_LINES, self.end))
            if not self._below_text(i)
        ]
        dated = [i for i in zone if i in datelines]
        for i in dated:
            self.roles[i] = "date"
        first = [i for i in dated if not datelines[i].is_update] or dated
        for i in dated:
            if i != first[0]:
                self._leave_out(i, "date of another version")
        if first:
            told = datelines[first[0]]
            self.date, self.byline = told.date, told.byline
            if told.rest:
                self.notes.append(f"The line of the date also says “{told.rest}”.")
        signed = [
            i
            for i in zone
            if not self.roles[i] and line_patterns.is_byline_line(self.lines[i])
        ]
        if not signed and not self.byline and first:
            around = (first[0] - 1, first[0] + 1)
            signed = [
                i
                for i in around
                if i in zone
                and not self.roles[i]
                and line_patterns.is_name_line(self.lines[i])
            ]
            self.notes += [
                f"“{self.lines[i]}” was taken for the byline by its place."
                for i in signed[:1]
                if " " in self.lines[i]
            ]
        if signed and not self.byline:
            self.byline, self.roles[signed[0]] = self.lines[signed[0]], "byline"

    def _below_text(self, i: int) -> bool:
        """Whether two sentences or more stand between the headline and the line."""
        above = [k for k in self._open(self.head + 1, i) if self._is_sentence(k)]
        return len(above) >= 2

    def _lead(self) -> None:
        """What stands between headline and byline or date, or a shorter first line."""
        tops = [i for i, role in enumerate(self.roles) if role in ("byline", "date")]
        last = max(tops, default=0)
        between = [
            i
            for i in self._open(self.head + 1, last)
            if line_weight(self.lines[i]) >= 25
        ]
        if between:
            self.roles[between[0]] = "lead"
            return
        after = list(self._open(max(self.head, last) + 1, self.end))
        if len(after) < 3:
            return
        line, following = self.lines[after[0]], self.lines[after[1]]
        is_chinese = line_weight(line) > len(line)
        if is_chinese or line_patterns.AGENCY_START_PATTERN.match(line):
            return
        is_below = (
            after[0] == self.head + 1 and line_weight(line) >= MIN_SENTENCE_WEIGHT
        )
        is_first = self._is_sentence(after[0]) and len(line) <= min(400, len(following))
        if is_first or (is_below and is_short_line(line, 250)):
            self.roles[after[0]] = "lead"

    def _body(self) -> None:
        """Posts, rows of tables, quotations, headings; all else is a paragraph."""
        for i in list(self._open(0, len(self.lines))):
            line = self.lines[i]
            follows = i + 1 < self.end and not self.roles[i + 1]
            if line_patterns.POST_PATTERN.search(line):
                self.roles[i] = "post"
            elif "\t" in line:
                self.roles[i] = "table"
            elif QUOTED_LINE_PATTERN.fullmatch(line):
                self.roles[i] = "quotation"
            elif is_short_line(line, 80) and follows and self._is_sentence(i + 1):
                self.roles[i] = "heading"
            else:
                self.roles[i] = "paragraph"


def _split_kicker(first: str, body: str) -> tuple[str, str]:
    """Kicker and headline, where the kicker recurs as a word and the glue does not."""
    found = GLUED_KICKER_PATTERN.match(first)
    if not found:
        return "", first
    kicker, headline = found.groups()
    recurs = re.search(rf"\b{re.escape(kicker)}\b", body, re.IGNORECASE)
    known = first.split()[0] in body
    return (kicker, headline) if recurs and not known else ("", first)
