"""Data inside a page is read as data, whatever is in it."""

from __future__ import annotations

import json
import re

import pytest

from archive.templatetags.data_blocks import write_data_block

BLOCK = re.compile(r'<script type="application/ld\+json">([^<>&]*)</script>')


@pytest.mark.parametrize(
    "title",
    [
        "</script><script>alert(1)</script>",
        "<!-- <script>",
        'Tom & Jerry "quoted" \\ back',
        "\u2028 and \u2029",
        "新疆 Ü",
        "]]>",
    ],
)
def test_nothing_in_the_data_ends_the_block(title):
    (text,) = BLOCK.fullmatch(write_data_block({"name": title})).groups()
    assert json.loads(text) == {"name": title}
    assert "\u2028" not in text
