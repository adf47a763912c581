"""Lines that tell a page's date from the day on which it was read: *Gestern, 14:30*."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.text import dates

_LONGEST_LINE = 80  # characters
_LONGEST_PART = 40
_BETWEEN_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")
_LABEL = re.compile(
    r"^[^\d:：]{2,20}[:：]\s*|^(?:published|posted|veröffentlicht|发布于)\s+", re.I
)


def find_told_date(lines: Iterable[str]) -> str:
    """What short lines say of the date, in their words; '' where they say nothing of
    the kind, or different things."""
    told = dict.fromkeys(part for line in lines for part in _list_told_parts(line))
    return next(iter(told)) if len(told) == 1 else ""


def _list_told_parts(line: str) -> Iterator[str]:
    if len(line) > _LONGEST_LINE:
        return
    for part in _BETWEEN_PARTS.split(line):
        words = _LABEL.sub("", part).strip(" ,")
        if len(words) <= _LONGEST_PART and dates.is_told_from_another_day(words):
            yield words
