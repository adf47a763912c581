"""Lines that name authors, in the languages and scripts of the press."""

from __future__ import annotations

import re

from .credit_words import SHORT_NAMES
from .line_patterns import is_job_line

_LABELLED_NAMES = re.compile(  # labels too short to say that a line is a byline
    rf"(?i:di|door|af|av|da|de|od|napsala?|opracowała?|text(?:e|o)?|written by|מאת)\s+"
    rf"{SHORT_NAMES.pattern}(?:(?:,| (?:e|en|og|och|a|i|y|et|and|und)) "
    rf"{SHORT_NAMES.pattern}){{0,4}}|מאת:? [א-ת]{{2,}}(?: [א-ת]{{2,}}){{1,2}}|"
    r"كتبت?\s*[-–:]\s*[\u0600-\u06ff]{2,}(?: [\u0600-\u06ff]{2,}){1,3}"
)
_KOREAN_REPORTER = re.compile(
    r"(?:^|[\s=\[(])(?P<name>[가-힣]{2,4})\s?(?:기자|특파원|선임기자|논설위원)"
    r"(?=\s|$|[\])=]|\S+@)"
)
_REPORTING_BY = re.compile(
    r"\((?:additional )?reporting by (?P<names>[^;()]{4,160})[;)]", re.I
)
_JAPANESE_WRITER = re.compile(
    r"【(?P<name>[\u4e00-\u9fff々]{2,4}[\s\u3040-\u30ff]{0,4})】"
)
_CHINESE_LINE = re.compile(
    r"(?:本報|中央社)?(?:記者|记者)(?P<names>[\u4e00-\u9fff]{3})[／/]?"
    r"[\u4e00-\u9fff]{2,4}\s?(?:報導|报道|\d{1,2}日[電电])"
)
_CHINESE_REPORTER = re.compile(
    r"[（(【〔\[][^（）()【】〔〕\[\]]{0,8}(?:記者|记者)\s*"
    r"(?P<names>[\u4e00-\u9fff]{2,4}(?:[、，,][\u4e00-\u9fff]{2,4})*)"
    r"(?:[／/\s][\u4e00-\u9fff]{2,8})?[】〕）)\]]"
)
_NAME_LINE = re.compile(
    rf"{SHORT_NAMES.pattern}(?:(?:,| (?:e|en|og|och|a|i|y|et|and|und|и|ve)) "
    rf"{SHORT_NAMES.pattern}){{0,4}}(?:\s[-–|]\s\S{{2,20}})?"
)
_EAST_ASIAN_NAME = re.compile(r"[\u4e00-\u9fff々]{2,5}|[가-힣]{2,4}")


def find_reporters(text: str, language: str = "und") -> list[str]:
    """The reporters that a Korean, Chinese, Japanese or agency text names at its
    beginning or end: `최윤호 기자`, `【記者王小明／台北報導】`, `(Reporting by …)`."""
    if match := _KOREAN_REPORTER.search(text[-80:]) or _KOREAN_REPORTER.match(text):
        return [match["name"]]
    for part in (text[:60], text[-60:]):
        if match := _CHINESE_REPORTER.search(part) or _CHINESE_LINE.search(part):
            return re.split(r"[、，,／/\s]+", match["names"])
    writer = _JAPANESE_WRITER.search(text[-10:]) if language == "ja" else None
    if writer:
        return [writer["name"].strip()]
    return _find_agency_reporters(text[-400:])


def _find_agency_reporters(text: str) -> list[str]:
    match = _REPORTING_BY.search(text)
    names = re.split(r",\s+|\s+and\s+", match["names"]) if match else []
    return [name for name in names if SHORT_NAMES.match(name)]


def is_labelled_names(line: str) -> bool:
    """Whether a line is a short word such as *di* or *door*, and names."""
    return bool(_LABELLED_NAMES.fullmatch(line))


def may_be_names(line: str, language: str) -> bool:
    """Whether a line may be the names of authors, where it is beside the date."""
    if is_job_line(line):
        return False
    if language[:2] in ("ja", "zh", "ko") and _EAST_ASIAN_NAME.fullmatch(line):
        return True
    return bool(_NAME_LINE.fullmatch(line) or find_reporters(line, language))
