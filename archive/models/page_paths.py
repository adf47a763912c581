"""Paths of pages of records, a hundred of which may be on one page."""

from __future__ import annotations

import re
from functools import lru_cache

from django.urls import get_script_prefix, reverse

_PLAIN = re.compile(r"[\w-]+", re.ASCII)
_STAND_IN = "PART"


def build_page_path(route: str, *parts: str) -> str:
    """The path of a route with one argument for each part, as `reverse` gives it.

    `reverse` tries all patterns of a name each time. Here it is asked once for each
    route, unless a part has other characters than letters, digits, `_` and `-`. Raises
    `NoReverseMatch`.
    """
    if not all(_PLAIN.fullmatch(part) for part in parts):
        return reverse(route, args=parts)
    pieces = _split_path(get_script_prefix(), route, len(parts))
    return "".join(
        piece + part for piece, part in zip(pieces, (*parts, ""), strict=True)
    )


@lru_cache(maxsize=100)
def _split_path(_prefix: str, route: str, parts: int) -> tuple[str, ...]:
    """What stands around the arguments in the path of a route."""
    return tuple(reverse(route, args=[_STAND_IN] * parts).split(_STAND_IN))
