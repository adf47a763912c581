"""Pages in the manner of several newspapers, each with its expected parse.

A file `NAME.txt` beside its `NAME.json`: what the page is held to be, and the role and
anchor of each line that is not empty. All that the pages say is invented.
"""

import json
from pathlib import Path

import pytest

from archive.importers.articles import plain_text

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
FIELDS = ("kicker", "title", "byline", "date", "language", "series", "original_url")


def parsed(path):
    """The parse of a page, in the shape of its JSON."""
    draft = plain_text.parse_text_page(path.read_bytes())
    return {
        **{name: getattr(draft, name) for name in FIELDS},
        "lines": [f"{line.role} {line.anchor}".strip() for line in draft.lines],
        "captions": [[c.text, c.credit, c.in_series] for c in draft.captions],
        "left_out": [s.left_out_because for s in draft.segments if s.left_out_because],
    }


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_a_page_is_understood_by_general_rules(path):
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert parsed(path) == expected


def test_there_are_pages_in_all_our_languages():
    languages = {json.loads(p.with_suffix(".json").read_text("utf-8"))["language"]
                 for p in PAGES}  # fmt: skip
    assert languages >= {"de", "de-CH", "en", "zh-Hans"}


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_no_line_of_a_page_is_lost(path):
    draft = plain_text.parse_text_page(path.read_bytes())
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    assert [line.text for line in draft.lines] == [line for line in lines if line]
    assert all(line.role for line in draft.lines)
