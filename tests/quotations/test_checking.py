"""Which texts are compared with a quotation, and in which order they are told."""

from __future__ import annotations

import pytest

from archive import editorial
from archive.models import Passage
from archive.quotations import check_quotation
from archive.search import reindex
from tests.factories import make_article

pytestmark = pytest.mark.django_db
WORDS = "eight cameras watch the gate of the old market"


def make_texts(*texts):
    """A public article with these passages, p1 and so on."""
    article = make_article(title="An article", language="en")
    for number, text in enumerate(texts, start=1):
        Passage.objects.create(
            article=article,
            anchor=f"p{number}",
            position=number,
            verbatim=text,
            language="en",
        )
    editorial.record_creation(article, None)
    editorial.submit(article, None)
    editorial.publish(article, None)
    return article


def found(text=WORDS):
    return [
        (place.entry.pk, place.anchor, match.how)
        for place, match in check_quotation(text).matches
    ]


def test_the_nearest_match_comes_first_and_equals_by_entry_and_anchor():
    nearly = "eight cameras watch the gate of a new market"
    less = "eight cameras watch the gate of"
    first = make_texts(less, nearly, WORDS.title(), WORDS)
    second = make_texts(WORDS, nearly, WORDS)
    reindex()
    assert found() == [
        (first.pk, "p4", "exact"),
        (second.pk, "p1", "exact"),
        (second.pk, "p3", "exact"),
        (first.pk, "p3", "words"),
        (first.pk, "p2", "nearly"),
        (second.pk, "p2", "nearly"),
        (first.pk, "p1", "nearly"),
    ]


@pytest.mark.parametrize(
    "typed", [WORDS.upper(), f"“{WORDS}.”", f"  {WORDS}  ", f"- {WORDS}", f"{WORDS} …"]
)
def test_case_and_marks_at_the_ends_do_not_keep_a_text_from_being_found(typed):
    article = make_texts(WORDS)
    reindex()
    assert [row[:2] for row in found(typed)] == [(article.pk, "p1")]


def test_fifty_matches_are_told():
    make_texts(*[WORDS] * 51)
    reindex()
    assert len(found()) == 50


def test_twenty_entries_are_read():
    for _n in range(21):
        make_texts(WORDS)
    reindex()
    assert len({pk for pk, _anchor, _how in found()}) == 20


def test_what_is_found_says_nothing_of_being_short_cut_or_common():
    make_texts(WORDS)
    reindex()
    checked = check_quotation(WORDS)
    assert not (checked.is_short or checked.is_cut or checked.is_common)
    assert not check_quotation("two words").is_cut
