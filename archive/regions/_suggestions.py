"""Regions that somebody may have meant by a code or name that we do not have."""

from __future__ import annotations

import re
from difflib import get_close_matches

from babel.core import get_global

from archive.models import Region, RegionName
from archive.text.folding import fold_text

LONGEST_REGION_NAME = 40  # characters; what is longer resembles nothing
LONGEST_NAMES, MOST_PARTS = 200, 12  # of a name in several scripts at once
_BETWEEN_NAMES = re.compile(r"[\s/|,;·、，]+")
LEAST_LIKENESS = 0.7  # of `difflib`'s ratio, from 0 to 1


def suggest_regions(text: str, number: int) -> list[Region]:
    """Up to `number` regions with `text` as code or name; where none has it, those that
    replaced a divided country, those with a part of it as name (of a name in several
    scripts at once), and those with a similar name.

    At most five queries, one of which reads all names.
    """
    if not text or len(text) > LONGEST_NAMES:
        return []
    exact = list(
        Region.objects.listed().matching_name(text).values_list("code", flat=True)
    )
    divided = get_global("territory_aliases").get(text.upper(), ())
    codes = exact or [
        *map(str, divided),
        *_find_codes_of_parts(text),
        *_find_codes_spelt_alike(text),
    ]
    regions = (
        Region.objects.listed()
        .prefetch_related("names")
        .in_bulk(list(dict.fromkeys(codes))[:number], field_name="code")
    )
    return [regions[code] for code in dict.fromkeys(codes) if code in regions]


def _find_codes_of_parts(text: str) -> list[str]:
    """Codes of regions that have one of several words as name, in the order of the
    words; at most one query."""
    words = [word for word in _BETWEEN_NAMES.split(text) if word][:MOST_PARTS]
    if len(words) < 2:
        return []
    folded = [RegionName.fold(word) for word in words]
    rows = RegionName.objects.listed().filter(folded__in=folded).order_by("pk")
    named: dict[str, list[str]] = {}
    for code, name in rows.values_list("region__code", "folded"):
        named.setdefault(name, []).append(code)
    return [code for name in folded for code in named.get(name, ())]


def _find_codes_spelt_alike(text: str) -> list[str]:
    """Codes of regions with a similar name, most similar first."""
    if len(text) > LONGEST_REGION_NAME:
        return []
    rows = RegionName.objects.listed().order_by("region__path", "pk")
    names: dict[str, str] = {}
    codes: dict[str, None] = {}
    for code, folded in rows.values_list("region__code", "folded"):
        names.setdefault(folded, code)
        codes[code] = None
    by_code = get_close_matches(text.upper(), codes, n=5, cutoff=LEAST_LIKENESS)
    by_name = get_close_matches(fold_text(text), names, n=5, cutoff=LEAST_LIKENESS)
    return [*by_code, *(names[name] for name in by_name)]
