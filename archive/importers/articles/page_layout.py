"""The role of each line of a page, by its text and by the lines around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from archive.importers.extraction import line_patterns
from archive.importers.extraction.line_patterns import (
    Dateline,
    is_short_line,
    line_weight,
)
from archive.importers.extraction.page_language import find_language
from archive.importers.extraction.printed_credits import (
    begins_with_label,
    is_whole_credit,
    split_printed_credit,
)
from archive.importers.extraction.reporter_lines import (
    is_labelled_names,
    may_be_names,
)

from .mail_heads import find_mail_head
from .teasers import find_teasers
from .text_heads import (
    find_day_beside,
    find_names_beside,
    is_kicker,
    list_lines_above,
    split_kicker,
)

HEAD_LINES = 12  # lines that may be headline, lead, byline or date
MAX_CAPTION_WEIGHT = 900
MAX_UNLABELLED_WEIGHT = 400  # of a caption whose credit has no label
MAX_BETWEEN_WEIGHT = 160  # of one that stands between paragraphs
MIN_SENTENCE_WEIGHT = 60  # of a lead or paragraph
CAPTION_PATTERN = re.compile(
    r"图为|图[①-⑳一二三四五六\d]{1,2}[:：]|资料图|（?资料照片|"
    r"Symbolbild|Archivbild|Im Bild:|Pictured:|Image caption, "
)
QUOTED_LINE_PATTERN = re.compile(
    r"«[^«»]+»|„[^„“”]+[“”]|“[^“”]+”|»[^«»]+«|「[^「」]+」"
)


class PageLayout:
    """The lines of a page with their roles, and what they say together.

    Each rule looks only at lines that earlier rules gave no role.
    """

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.roles = [""] * len(lines)
        self.reasons: dict[int, str] = {}  # why a line is boilerplate
        self.captions: dict[int, tuple[str, str]] = {}  # text and credit
        self.in_series: set[int] = set()
        self.notes: list[str] = []
        self.kicker = self.title = self.byline = self.date = ""
        self.language = find_language("\n".join(lines))
        self._assign_mail_head()
        self._assign_single_lines()
        datelines = self._find_datelines()
        for i, reason in find_teasers(lines, set(datelines), self.roles):
            self._mark_boilerplate(i, reason)
        self.end = self._find_end()
        self.headline = self._assign_title(datelines)
        self._assign_captions()
        self._assign_series()
        self._assign_date_and_byline(datelines)
        self._assign_lead()
        self._assign_body()

    def first_line(self, role: str) -> str:
        """The first line with this role, or ''."""
        return self.lines[self.roles.index(role)] if role in self.roles else ""

    def _unassigned(self, first: int, last: int) -> Iterator[int]:
        return (i for i in range(max(first, 0), last) if not self.roles[i])

    def _mark_boilerplate(self, i: int, reason: str) -> None:
        self.roles[i], self.reasons[i] = "boilerplate", reason
        self.captions.pop(i, None)

    def _is_sentence(self, i: int) -> bool:
        line = self.lines[i]
        return line_weight(line) >= MIN_SENTENCE_WEIGHT and not is_short_line(
            line, 100_000
        )

    def _assign_mail_head(self) -> None:
        """Take the labels of subject and date off; leave the rest of a head out."""
        for i, (text, reason) in find_mail_head(self.lines).items():
            if reason and not self._parse_dateline(text):
                self._mark_boilerplate(i, reason)
            self.lines[i] = text

    def _assign_single_lines(self) -> None:
        """Lines whose own text shows their role."""
        is_above_headline = True
        for i in self._unassigned(0, len(self.lines)):
            line = self.lines[i]
            is_at_edge = i < 4 or i >= len(self.lines) - 3
            may_be_address = is_at_edge and "address" not in self.roles
            if may_be_address and line_patterns.parse_address_line(line):
                self.roles[i] = "address"
            elif reason := self._find_omission(line, is_above_headline):
                self._mark_boilerplate(i, reason)
            elif i and _is_credit_line(line):
                self.roles[i] = "credit"
            else:
                is_above_headline = is_above_headline and bool(
                    self._parse_dateline(line)
                )

    @staticmethod
    def _find_omission(line: str, is_above_headline: bool) -> str:
        if is_above_headline:
            return line_patterns.find_head_omission(line)
        return line_patterns.omission_reason(line)

    def _parse_dateline(self, line: str) -> Dateline | None:
        return line_patterns.parse_dateline(
            line, self.language
        ) or line_patterns.parse_local_dateline(line, self.language)

    def _find_datelines(self) -> dict[int, Dateline]:
        parsed = {
            i: self._parse_dateline(self.lines[i])
            for i in self._unassigned(0, len(self.lines))
        }
        return {i: dateline for i, dateline in parsed.items() if dateline}

    def _find_end(self) -> int:
        """The end of the article: after it, all lines are boilerplate."""
        end = len(self.lines)
        while end and self.roles[end - 1] == "boilerplate":
            end -= 1
        return end

    def _assign_title(self, datelines: dict[int, Dateline]) -> int:
        """Find headline and kicker; the line of the headline."""
        candidates = self._find_title_candidates(datelines)
        if not candidates:
            return 0  # a date is no headline
        above = list_lines_above(self.lines, candidates)
        first = candidates[len(above)]
        self._assign_menu(above)
        self.roles[first], self.title = "title", self.lines[first]
        if above:
            return first
        body = " ".join(self.lines[first + 1 :])
        self.kicker, self.title = split_kicker(self.title, body)
        if self.kicker or len(candidates) < 3 or candidates[1] != first + 1:
            return first
        second = candidates[1]
        if not is_kicker(self.lines[first], self.lines[second]):
            return first
        self.kicker, self.title = self.lines[first], self.lines[second]
        self.roles[first], self.roles[second] = "kicker", "title"
        return second

    def _assign_menu(self, above: list[int]) -> None:
        """The line right above the headline is its kicker, the others a menu."""
        for i in above[:-1]:
            self._mark_boilerplate(i, line_patterns.FURNITURE_REASON)
        if above:
            self.roles[above[-1]], self.kicker = "kicker", self.lines[above[-1]]

    def _find_title_candidates(self, datelines: dict[int, Dateline]) -> list[int]:
        """The lines that are no date; bylines only where there is nothing else."""
        undated = [
            i
            for i in self._unassigned(0, len(self.lines))
            if i not in datelines and not line_patterns.is_date_line(self.lines[i])
        ]
        return [i for i in undated if not _is_byline(self.lines[i])] or undated[:1]

    def _assign_captions(self) -> None:
        """Captions: before a credit, with a credit at their end, or labelled."""
        for i in range(self.headline + 1, self.end):
            if self.roles[i] == "credit":
                self._assign_caption_above(i)
            elif not self.roles[i]:
                self._assign_caption_by_text(i)

    def _assign_caption_above(self, credit: int) -> None:
        """Make the line above a credit its caption, else keep the credit alone."""
        above = credit - 1
        is_free = not self.roles[above] and not self._is_date_or_byline(above)
        fits = line_weight(self.lines[above]) <= MAX_CAPTION_WEIGHT
        lacks_credit = above in self.captions and not self.captions[above][1]
        if lacks_credit or (is_free and fits):
            self._assign_caption(above, self.lines[above], self.lines[credit])
        else:
            self.captions[credit] = ("", self.lines[credit])

    def _assign_caption_by_text(self, i: int) -> None:
        line = self.lines[i]
        is_other = line_patterns.POST_PATTERN.search(line) or self._parse_dateline(line)
        if is_other or line_weight(line) > MAX_CAPTION_WEIGHT:
            return
        text, credit = split_printed_credit(line)
        if credit and self._may_be_caption(i, credit):
            self._assign_caption(i, text, credit)
        elif CAPTION_PATTERN.match(line):
            self._assign_caption(i, line, "")

    def _may_be_caption(self, i: int, credit: str) -> bool:
        """Whether a line that ends with a credit is a caption by its place."""
        if begins_with_label(credit):
            return True
        is_short = line_weight(self.lines[i]) <= MAX_UNLABELLED_WEIGHT
        return is_short and (self._is_before_text(i) or self._is_between_text(i))

    def _assign_caption(self, i: int, text: str, credit: str) -> None:
        self.roles[i], self.captions[i] = "caption", (text, credit)

    def _is_date_or_byline(self, i: int) -> bool:
        line = self.lines[i]
        is_dateline = self._parse_dateline(line) is not None
        return is_dateline or _is_byline(line)

    def _is_before_text(self, i: int) -> bool:
        """Whether the line is above the first paragraph, or beside a caption."""
        is_above_text = any(map(self._is_sentence, self._unassigned(i + 1, self.end)))
        is_beside_caption = self.roles[i - 1] in ("caption", "credit")
        return is_above_text and (is_beside_caption or self._sentences_above(i) <= 1)

    def _is_between_text(self, i: int) -> bool:
        """Whether a line that is short for a paragraph has text below it."""
        is_short = line_weight(self.lines[i]) <= MAX_BETWEEN_WEIGHT
        return is_short and any(
            map(self._is_sentence, self._unassigned(i + 1, self.end))
        )

    def _sentences_above(self, i: int) -> int:
        """How many unassigned sentences are between the headline and a line."""
        return sum(map(self._is_sentence, self._unassigned(self.headline + 1, i)))

    def _assign_series(self) -> None:
        """Three captions or more in a run, below a heading of their own."""
        captions = sorted(self.captions)
        for first in captions:
            if not self._may_be_series_heading(first - 1):
                continue
            run, gaps = self._find_run([i for i in captions if i >= first])
            if len(run) >= 3 and len(gaps) * 3 <= len(run):
                self.roles[first - 1] = "series"
                after = list(self._unassigned(run[-1], self.end))
                self._add_captions(gaps + (after if len(after) == 1 else []))
                self.in_series = {i for i in self.captions if i >= first}
                return

    def _add_captions(self, lines: list[int]) -> None:
        for i in lines:
            self._assign_caption(i, self.lines[i], "")
            text = {"text": self.lines[i][:40]}
            self.notes.append(_("“%(text)s…” has no credit line.") % text)

    def _may_be_series_heading(self, i: int) -> bool:
        is_taken = bool(self.roles[i]) or self._is_date_or_byline(i)
        return not is_taken and is_short_line(self.lines[i], 120)

    def _find_run(self, captions: list[int]) -> tuple[list[int], list[int]]:
        """The captions that follow each other, and single lines between them."""
        run, gaps = captions[:1], []
        for i in captions[1:]:
            between = list(self._unassigned(run[-1], i))
            if len(between) > 1:
                break
            run.append(i)
            gaps += between
        return run, gaps

    def _assign_date_and_byline(self, datelines: dict[int, Dateline]) -> None:
        """Find date and byline in the lines above the text."""
        top = self._lines_above_text()
        date_line = self._assign_date([i for i in top if i in datelines], datelines)
        if not self.date:
            self.date = find_day_beside(self.lines, self.headline, self.language)
        if self.byline:
            return
        bylines = self._find_bylines(top)
        if not bylines and date_line is not None:
            bylines = self._find_names([i for i in top if abs(i - date_line) == 1])
        if bylines:
            self.byline, self.roles[bylines[0]] = self.lines[bylines[0]], "byline"
        else:
            self.byline = self._find_names_beside()

    def _find_names_beside(self) -> str:
        lines = self.lines[self.headline + 1 : self.end]
        texts = [line for line in lines if line_weight(line) >= MIN_SENTENCE_WEIGHT]
        texts = [*texts[:2], *texts[-2:]]
        return find_names_beside(self.lines, self.headline, texts, self.language)

    def _find_bylines(self, lines: list[int]) -> list[int]:
        free = self._without_role(lines)
        return [i for i in free if _is_byline(self.lines[i])]

    def _lines_above_text(self) -> list[int]:
        """The unassigned first lines, up to the second sentence."""
        last = self.headline + HEAD_LINES
        first_lines = self._unassigned(0, min(last, self.end))
        return [i for i in first_lines if self._sentences_above(i) < 2]

    def _without_role(self, lines: list[int]) -> list[int]:
        return [i for i in lines if not self.roles[i]]

    def _assign_date(
        self, dated: list[int], datelines: dict[int, Dateline]
    ) -> int | None:
        """Take the first date that is not of an update; its line."""
        if not dated:
            return None
        originals = [i for i in dated if not datelines[i].is_update]
        chosen = (originals or dated)[0]
        for i in dated:
            self.roles[i] = "date"
            if i != chosen:
                self._mark_boilerplate(i, gettext_noop("date of another version"))
        dateline = datelines[chosen]
        self.date, self.byline = dateline.date, dateline.byline
        if dateline.rest:
            note = _("The line with the date also says “%(text)s”.")
            self.notes.append(note % {"text": dateline.rest})
        return chosen

    def _find_names(self, beside_date: list[int]) -> list[int]:
        """The lines beside the date that may be a name."""
        names = [
            i
            for i in self._without_role(beside_date)
            if line_patterns.is_name_line(self.lines[i])
            or may_be_names(self.lines[i], self.language)
        ]
        if names and " " in self.lines[names[0]]:
            line = self.lines[names[0]]
            note = _("We took “%(text)s” for the byline because of its position.")
            self.notes.append(note % {"text": line})
        return names

    def _assign_lead(self) -> None:
        """A line between headline and byline or date, or a shorter first line."""
        tops = [i for i, role in enumerate(self.roles) if role in ("byline", "date")]
        last = max(tops, default=0)
        for i in self._unassigned(self.headline + 1, last):
            if line_weight(self.lines[i]) >= 25:
                self.roles[i] = "lead"
                return
        after = list(self._unassigned(max(self.headline, last) + 1, self.end))
        if len(after) >= 3 and self._is_lead(*after[:2]):
            self.roles[after[0]] = "lead"

    def _is_lead(self, i: int, following: int) -> bool:
        """Whether the first line of the text is its lead."""
        line = self.lines[i]
        is_chinese = line_weight(line) > len(line)
        if is_chinese or line_patterns.AGENCY_START_PATTERN.match(line):
            return False
        is_below_headline = i == self.headline + 1
        longest = min(400, len(self.lines[following]))
        is_first_sentence = self._is_sentence(i) and len(line) <= longest
        is_phrase = line_weight(line) >= MIN_SENTENCE_WEIGHT and is_short_line(
            line, 250
        )
        return is_first_sentence or (is_below_headline and is_phrase)

    def _assign_body(self) -> None:
        """Posts, rows of tables, quotations and headings; all else is a paragraph."""
        for i in list(self._unassigned(0, len(self.lines))):
            line = self.lines[i]
            is_followed = i + 1 < self.end and not self.roles[i + 1]
            if line_patterns.POST_PATTERN.search(line):
                self.roles[i] = "post"
            elif "\t" in line:
                self.roles[i] = "table"
            elif QUOTED_LINE_PATTERN.fullmatch(line):
                self.roles[i] = "quotation"
            elif is_short_line(line, 80) and is_followed and self._is_sentence(i + 1):
                self.roles[i] = "heading"
            else:
                self.roles[i] = "paragraph"


def _is_credit_line(line: str) -> bool:
    """Whether a line is a credit; `来源：…` names where the text is from."""
    is_source = line_patterns.SOURCE_LABEL_PATTERN.match(line)
    return is_whole_credit(line) and not is_source


def _is_byline(line: str) -> bool:
    return line_patterns.is_byline_line(line) or is_labelled_names(line)
