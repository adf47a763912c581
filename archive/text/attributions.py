"""Who a text names as the source of what it says, in English, German and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_CHARACTERS = 80  # of a name
_WORD = r"(?<!\w)[A-ZÀ-ÖØ-Þ][\w’'.-]{0,40}"
_ARTICLE = (
    r"(?:(?:the|an?|(?P<german>der|die|das|des|dem|den|einem|einer))\s)?"
    r"(?P<role>(?:news agency|newspaper|researcher|Nachrichtenagentur|Zeitung|Agentur|"
    r"Forscher(?:in)?|Sprecher(?:in)?|Experten?|Expertin)\s)?"
)
_ROLE = re.compile(r"(?:Forscher|Sprecher|Expert|Nachrichten|Zeitung|Agentur)\w*\s")
_IN_MARKS = r"[«“„\"‹‘](?P<quoted>[^«»“”„\"‹›‘’]{2,60})[»”“\"›’]"
_LINKED = r"(?:of|for|and|the|von|der|des|und|für|de|van|al)"
_IN_CAPITALS = rf"(?P<bare>{_WORD}(?:\s(?:{_LINKED}\s)*{_WORD}){{0,5}})"
_NAME = rf"{_ARTICLE}(?:{_IN_MARKS}|{_IN_CAPITALS})"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Aa]ccording to {_NAME}",
        rf"\b(?:reported|cited) by {_NAME}",
        rf"\btold {_NAME}",
        rf"\b(?:[Ll]aut|[Gg]emäss|[Gg]emäß) {_NAME}",
        rf"\b[Nn]ach Angaben (?:von )?{_NAME}",
        rf"[,»“\"] so {_NAME}",
        rf"\bgegenüber (?:von )?{_NAME}",
        rf"{_NAME} zufolge\b",
        r"据(?P<bare>[^，。；、“”\s]{2,20}?)(?:\d{1,2}月\d{1,2}日)?(?:的)?"
        r"(?:报道|报导|消息|介绍|通报|透露)",
    )
)
# Which begin a sentence or say who speaks without a name.
_NO_NAMES = frozenset(
    "A An The Der Die Das Den Dem Ein Eine Sie Er Es This That It He She They We I "
    "Reporters Journalisten Laut Gemäss Gemäß Nach".split()
)


@dataclass(frozen=True)
class Attribution:
    """A name that a text gives as its source, and where it begins."""

    name: str
    start: int


def find_attributions(text: str) -> list[Attribution]:
    """The sources that a text names (*according to …*, *laut …*, *据…报道*), in the
    order of the text, each name once. A family name is completed where the text has the
    whole name elsewhere before it."""
    found: dict[str, Attribution] = {}
    for match in sorted(_find_matches(text), key=lambda match: match.start()):
        if name := _read_name(match.groupdict()):
            whole = _complete_name(name, text[: match.start()])
            found.setdefault(whole, Attribution(whole, match.start()))
    return list(found.values())


def _read_name(groups: dict[str, str | None]) -> str:
    """The name of a match; "" where it is none. Behind a German article one word is a
    noun like any other, unless it is an acronym."""
    name = str(groups.get("quoted") or groups.get("bare") or "").strip(" .,'’")
    name = re.sub(r"['’]s$", "", name)
    words = name.split()
    if not words or len(name) > MOST_CHARACTERS:
        return ""
    if groups.get("quoted"):
        return name
    is_noun = groups.get("german") and len(words) == 1 and not name.isupper()
    return "" if is_noun or words[0] in _NO_NAMES else name


def _find_matches(text: str) -> Iterator[re.Match[str]]:
    for pattern in _PATTERNS:
        yield from pattern.finditer(text)


def _complete_name(name: str, before: str) -> str:
    """*Gevers* as *Victor Gevers*, where that was said before."""
    if not re.fullmatch(_WORD, name):
        return name
    pattern = rf"(?<=[\w,;)] )({_WORD} {re.escape(name)})\b"
    whole = [each for each in re.findall(pattern, before) if not _ROLE.match(each)]
    return str(whole[0]) if whole else name
