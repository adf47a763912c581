"""What a bibliography says of one work, before anybody confirms it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_HAN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]")
_SPACES = re.compile(r"\s+")


@dataclass
class ListedWork:
    """One work of a bibliography: `type` is a CSL type, `date` as the file writes it,
    `creator` names in natural order with "; " between them."""

    title: str
    type: str = "document"
    genre: str = ""
    creator: str = ""
    publisher: str = ""
    date: str = ""
    language: str = ""
    url: str = ""
    doi: str = ""


def squeeze_spaces(text: object) -> str:
    """One line of a value; "" for what is neither text nor a number."""
    if not isinstance(text, (str, int)) or isinstance(text, bool):
        return ""
    return _SPACES.sub(" ", str(text)).strip()


def find_doi(text: str) -> str:
    """The DOI in a field or an address, in lower case as DOIs are compared; "" for
    none."""
    found = _DOI.search(text)
    return found.group().rstrip(".,;").casefold() if found else ""


def build_doi_address(doi: str) -> str:
    """The address under which a DOI is resolved."""
    return f"https://doi.org/{quote(doi, safe='/:;()._-')}" if doi else ""


def turn_name(name: str) -> str:
    """A name in its natural order: *Muster, Anna* is *Anna Muster*, *王, 小明* is
    *王小明*."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma or not given:
        return family
    given, _comma, suffix = (part.strip() for part in given.partition(","))
    return join_name(family, given, suffix)


def join_name(family: str, given: str, suffix: str = "") -> str:
    """The parts of a name in natural order; Chinese and Korean names begin with the
    family's."""
    if _HAN.search(family):
        return f"{family}{given}"
    return " ".join(filter(None, (given, family, suffix)))
