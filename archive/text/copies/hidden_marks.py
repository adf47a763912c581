"""Characters that nobody sees and that can tell which copy of a text this is.

Whoever hands out a text can mark each copy with invisible or look-alike characters, and
read later from a published sentence whose copy it was. What the archive publishes has
none of them; what scripts and typography need stays (UAX #9, #31 and #44, UTS #51).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

# The kinds of marks.
TAG, VARIATION, ZERO_WIDTH, FILLER = "tag", "variation", "zero-width", "filler"
SPACE, LOOK_ALIKE, MANIFEST = "space", "look-alike", "manifest"
# Up to so many of one sort are a habit of web pages, and no suspicion.
MOST_ZERO_WIDTH = 7
MOST_ODD_SPACES = 2

SOFT_HYPHEN, ZERO_WIDTH_SPACE, NON_JOINER, JOINER = "\u00ad\u200b\u200c\u200d"
NO_BREAK_SPACE, NARROW_SPACE, WIDE_SPACE = "\u00a0\u202f\u3000"
_TAGS = "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
_VARIATIONS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_MONGOLIAN_SIGNS = "\u180b-\u180f"
_ZERO_WIDTHS = "\u200b-\u200f\u061c\u2060-\u2065\u206a-\u206f\ufeff"
_FILLERS = (
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufff0-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Flags of England, Scotland and Wales, the only ones that are written with tags.
_FLAG = (
    "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067"
    "|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)\U000e007f"
)
_CANDIDATE = re.compile(
    f"{_FLAG}|[\u00ad{_TAGS}{_VARIATIONS}{_MONGOLIAN_SIGNS}{_ZERO_WIDTHS}{_FILLERS}"
    f"{_SPACES}]"
)
_KINDS = {
    TAG: re.compile(f"[{_TAGS}]"),
    VARIATION: re.compile(f"[{_VARIATIONS}{_MONGOLIAN_SIGNS}]"),
    ZERO_WIDTH: re.compile(f"[{_ZERO_WIDTHS}]"),
    FILLER: re.compile(f"[{_FILLERS}]"),
    SPACE: re.compile(f"[{_SPACES}]"),
}
# Arabic to Sinhala, Myanmar, Khmer, Mongolian, Phags-pa, and forms of Arabic.
_JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ua840-\ua87f\ufb50-\ufdff"
    "\ufe70-\ufefc]"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MONGOLIAN = re.compile("[\u1820-\u18aa]")
_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")  # Thai to Khmer
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_EMOJI_SIGNS = "‼⁉〰〽#*0123456789"
_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
# Beside these a space must not break a line, and may be narrow (French, Swiss, SI).
_SPACED_SIGNS = "«»‹›!?:;%‰°§€$£¥–—."
_UNBREAKABLE = {
    NO_BREAK_SPACE: NO_BREAK_SPACE,
    **dict.fromkeys("\u2007\u2009\u202f", NARROW_SPACE),
}

# Cyrillic and Greek letters that look like Latin ones, with these.
_TO_LATIN = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХԌԚԜаеорсухіјѕԁһӏԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϳ",
        "ABESIJKMHOPCTYXGQWaeopcyxijsdhlqwABEZHIKMNOPTYXoj",
        strict=True,
    )
)
_TO_CYRILLIC = {latin: own for own, latin in _TO_LATIN.items() if own >= "\u0400"}
_MIXED_WORD = re.compile(
    r"[^\W\d_]*(?:[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z])[^\W\d_]*"
)
# The same sign under another number: for old encodings, and parts of dictionaries.
_DOUBLE_HAN = re.compile("[\u2f00-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1d]")
# C2PA's manifests in unstructured text: bytes as variation selectors.
_SELECTOR_RUN = re.compile(f"[{_VARIATIONS}]{{8,}}")
_MANIFEST_BEGIN = b"C2PATXT\0"


@dataclass(frozen=True)
class HiddenMark:
    """Marks of one kind: how many, and whether ordinary pages hardly ever have them."""

    kind: str
    count: int
    is_suspicious: bool


def remove_hidden_marks(text: str) -> str:
    """The text as it is read, without what nobody sees.

    Look-alike letters become those of their word's own script, odd spaces plain ones.
    What stays: joiners where a script needs them, selectors behind an emoji, direction
    marks in a text of both directions, and unbreakable spaces at digits and signs.
    """
    if text.isascii():
        return text
    text = _CANDIDATE.sub(_replace_candidate, text)
    text = _MIXED_WORD.sub(lambda word: _unify_script(word[0]), text)
    return _DOUBLE_HAN.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), text)


def find_hidden_marks(text: str) -> list[HiddenMark]:
    """What `remove_hidden_marks` takes from the text, by kind.

    Soft hyphens don't count, nor do signs of Han under another number: many pages and
    PDF files have them.
    """
    if text.isascii():
        return []
    removed = _count_removed(text)
    mixed = (word[0] for word in _MIXED_WORD.finditer(text))
    if words := Counter(word for word in mixed if _unify_script(word) != word):
        removed[LOOK_ALIKE] = words
    if _has_manifest(text):
        removed[MANIFEST] = Counter(manifest=1)
    return [
        HiddenMark(kind, counts.total(), _is_suspicious(kind, counts))
        for kind, counts in sorted(removed.items())
    ]


def _count_removed(text: str) -> dict[str, Counter[str]]:
    """How often each character is taken out, by its kind."""
    removed: dict[str, Counter[str]] = {}
    for found in _CANDIDATE.finditer(text):
        if found[0] != SOFT_HYPHEN and _replace_candidate(found) != found[0]:
            removed.setdefault(_find_kind(found[0]), Counter())[found[0]] += 1
    return removed


def _find_kind(character: str) -> str:
    return next(kind for kind, sort in _KINDS.items() if sort.match(character))


def _is_suspicious(kind: str, counts: Counter[str]) -> bool:
    """Whether somebody may have meant something by it."""
    if kind == ZERO_WIDTH:
        return len(counts) > 1 or counts.total() > MOST_ZERO_WIDTH
    if kind == SPACE:
        spread = Counter({c: n for c, n in counts.items() if c != NO_BREAK_SPACE})
        return len(spread) > 1 or spread.total() > MOST_ODD_SPACES
    return True


def _has_manifest(text: str) -> bool:
    return any(
        bytes(map(_read_selector, run[0])).startswith(_MANIFEST_BEGIN)
        for run in _SELECTOR_RUN.finditer(text)
    )


def _read_selector(selector: str) -> int:
    """The byte that a variation selector stands for, in the order of their names."""
    number = ord(selector)
    return number - 0xFE00 if number <= 0xFE0F else number - 0xE0100 + 16


class _Place(NamedTuple):
    """A character that may be a mark, and what stands beside it."""

    sign: str
    before: str
    after: str
    text: str


def _replace_candidate(found: re.Match[str]) -> str:
    """What is read in place of the character: itself, a space or nothing."""
    sign, text = found[0], found.string
    if len(sign) > 1:  # a flag
        return sign
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    place = _Place(sign, before, after, text)
    if sign == SOFT_HYPHEN and after in ("\n", "\r"):
        return "-"  # here it is seen
    if _KINDS[SPACE].match(sign):
        return _choose_space(place)
    is_needed = _NEEDED.get(sign)
    return sign if is_needed and is_needed(place) else ""


def _is_behind_emoji(place: _Place) -> bool:
    return _is_emoji(place.before)


def _joins_emoji(place: _Place) -> bool:
    is_behind = _is_emoji(place.before) or place.before in ("\ufe0f", *_SKIN_TONES)
    return is_behind and _is_emoji(place.after)


def _is_in_joining_script(place: _Place) -> bool:
    return bool(_JOINING.match(place.before))


def _joins_letters(place: _Place) -> bool:
    is_beside = _JOINING.match(place.before) or _JOINING.match(place.after)
    return bool(is_beside) or _joins_emoji(place)


def _ends_unspaced_word(place: _Place) -> bool:
    return bool(_UNSPACED.match(place.before) and _UNSPACED.match(place.after))


def _sets_direction(place: _Place) -> bool:
    return place.before != place.sign and bool(_RIGHT_TO_LEFT.search(place.text))


def _is_in_mongolian(place: _Place) -> bool:
    return bool(_MONGOLIAN.match(place.before))


def _is_in_braille(place: _Place) -> bool:
    return "\u2801" <= max(place.before, place.after) <= "\u28ff"


# What the text would look another without.
_NEEDED: dict[str, Callable[[_Place], bool]] = {
    **dict.fromkeys("\ufe0e\ufe0f", _is_behind_emoji),
    **dict.fromkeys("\u200e\u200f\u061c", _sets_direction),
    **dict.fromkeys("\u180b\u180c\u180d\u180e\u180f", _is_in_mongolian),
    NON_JOINER: _is_in_joining_script,
    JOINER: _joins_letters,
    ZERO_WIDTH_SPACE: _ends_unspaced_word,
    "\u2800": _is_in_braille,
}


def _is_emoji(sign: str) -> bool:
    return bool(sign) and (
        sign in _EMOJI_SIGNS or unicodedata.category(sign) in ("So", "Sm", "Sk")
    )


def _choose_space(place: _Place) -> str:
    beside = list(filter(None, (place.before, place.after)))
    if place.sign == WIDE_SPACE:
        is_wide = not place.before or any(map(_EAST_ASIAN.match, beside))
        return place.sign if is_wide else " "
    if not any(sign.isdigit() or sign in _SPACED_SIGNS for sign in beside):
        return " "
    return _UNBREAKABLE.get(place.sign, " ")


def _unify_script(word: str) -> str:
    """The word in one script, where its letters of the other look like this one's."""
    latin = set(filter(str.isascii, word))
    others = {sign for sign in word if "\u0370" <= sign <= "\u052f"}
    is_latin = sum(map(word.count, latin)) >= sum(map(word.count, others))
    if is_latin and others <= _TO_LATIN.keys():
        return "".join(_TO_LATIN.get(sign, sign) for sign in word)
    if latin <= _TO_CYRILLIC.keys():
        return "".join(_TO_CYRILLIC.get(sign, sign) for sign in word)
    return word
