"""Headline, date and authors of a copied page, where its first lines are a menu."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from archive.importers.extraction.credit_words import SHORT_NAMES
from archive.importers.extraction.line_patterns import (
    is_job_line,
    is_short_line,
    line_weight,
)
from archive.importers.extraction.local_dates import find_local_day
from archive.importers.extraction.printed_credits import split_printed_credit
from archive.importers.extraction.reporter_lines import find_reporters, may_be_names
from archive.text import dates

_MOST_ABOVE = 60  # lines of a menu above the headline
_LINES_BESIDE = 8  # from the headline, where its date and authors are
_LONGEST_HEADLINE = 200
_GLUED_KICKER = re.compile(r"(\w{4,}?[a-zß-ÿ])([A-ZÄÖÜ].*)", re.DOTALL)
_NAMES_AT_START = re.compile(  # `Posted by: Ann Sample on …`, `Ann Sample | The Paper`
    rf"(?i:(?:posted |written |published )?(?:by|por|par|von|di|da|av|af|door))\s*:?\s+"
    rf"(?P<labelled>{SHORT_NAMES.pattern}(?:(?:, | and | y | e | et | und )"
    rf"{SHORT_NAMES.pattern}){{0,3}})(?=\s|,|$)|"
    rf"(?P<first>(?!(?:El|La|Los|Las|Le|Les|Il|The|Die|Der|Das)\s)"
    rf"{SHORT_NAMES.pattern})\s*(?:[|@]|\d{{1,2}}[:.]\d\d)|"
    r"(?:كتبت?|بقلم)\s*:?\s+(?P<arabic>\w+(?: \w+){1,2})\s*\Z"
)


def list_lines_above(lines: Sequence[str], candidates: Sequence[int]) -> list[int]:
    """The short lines above a headline: sections, names and buttons of a menu; none
    where the first line is the headline, or where it may be.

    A short first line with a longer one right below is for the caller: it may be a
    kicker with its headline, or a headline with its lead.
    """
    above: list[int] = []
    for i in candidates[:_MOST_ABOVE]:
        if not _is_of_menu(lines[i]):
            return above if above and _may_be_headline(lines[i], above, i) else []
        above.append(i)
    return []


def _is_of_menu(line: str) -> bool:
    words = len(line.split())
    is_few = words <= 3 and line_weight(line) <= (15 if not line.isascii() else 30)
    is_few = is_few or (words <= 3 and line_weight(line) == len(line) <= 30)
    return (is_few and is_short_line(line, 30)) or (line.isupper() and len(line) <= 60)


def _may_be_headline(line: str, above: list[int], i: int) -> bool:
    is_long = line_weight(line) >= 25 and (len(line.split()) >= 4 or not line.isascii())
    is_one = is_short_line(line, _LONGEST_HEADLINE) or line[-1:] in tuple('?!"”»')
    if not is_long or not is_one or split_printed_credit(line)[1]:
        return False
    return len(above) >= 2 or i > above[0] + 1


def find_day_beside(lines: Sequence[str], headline: int, language: str) -> str:
    """The day in the line that is nearest to the headline, in EDTF, or ''."""
    first, last = headline - _LINES_BESIDE // 2, headline + _LINES_BESIDE
    near = list(range(max(first, 0), min(last, len(lines))))
    near = [i for i in near if i != headline and len(lines[i]) <= 120]
    near.sort(key=lambda i: (abs(i - headline), -i))
    days = (find_local_day(lines[i], language) for i in near)
    return next(filter(None, days), "")


def find_names_beside(
    lines: Sequence[str], headline: int, texts: Iterable[str], language: str
) -> str:
    """The authors that a line beside the headline names, or `texts`: the first and last
    lines of the article; '' where none does."""
    near = lines[headline + 1 : headline + _LINES_BESIDE]
    for line in near:
        match = _NAMES_AT_START.match(_lower_capitals(line))
        if match and len(line) <= 120:
            return str(next(filter(None, match.groups())))
    for line, below in pairwise(near):
        if is_job_line(below) and may_be_names(line, language):
            return line
    for text in (*near, *texts):
        if names := find_reporters(text, language):
            return ", ".join(names)
    return ""


def _lower_capitals(line: str) -> str:
    """A line that a style printed in capitals, as it is written elsewhere."""
    if not line.isupper():
        return line
    return re.sub(r" (And|Und|Et|Y|E) ", lambda m: m[0].lower(), line.title())


def is_kicker(first: str, second: str) -> bool:
    """Whether a page's first line is the kicker of a headline below it."""
    has_few_words = len(first.split()) <= 3 and is_short_line(first.rstrip(":："), 30)
    is_headline = len(second.split()) > 1 and line_weight(second) > line_weight(first)
    is_headline = is_headline and is_short_line(second, 160)
    return has_few_words and is_headline and not dates.find_printed_date(second)


def split_kicker(first: str, body: str) -> tuple[str, str]:
    """Kicker and headline that a copy glued together: the kicker occurs in the text as
    a word, the glued word does not.
    """
    match = _GLUED_KICKER.match(first)
    if not match:
        return "", first
    kicker, headline = match.groups()
    recurs = re.search(rf"\b{re.escape(kicker)}\b", body, re.IGNORECASE)
    is_in_body = first.split()[0] in body
    return (kicker, headline) if recurs and not is_in_body else ("", first)
