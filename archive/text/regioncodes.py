"""Notations of region codes: ISO 3166-1 in two letters, three letters or digits,
ISO 3166-2 and GB/T 2260, in any case, with any separator between their parts."""

from __future__ import annotations

import re
import unicodedata

from babel.core import get_global

MAX_REGION_CODE_LENGTH = 16
_CODE_SEPARATORS = re.compile(r"[\s_.:/‐-―-]+")
_UNSEPARATED_CODE = re.compile(r"([A-Z]{2})([A-Z]{2,3}|\d{2}|\d{6})")
_GB_CODE = re.compile(r"\d{6}|\d{2}0{4}")


def possible_region_codes(code: str) -> tuple[str, ...]:
    """The codes that a typed code may mean, as the archive writes them, likeliest
    first.

    A code of ISO 3166-1 that several countries replaced (SU, YU) means none.
    """
    normalized = unicodedata.normalize("NFKC", code).strip()
    if len(normalized) > 2 * MAX_REGION_CODE_LENGTH:
        return ()
    separated = _CODE_SEPARATORS.sub("-", normalized.upper()).strip("-")
    codes = [separated]
    if unseparated := _UNSEPARATED_CODE.fullmatch(separated):
        codes.append(f"{unseparated[1]}-{unseparated[2]}")
    if _GB_CODE.fullmatch(separated):
        codes.append(f"CN-{separated}")
    replaced = get_global("territory_aliases").get(separated, ())
    if len(replaced) == 1:
        codes.append(str(replaced[0]))
    return tuple(
        dict.fromkeys(code for code in codes if 0 < len(code) <= MAX_REGION_CODE_LENGTH)
    )
