"""Numbers as the readers of a language write them."""

from decimal import Decimal

import pytest

from archive.text.quantities.number_format import format_number


@pytest.mark.parametrize(
    ("number", "language", "written"),
    [
        (0, "en", "0"),
        (999, "de", "999"),
        (1000, "en", "1,000"),
        (1077, "de", "1077"),
        (1077, "zh-hans", "1077"),
        (12_345, "de-CH", "12’345"),
        (12_345, "zh-Hans", "12,345"),
        (1_000_000, "en", "1,000,000"),
        (1_000_000, "de", "1’000’000"),
        (1_000_000, "de-CH", "1’000’000"),
        (1_000_000, "zh-Hans", "1,000,000"),
        (-12_345, "en", "-12,345"),
        (Decimal("2565724.5"), "de", "2’565’724.5"),
        (1_000_000, "ar-XB", "1,000,000"),  # a pseudo-locale that CLDR does not know
        (1_000_000, "xx", "1,000,000"),
    ],
)
def test_a_number_is_grouped_as_in(number, language, written):
    assert format_number(number, language) == written
