"""A marked text is told before it is saved, and saved without its marks."""

from __future__ import annotations

import pytest

from archive.importers.articles.extracted_draft import build_draft
from archive.importers.articles.plain_text import parse_text_page
from archive.importers.extraction.extracted_page import (
    ExtractedBlock,
    ExtractedCaption,
    ExtractedPage,
)

TAGS = "\U000e0063\U000e0037"
MARKED = f"""Ein Ti{TAGS}tel vom Kamerawald
20.2.2019
Es ist ein Sa\u200btz über die St\u200cadt, und er ist der erste von zweien.
Und noch ein Sаtz."""


def test_a_marked_text_is_told_and_read_without_its_marks():
    draft = parse_text_page(MARKED.encode())
    assert draft.title == "Ein Titel vom Kamerawald"
    assert [segment.text for segment in draft.segments] == [
        "Es ist ein Satz über die Stadt, und er ist der erste von zweien.",
        "Und noch ein Satz.",
    ]
    (warning,) = draft.warnings
    for said in ("tag characters (2)", "without width (2)", "look-alike letters (1)"):
        assert said in warning


def test_a_page_is_read_without_marks_in_any_of_its_parts():
    page = ExtractedPage(
        title=f"A ti{TAGS}tle",
        kicker="A ki\u2060cker",
        byline="Anna\u2062 Muster",
        lead="The Ieаd",
        blocks=[ExtractedBlock("paragraph", f"One{TAGS} two.")],
        captions=[ExtractedCaption(f"A ca{TAGS}mera", f"Photo{TAGS}: dpa")],
    )
    draft = build_draft(page)
    assert (draft.title, draft.kicker, draft.byline, draft.lead) == (
        "A title",
        "A kicker",
        "Anna Muster",
        "The Iead",
    )
    (caption,) = draft.captions
    assert draft.segments[0].text == "One two."
    assert (caption.text, caption.credit) == ("A camera", "Photo: dpa")
    assert "tag characters (8)" in draft.warnings[0]
    assert page.title != draft.title  # what was read is kept as it was


@pytest.mark.parametrize("plain", ["Ein Titel", "Ein \u00adTi\u00adtel"])
def test_an_ordinary_text_is_no_warning(plain):
    draft = parse_text_page(f"{plain}\n20.2.2019\nEin Satz. Und noch einer.".encode())
    assert draft.title == "Ein Titel" and draft.warnings == []
    assert not any("Left out of the text" in note for note in draft.notes)


def test_a_habit_of_web_pages_is_a_note():
    draft = parse_text_page("Ein Ti\u200btel\n20.2.2019\nEin Satz.".encode())
    assert draft.warnings == []
    assert "Left out of the text: characters without width (1)." in draft.notes
