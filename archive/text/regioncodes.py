"""How codes of places are written: ISO 3166-1 in two letters, three letters or digits,
ISO 3166-2, GB/T 2260, in any case, with any sign between their parts."""

from __future__ import annotations

import re
import unicodedata

from babel.core import get_global

MAX_REGION_CODE_LENGTH = 16
_CODE_SEPARATORS = re.compile(r"[\s_.:/‐-―-]+")
_UNSEPARATED_CODE = re.compile(r"([A-Z]{2})([A-Z]{2,3}|\d{2}|\d{6})")
_GB_CODE = re.compile(r"\d{6}|\d{2}0{4}")


def possible_region_codes(code: str) -> tuple[str, ...]:
    """What a code may mean, as codes are kept here, the likeliest first.

    A code of ISO 3166-1 that several countries replaced (SU, YU) stands for none.
    """
    wide = unicodedata.normalize("NFKC", code).strip()
    if len(wide) > 2 * MAX_REGION_CODE_LENGTH:
        return ()
    plain = _CODE_SEPARATORS.sub("-", wide.upper()).strip("-")
    found = [plain]
    if joined := _UNSEPARATED_CODE.fullmatch(plain):
        found.append(f"{joined[1]}-{joined[2]}")
    if _GB_CODE.fullmatch(plain):
        found.append(f"CN-{plain}")
    replaced = get_global("territory_aliases").get(plain, ())
    if len(replaced) == 1:
        found.append(str(replaced[0]))
    return tuple(
        dict.fromkeys(form for form in found if 0 < len(form) <= MAX_REGION_CODE_LENGTH)
    )
