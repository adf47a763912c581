"""A name with a suffix, in styles that shorten given names and in others."""

from __future__ import annotations

import pytest

from archive.citations import build_bibliography
from archive.citations._styled_references import runs_to_text

KING = {"family": "King", "given": "Martin Luther"}


@pytest.mark.parametrize("suffix", ["Jr.", "III"])
@pytest.mark.parametrize(
    ("style", "written"),
    [("apa", "King, M. L., {}"), ("mla", "King, Martin Luther, {}")],
)
def test_a_suffix_stands_behind_the_given_names(suffix, style, written):
    record = {
        "id": "1",
        "type": "document",
        "title": "A title",
        "author": [KING | {"suffix": suffix}],
    }
    (work,) = build_bibliography([record], style, "en")
    assert runs_to_text(work.full).startswith(written.format(suffix))
