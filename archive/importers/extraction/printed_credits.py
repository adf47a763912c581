"""The credit that the text of a caption ends or begins with."""

from __future__ import annotations

import re

from archive.text import credits

from .credit_words import (
    CAPITALS,
    LABELS,
    MARK,
    NAME_AND_SOURCE,
    NAMES,
    SHORT_NAMES,
    find_last_agency,
    is_credit_part,
    names_agency,
)
from .line_patterns import line_weight

_LABELLED_AT_END = re.compile(
    rf"(?P<credit>[(\[（]?\s*(?:{MARK}|\b{LABELS}(?:\s+(?:credits?|courtesy|source))?"
    r"(?:\s*[:：/／|©＝=]|\s+(?:by|of|par|von|de|di|av|af|door|з|із|из|от|z|ze)\b|\.(?=\s))|"
    r"\b(?:courtesy(?: of)?|analysis by:?|cedida por|cortesía de|par courtoisie de)\s)"
    r"[^.!?。]{0,2}.{1,140})\s*\Z",
    re.I,
)
_IN_BRACKETS_AT_END = re.compile(
    r"\s*(?P<credit>[(\[（](?P<inside>[^()（）\[\]]{2,90})[)\]）])\s*[.。]?\Z"
)
_LABEL_AND_NAME = re.compile(rf"{LABELS}\b[\s.:：|/]+\S.*", re.I)
_BARE_LABEL_AT_END = re.compile(
    rf"(?<![\w-])(?P<credit>(?i:foto|photo|bild|beeld|kuva|mynd|fot|ảnh|image|picture)"
    rf"\.? (?:{NAMES.pattern}|{NAME_AND_SOURCE.pattern}|{SHORT_NAMES.pattern}))\Z"
)
_LABEL_BEHIND_NAME = re.compile(
    r"(?:^|[/|]\s*|[.!?]\s+)(?P<credit>[^\W\d_](?:[^/|.]|(?<=\b\w)\.){2,50}"
    r"(?:/\w[\w .]{1,25})?\s"
    r"(?:nuotr(?:\.|auka)|archyvas))\Z"
)
_AFTER_SIGN = re.compile(
    r"(?:\s*[|｜]\s*|\s+/\s*|\s+[–—-]\s+|(?<=[.!?…”\"»])\s*[=＝—–/-]\s*|\s*[＝=]\s*)"
    r"(?P<credit>[^|｜＝=]{2,80})\Z"
)
_AFTER_SENTENCE = re.compile(
    r"(?<=[.!?…”\"»。)])\s*[/|=＝–—-]?\s*"
    r"(?P<credit>[^.!?。\s](?:[^.!?。]|(?<=\b\w)\.|\.(?=\w)){1,79})\.?\Z"
)
_BEFORE_CREDIT = re.compile(
    rf"(?<=[.!?…”\"»。])\s*[/|–—-]?\s*(?P<names>{NAMES.pattern})\s*[/|–—-]?\s*\Z"
)
_PHOTOGRAPHED = re.compile(
    r"(?P<credit>(?<=[、＝=。，,\s（(])[^、＝=。，,\s（()）]{1,24}"
    r"(?:撮影|写す|提供|摄|摄影|攝|攝影| ?제공| ?기자)[)）]?)"
    r"(?:\s+[\w.+-]+@[\w.-]+)?(?:\s*/?\d{4}\.\d\d\.\d\d\.?/?)?\s*\Z"
)
_AT_START = re.compile(
    rf"(?P<credit>(?:{MARK}|{LABELS}\s*[:：/])\s*[^|｜]{{2,80}}?)\s*[|｜]\s*(?P<rest>.+)|"
    rf"(?P<bracketed>[\[(（](?:{MARK}|{LABELS}\b)[^\])）]{{2,80}}[\])）])\s*(?P<text>.+)",
    re.I,
)
_LABEL_AT_START = re.compile(
    rf"(?:{MARK}|{LABELS}(?:\s*[:：/]|\.(?=\s)| by\b))\s*", re.I
)
_LABEL_AT_END = re.compile(
    rf"(?<![\w-])(?:{LABELS}\s*(?:[:：]|(?:by|par|por|von|de)\b)|{MARK})\s*\Z", re.I
)
_TAKEN_FROM = re.compile(  # `（取自王小明臉書）`, `(aus dem Video)`
    r"(?:圖片?|图片?|照片)?(?:取自|翻攝|翻摄|擷取|截取|截自|來自|来自|摘自)|資料照|资料图|"
    r"cedid[ao]s?\b|archivo\b|arquivo\b",
    re.I,
)
_SIDES = re.compile(
    r"(?:l|r|c|left|right|cent(?:er|re)|links|rechts|mitte|l\.|r\.|archiv(?:bild|foto)?|"
    r"symbolbild|file|izq|dcha|à gauche|à droite|\d{1,4})",
    re.I,
)
_FILE_PHOTO = re.compile(r"file (?:photo|picture|image)\s*[:：]", re.I)  # and a caption
_MIN_START = 8  # weight of a caption before a credit without label
_MIN_CAPTION = 25  # letters before a bare name in brackets


def split_printed_credit(text: str) -> tuple[str, str]:
    """The caption and the credit that its text ends or begins with; '' where there is
    none."""
    if is_whole_credit(text):
        return "", text
    if parts := _split_at_start(text):
        return parts
    before, credit = credits.split_credit(text)
    if credit:
        return _extend_to_names(before, credit, text)
    match = next(filter(None, (find(text) for find in _FINDERS)), None)
    if match is None:
        return text, ""
    before = text[: match.start("credit")].rstrip(" |｜/＝=·–—、,-")
    return _extend_to_names(before, match["credit"].strip(), text)


def is_whole_credit(text: str) -> bool:
    """Whether a line is a credit and nothing else: `Фото: ТАСС`, `Ann Sample / AFP`."""
    if _split_at_start(text) is not None or _FILE_PHOTO.match(text):
        return False
    if names_agency(text) and is_credit_part(text) and len(text) <= 80:
        return True
    if (label := _LABEL_AT_START.match(text)) and _is_short_name(text[label.end() :]):
        return True
    is_sure = credits.is_labelled_credit(text) or is_credit_part(text)
    return is_sure and credits.is_credit(text)


def _is_short_name(text: str) -> bool:
    has_capitals = text.casefold() != text or text.isascii()
    is_name = is_credit_part(text) if has_capitals else len(text.split()) <= 4
    return is_name and 2 <= len(text) <= 40


def begins_with_label(credit: str) -> bool:
    """Whether a credit begins with a label: `Фото: ТАСС`, `© Anna Muster`."""
    bare = credit.strip(" ()（）[]")
    is_labelled = credits.is_labelled_credit(credit)
    return is_labelled or bool(_LABEL_AT_START.match(bare))


def _split_at_start(text: str) -> tuple[str, str] | None:
    """`Foto: Anna Muster | Eine Kamera`, `[Photo by Anna Muster] A camera`."""
    match = _AT_START.fullmatch(text)
    if match is None:
        return None
    rest = match["rest"] or match["text"]
    if line_weight(rest) < _MIN_START or is_credit_part(rest):
        return None
    return rest, (match["credit"] or match["bracketed"]).strip()


def split_parts(parts: list[str]) -> tuple[str, str]:
    """Caption and credit of a text in several lines or elements: where one of them is
    the credit, it is the last or the first."""
    text = " ".join(parts)
    if len(parts) < 2 or sum(map(line_weight, parts)) < _MIN_START:
        return text, ""
    if is_whole_credit(text):
        return "", text
    last, before = parts[-1], " ".join(parts[:-1])
    if is_credit_part(last) and line_weight(before) > line_weight(last) / 2:
        return move_label(before, last.lstrip(" |｜/·–—"))
    first, after = parts[0], " ".join(parts[1:])
    if re.match(rf"(?:{MARK}|{LABELS}\s*[:：])", first, re.I) and is_credit_part(first):
        return after, first
    return text, ""


def move_label(before: str, credit: str) -> tuple[str, str]:
    """Caption and credit, where the label of the credit stands in the caption."""
    label = _LABEL_AT_END.search(before)
    start = label.start() if label else len(before)
    credit = f"{before[start:].strip()} {credit}".strip()
    return before[:start].rstrip(" |｜/·–—•"), credit


def _extend_to_names(before: str, credit: str, text: str) -> tuple[str, str]:
    """With the names that stand between the caption's sentence and an agency."""
    bare = credit.strip("()（）[] ")
    names = _BEFORE_CREDIT.search(before) if names_agency(bare) else None
    if names is None or _LABEL_AND_NAME.match(bare):
        return before, credit
    start = names.start("names")
    return text[:start].rstrip(" |/–—-"), text[start:].strip()


def _find_in_brackets(text: str) -> re.Match[str] | None:
    """`(Photo A. Muster. AFP)`, `(Anna Muster/AFP)`, `(Anna Muster)`, `[A. Muster]`."""
    match = _IN_BRACKETS_AT_END.search(text)
    inside = match["inside"].strip() if match else ""
    if match is None or _SIDES.fullmatch(inside):
        return None
    before = text[: match.start()].rstrip()
    return match if _is_bracketed_credit(inside, before, match["credit"][0]) else None


def _is_bracketed_credit(inside: str, before: str, bracket: str) -> bool:
    if _TAKEN_FROM.match(inside):
        return True
    if names_agency(inside) or inside.startswith("©") or _LABEL_AND_NAME.match(inside):
        return True
    if NAME_AND_SOURCE.fullmatch(inside):
        return True
    may_be_name = bracket == "[" or before[-1:] in tuple('.!?…”"»')
    is_long = len(before) >= _MIN_CAPTION
    names = NAMES if may_be_name else SHORT_NAMES
    return (may_be_name or is_long) and bool(names.fullmatch(inside))


def _find_labelled(text: str) -> re.Match[str] | None:
    match = _LABELLED_AT_END.search(text)
    if match is None or _FILE_PHOTO.match(text[match.start("credit") :]):
        return None
    most = 110 if match.start("credit") else 140
    return match if len(match["credit"]) <= most else None


def _find_after_sign(text: str) -> re.Match[str] | None:
    """`… | Anna Muster`, `… / ANNA MUSTER`, `….—Getty Images`, `… - A. Muster/AFP`."""
    match = _AFTER_SIGN.search(text)
    if match is None or line_weight(text[: match.start()]) < _MIN_START:
        return None
    credit = match["credit"].strip()
    is_dash = text[match.start() : match.start("credit")].strip() in ("-", "–", "—")
    is_after_sentence = text[: match.start()].rstrip()[-1:] in tuple('.!?…”"»')
    if is_dash and not is_after_sentence:
        agency = find_last_agency(credit)
        is_short = agency is not None and len(credit) <= 40
        return match if is_short or NAME_AND_SOURCE.fullmatch(credit) else None
    return match if names_agency(credit) or NAMES.fullmatch(credit) else None


def _find_after_sentence(text: str) -> re.Match[str] | None:
    """`…. Anna Muster/AFP`, `…. Reuters`, `….AFP`, `…. ANNA MUSTER`, `…. A. Muster`."""
    match = _AFTER_SENTENCE.search(text)
    if match is None:
        return None
    credit = match["credit"].strip(" /|–—-")
    if CAPITALS.fullmatch(credit) or NAME_AND_SOURCE.fullmatch(credit):
        return match
    if match.start() >= _MIN_START and SHORT_NAMES.fullmatch(credit):
        return match
    agency = find_last_agency(credit)
    is_credit = agency and (
        (agency.end() >= len(credit) - 12 and re.search(r"[/—–|(]| via ", credit))
        or len(agency[0]) == len(credit)
    )
    return match if is_credit else None


_FINDERS = (
    _find_in_brackets,
    _find_labelled,
    _BARE_LABEL_AT_END.search,
    _LABEL_BEHIND_NAME.search,
    _PHOTOGRAPHED.search,
    _find_after_sentence,
    _find_after_sign,
)
