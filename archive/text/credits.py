"""Credits of pictures, as newspapers print them in German, English and Chinese."""

from __future__ import annotations

import re

_AGENCIES = (
    r"(?:dpa|afp|apa?|ap photo|reuters|sda|keystone(?:-sda)?|epa(?:-efe)?|efe|epd|kna|"
    r"ddp|ansa|tass|imago(?: images)?|getty(?: images)?|pa(?: wire| images)?|xinhua|"
    r"bloomberg|picture[ -]alliance|shutterstock|alamy|zuma|upi|kyodo|yonhap|sipa|"
    r"cnsp?|chinatopix|新华社|新华网|中新社|中新网|路透社?|法新社?|美联社|视觉中国|人民视觉|东方ic)"
)
_AGENCY = re.compile(rf"(?<![\w.]){_AGENCIES}(?![\w.])", re.IGNORECASE)
_LABEL = (
    r"(?:Bilder|Bild(?:quelle|nachweis)?|Fotos?|Photos?|Photographs?|Pictures?|Images?|"
    r"Illustration|Grafik|(?:Photo |Picture |Image )?Credit|"
    r"图片来源|照片来源|图片|图源|供图|摄影|图)"
)
_LABEL_SEPARATOR = r"\s*[:：/／]\s*"
_LABELLED = re.compile(
    rf"{_LABEL}{_LABEL_SEPARATOR}(?P<name>[^.!?。！？]{{1,2}}.{{0,90}})", re.I
)
_NAME_BEFORE_LABEL = re.compile(r"(?P<name>[^，。！？,]{1,24}?)\s*(?:摄影?|供图)")
_IN_BRACKETS = re.compile(r"[(（](?P<inside>[^()（）]{2,60})[)）]")
_NAME_SLASH_AGENCY = re.compile(
    r"[^\W\d_][^/.!?:,]{2,40}\s?/\s?(?P<agency>[^/.!?:,]{2,30})"
)
_CREDIT_AT_END = re.compile(
    rf"(?:\s*(?P<brackets>[(（][^()（）]{{2,60}}[)）])|"
    rf"(?<=[.!?…»“”\"])\s+(?P<label>{_LABEL}{_LABEL_SEPARATOR}.{{2,60}})|"
    r"(?<=[。！？])\s*(?P<photographer>[^，。！？]{2,24}\s*摄))[.。]?\Z",
    re.IGNORECASE,
)


def is_credit(line: str) -> bool:
    """Whether the whole line is a credit: `Bild: dpa`, `(AFP)`, `图/新华社`."""
    bare = _strip_brackets(line)
    if bare != line:
        return _is_bare_credit(bare)
    name_and_agency = _NAME_SLASH_AGENCY.fullmatch(line)
    return bool(
        _LABELLED.fullmatch(line)
        or _NAME_BEFORE_LABEL.fullmatch(line)
        or _AGENCY.fullmatch(line)
        or (name_and_agency and _AGENCY.fullmatch(name_and_agency["agency"].strip()))
    )


def split_credit(line: str) -> tuple[str, str]:
    """The caption and the credit at its end; an empty credit where there is none.

    Both together are the line, except for the space between them.
    """
    match = _CREDIT_AT_END.search(line)
    if match is None or not match.start():
        return line, ""
    credit = next(part for part in match.groups() if part)
    if match["brackets"] and not _is_bare_credit(_strip_brackets(credit)):
        return line, ""
    return line[: match.start()].rstrip(), line[match.start() :].strip()


def is_labelled_credit(credit: str) -> bool:
    """Whether the credit has a label; `(dpa)` may sign a text as well."""
    bare = _strip_brackets(credit)
    return bool(_LABELLED.fullmatch(bare) or _NAME_BEFORE_LABEL.fullmatch(bare))


def credited_name(credit: str) -> str:
    """Who is credited, without the printed label: `Bild: dpa` → `dpa`."""
    bare = _strip_brackets(credit.strip())
    match = _LABELLED.fullmatch(bare) or _NAME_BEFORE_LABEL.fullmatch(bare)
    return match["name"].strip() if match else bare


def _strip_brackets(text: str) -> str:
    match = _IN_BRACKETS.fullmatch(text.rstrip(".。"))
    return match["inside"].strip() if match else text


def _is_bare_credit(bare: str) -> bool:
    """Whether a text from brackets is a credit: labelled, or only agencies."""
    if _LABELLED.fullmatch(bare) or _NAME_BEFORE_LABEL.fullmatch(bare):
        return True
    parts = [part.strip() for part in re.split(r"[/,、]", bare)]
    return bool(_AGENCY.fullmatch(parts[-1]))
