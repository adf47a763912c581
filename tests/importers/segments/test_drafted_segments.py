"""A draft becomes segments and a draft again."""

from dataclasses import replace

import pytest

from archive.importers.articles.plain_text import parse_text_page
from archive.importers.segments.drafted_segments import (
    apply_segments,
    find_unclear_segments,
    has_same_characters,
    list_segments,
)
from archive.importers.segments.segment import Segment

PAGE = """Stadt kauft Kameras
Von Anna Beispiel
20. Februar 2019
Die Stadt hat neue Kameras gekauft, wie am Mittwoch bekannt wurde.
Sie sollen an jeder Kreuzung stehen und alles aufzeichnen, was geschieht.
Eine Kamera an einem Mast. Bild: dpa
"""


@pytest.fixture
def draft():
    return parse_text_page(PAGE.encode())


def change(segments, text, **changes):
    """The segments, the one that has this text changed."""
    assert any(text in each.text for each in segments)
    return [replace(s, **changes) if text in s.text else s for s in segments]


def kinds(segments):
    return [segment.kind for segment in segments]


def test_a_draft_that_nobody_arranged_stays_as_it_was_read(draft):
    again = apply_segments(draft, list_segments(draft))
    assert replace(again, lines=draft.lines) == draft


def test_the_head_comes_first_and_then_the_page_in_its_order(draft):
    listed = list_segments(draft)
    assert kinds(listed)[:3] == ["title", "byline", "date"]
    assert kinds(listed)[-1] == "caption"
    assert listed[-1].credit == "Bild: dpa"
    assert has_same_characters(listed, list_segments(draft))


def test_a_paragraph_becomes_the_lead_and_a_caption_a_paragraph(draft):
    listed = change(list_segments(draft), "Sie sollen", kind="lead")
    listed = change(listed, "an einem Mast", kind="paragraph")
    arranged = apply_segments(draft, listed)
    assert arranged.lead.endswith("was geschieht.")
    assert arranged.segments[-1].text == "Eine Kamera an einem Mast. Bild: dpa"
    assert arranged.captions == []


def test_what_is_left_out_is_kept_with_its_reason(draft):
    listed = change(list_segments(draft), "Anna", left_out_because="not the author")
    arranged = apply_segments(draft, listed)
    assert arranged.byline == ""
    left = [s for s in arranged.segments if s.left_out_because]
    assert [(s.kind, s.text) for s in left] == [("boilerplate", "Von Anna Beispiel")]


def test_an_emended_text_leaves_the_printed_one_as_it_was(draft):
    emended = {"reading": "Eine andere Kamera.", "emendation": "misprint"}
    arranged = apply_segments(draft, change(list_segments(draft), "Mast", **emended))
    (caption,) = arranged.captions
    assert caption.text == "Eine Kamera an einem Mast."
    assert (caption.reading, caption.emendation) == tuple(emended.values())


def test_a_credit_belongs_to_the_caption_before_it(draft):
    caption = Segment("caption", "Eine Kamera.")
    listed = [Segment("title", "Titel"), caption, Segment("credit", "Foto: afp")]
    assert find_unclear_segments(listed) == {}
    assert apply_segments(draft, listed).captions[0].credit == "Foto: afp"
    moved = [listed[0], listed[2], listed[1]]
    assert "behind its caption" in find_unclear_segments(moved)[1]


def test_a_date_is_read_as_people_write_it(draft):
    listed = [Segment("title", "T"), Segment("date", "Zürich, 3. März 2020, 10 Uhr")]
    assert apply_segments(draft, listed).date == "2020-03-03"


def test_a_date_told_from_another_day_is_kept_in_its_words(draft):
    listed = [Segment("title", "T"), Segment("date", "Gestern, 10 Uhr")]
    assert not find_unclear_segments(listed)
    arranged = apply_segments(draft, listed)
    assert (arranged.date, arranged.told_date) == ("", "Gestern, 10 Uhr")


@pytest.mark.parametrize(
    ("segment", "told"),
    [
        (Segment("boilerplate", "Subscribe!"), "why this is left out"),
        (Segment("paragraph", "Tow.", reading="Two."), "why the text is emended"),
        (Segment("date", "On a fine day"), "can't find a date"),
    ],
)
def test_what_is_not_clear_is_told_at_its_segment(segment, told):
    assert told in find_unclear_segments([Segment("title", "T"), segment])[1]


@pytest.mark.parametrize("count", [0, 2])
def test_an_article_has_one_headline(count):
    titles = [Segment("title", "T")] * count
    assert "one headline" in find_unclear_segments(titles)[-1]


@pytest.mark.parametrize("text", ["One. Tw.", "One. Two. Three."])
def test_a_missing_or_new_character_is_noticed(text):
    read = [Segment("paragraph", "One."), Segment("paragraph", "Two.")]
    assert has_same_characters([Segment("lead", "One.\nTwo.")], read)
    assert not has_same_characters([Segment("lead", text)], read)
