"""The authors in a byline: what surrounds them, each name, and its parts."""

from __future__ import annotations

import re

from ._bylines import is_job, strip_byline, strip_byline_label, strip_place
from ._east_asian import parse_east_asian
from ._names import AuthorName
from ._organisations import is_one_organisation, names_organisation
from ._persons import (
    add_suffix,
    join_family_first,
    may_be_person,
    parse_person,
)

_JOINT = r"und(?!\s+zu\s)|UND|and|AND|et|&|mit|with|och|og|és|ve|и|та|oraz|avec"
_JOINTS_OF_LANGUAGES = {"nl": "en", "cs": "a", "sk": "a", "it": "con", "es": "con"}
_IBERIAN_JOINT = re.compile(r"\s+(?:y|e|i)\s+")
_FAMILY_FIRST = re.compile(
    r"((?:[a-zäöü]{2,3} )?[^\W\d_][^\s,]*), ((?:[^\W\d_][^\s,]*)(?: [^\s,]+)?)"
)


def parse_authors(byline: str, language: str = "und") -> list[AuthorName]:
    """The authors in a byline or credit, in its order, as CSL-JSON names.

    A person has `family` and `given`, and where the name has them `dropping-particle`
    (Alexander *von* Humboldt), `non-dropping-particle` (Vincent *van* Gogh) and
    `suffix`. All else becomes a `literal`, as it is printed: organisations, initials
    such as *dj*, accounts, single words, and names of which it is not sure which word
    is the family name (*Tsering Woeser*, *Yang Liu*).

    The family name comes first in Chinese, Japanese and Korean script; in letters where
    `language` or the names themselves say so (*Ai Weiwei*, *Nguyen Phu Trong*, in
    Hungarian *Orbán Viktor*). Affiliations in brackets are left out, and so is a single
    word after a name and a comma (*Clara Muster, Peking*).
    """
    text = strip_byline(byline)
    if not text:
        return []
    if is_one_organisation(text):
        return [{"literal": re.sub(r"^the ", "", text)}]
    if names := parse_east_asian(text, language):
        return names
    return _parse_family_first(text) or _parse_in_letters(text, language)


def _parse_family_first(text: str) -> list[AuthorName]:
    """*Muster, Anna; Beispiel, Ben*; empty where one part is written otherwise."""
    parts = re.split(r"\s*;\s*(?:and\s+)?|\s+(?:and|und|&)\s+", text)
    found = [_FAMILY_FIRST.fullmatch(part) for part in parts]
    names = [(each[1], each[2]) for each in found if each]
    if len(names) < len(parts) or names_organisation(text):
        return []
    if not all(_is_family_and_given(*name) for name in names):
        return []
    return [join_family_first(*name) for name in names]


def _is_family_and_given(family: str, given: str) -> bool:
    """Not *King, Jr.*, and nothing cut off."""
    return family[-1:].isalpha() and not add_suffix({"family": ""}, given)


def _parse_in_letters(text: str, language: str) -> list[AuthorName]:
    authors: list[AuthorName] = []
    for part, separator in _split_authors(text, language):
        name = parse_person(strip_place(part), language)
        is_beside = separator == "," and "literal" in name and part[:1].isupper()
        is_beside = is_beside and not may_be_person(part)
        name_before = authors[-1] if is_beside and authors else {}
        if not add_suffix(name_before, part) and "family" not in name_before:
            authors.append(name)
    return authors


def _split_authors(text: str, language: str) -> list[tuple[str, str]]:
    """The names, each with the separator in front of it."""
    own = _JOINTS_OF_LANGUAGES.get(language[:2])
    joint = f"{_JOINT}|{own}" if own else _JOINT
    separators = re.compile(rf"\s*,?\s+(?:{joint})\s+|\s*[;/／|、，,]\s*(?=[^\s])")
    parts: list[tuple[str, str]] = []
    position, separator = 0, ""
    for match in separators.finditer(text):
        parts.append((text[position : match.start()].strip(), separator))
        position, separator = match.end(), match[0].strip()
    parts.append((text[position:].strip(), separator))
    named = parts[:1] + [part for part in parts[1:] if not is_job(part[0])]
    labelled = [(strip_byline_label(part), sep) for part, sep in named if part]
    return [each for part in labelled for each in _split_iberian(*part)]


def _split_iberian(part: str, separator: str) -> list[tuple[str, str]]:
    """*Ana García y Luis Pérez* are two persons; *José Ortega y Gasset* is one."""
    names = _IBERIAN_JOINT.split(part)
    if len(names) > 1 and all(" " in name for name in names):
        return [(name, separator) for name in names]
    return [(part, separator)]
