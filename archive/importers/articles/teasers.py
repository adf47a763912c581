"""Lines of a page that belong to other articles: teasers, lists of links."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from archive.importers.extraction.line_patterns import (
    RELATED_HEADING_PATTERN,
    is_short_line,
    line_weight,
)

MIN_ARTICLE_LINE_WEIGHT = 240  # of a line that is no teaser
TEASER_REASON = gettext_noop("teaser of another article")


def find_teasers(
    lines: list[str], dated: set[int], roles: list[str]
) -> Iterator[tuple[int, str]]:
    """(index, why) of lines that belong to other articles."""
    starts = (
        _find_dated_teasers(lines, dated),
        _find_related_heading(lines),
        _find_headline_list(lines, roles),
    )
    cut = {
        i
        for first in starts
        for i in range(first, _find_text_again(lines, first, dated))
    }
    for i in sorted(cut):
        yield i, TEASER_REASON
    start = min(cut, default=len(lines))
    for i in range(start):
        if RELATED_HEADING_PATTERN.fullmatch(lines[i]):
            yield i, TEASER_REASON
            following = i + 1
            heading = RELATED_HEADING_PATTERN.fullmatch(lines[i])
            if heading and heading["rest"]:
                continue
            while following < min(start, i + 6) and is_short_line(
                lines[following], 120
            ):
                yield following, TEASER_REASON
                following += 1


def _find_text_again(lines: list[str], start: int, dated: set[int]) -> int:
    """Where the article goes on after teasers, which were only guessed: at a long
    paragraph, or at two sentences with no date below them."""
    for i in range(start + 1, len(lines)):
        if not _is_article_text(lines[i]):
            continue
        is_long = line_weight(lines[i]) >= MIN_ARTICLE_LINE_WEIGHT
        is_pair = i + 1 < len(lines) and _is_article_text(lines[i + 1])
        near = dated.intersection(range(i, i + 4))
        if is_long or (is_pair and not near):
            return i
    return len(lines)


def _is_article_text(line: str) -> bool:
    return line_weight(line) >= 60 and not is_short_line(line, 100_000)


def _find_dated_teasers(lines: list[str], dated: set[int]) -> int:
    """The start of dated teasers: two or more of one shape, or one that is repeated."""
    text = [i for i, line in enumerate(lines) if _is_article_text(line)]
    after_text = sorted(i for i in dated if i > text[2]) if len(text) > 2 else []
    if not after_text:
        return len(lines)
    if len(after_text) == 1:
        return _find_repeated_teaser(lines, after_text[0])
    size = min(max(after_text[1] - after_text[0], 1), 3)  # lines of one teaser
    after = lines[after_text[-1] + 1 :]
    is_date_first = len(after) == size - 1 > 0 and not _repeats_headlines(
        lines, after_text, after
    )
    return after_text[0] if is_date_first else after_text[0] - (size - 1)


def _find_repeated_teaser(lines: list[str], dated: int) -> int:
    start = dated - 2
    return start if lines[start] in lines[dated + 1 :] else len(lines)


def _repeats_headlines(lines: list[str], dated: list[int], after: list[str]) -> bool:
    """Whether the lines after the last date only repeat headlines of the teasers."""
    return bool(after) and after[0] in lines[: dated[-1]]


def _find_related_heading(lines: list[str]) -> int:
    """The line of a heading like “Mehr zum Thema” that ends the article."""
    for i, line in enumerate(lines):
        match = RELATED_HEADING_PATTERN.fullmatch(line) if i > len(lines) // 3 else None
        if match is None or match["rest"]:
            continue
        after = lines[i + 1 :]
        texts = [other for other in after if _is_article_text(other)]
        if len(texts) * 2 <= len(after) and all(
            line_weight(o) < MIN_ARTICLE_LINE_WEIGHT for o in after
        ):
            return i
    return len(lines)


def _find_headline_list(lines: list[str], roles: list[str]) -> int:
    """The start of three headlines or more that end the page."""
    start, headlines = len(lines), 0
    for i in range(len(lines) - 1, 0, -1):
        if roles[i] == "boilerplate":
            start = i
        elif (
            not roles[i]
            and is_short_line(lines[i], 120)
            and line_weight(lines[i]) >= 20
        ):
            start, headlines = i, headlines + 1
        else:
            break
    return start if headlines >= 3 and start > 2 else len(lines)
