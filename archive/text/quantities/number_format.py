"""Numbers as the readers of a language write them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from babel import UnknownLocaleError
from babel.numbers import format_decimal

LOCALE_OF_LANGUAGE = {"de": "de_CH"}  # the German interface is spelt as in Switzerland
FALLBACK_LOCALE = "en"  # where CLDR does not know the language
LEAST_GROUPED = {"de": 10_000, "zh": 10_000}  # 1077 km, but 12’345; 1000个


@lru_cache(maxsize=16_384)  # a timeline page has hundreds
def format_number(number: int | Decimal, language: str) -> str:
    """`1000000` as `1,000,000`; in German, as in Switzerland, `1’000’000`.

    `language` is a BCP 47 tag in any case; CLDR says how digits are grouped. German and
    Chinese have no group in four digits.
    """
    tag = language.replace("-", "_")
    least = LEAST_GROUPED.get(tag.partition("_")[0], 0)
    is_grouped = number >= least or number <= -least
    for locale in (LOCALE_OF_LANGUAGE.get(tag, tag), tag.partition("_")[0]):
        try:
            return format_decimal(number, locale=locale, group_separator=is_grouped)
        except (UnknownLocaleError, ValueError):
            continue
    return format_decimal(number, locale=FALLBACK_LOCALE)
