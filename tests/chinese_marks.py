"""Western marks and typed spaces beside Chinese characters on a page."""

from __future__ import annotations

import re

from .page_text import list_lines

HAN = "[\u3400-\u9fff]"
MARKS = re.compile(
    f"{HAN}\\s*[:;,()!?]|[:;,()]\\s*{HAN}|[，：；（、]\\s+\\S|。\\s+\\S|\\S\\s+[，。：；？！（）、]"
)


def find_marks_in_lines(lines: list[str]) -> list[str]:
    """Each place of a text where a Western mark, or a space beside a mark, stands in
    Chinese."""
    found = (
        line[max(0, match.start() - 15) : match.end() + 15]
        for line in lines
        for match in MARKS.finditer(line)
    )
    return list(dict.fromkeys(found))


def find_western_marks(html: str) -> list[str]:
    """Each such place on a page."""
    return find_marks_in_lines(list_lines(html))
