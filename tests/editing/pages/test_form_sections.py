"""What a form shows at once, and what it folds away."""

from __future__ import annotations

import pytest

from archive.editorial import record_creation
from archive.models import Author, Passage, Placement
from tests.admin.forms import fields
from tests.factories import make_article, make_photo, make_source, published

pytestmark = [pytest.mark.django_db, pytest.mark.only_on_sqlite("the form")]


@pytest.fixture
def article(anna):
    made = make_article(title="A draft", byline="Von Ludwig van Muster")
    photo = make_photo(caption="Kameras am Bahnhof.", credit_line="Bild: dpa")
    Placement.objects.create(article=made, photo=photo, anchor="c1", position=1)
    Passage.objects.create(article=made, anchor="p1", position=1, verbatim="To read.")
    Passage.objects.create(
        article=made,
        anchor="p2",
        position=2,
        verbatim="Subscribe now.",
        kind="boilerplate",
        left_out_because="advertising",
    )
    record_creation(made, anna[1])
    return made


def address(article):
    return f"/desk/articles/{article.id_code}/"


def find_rows(page, name):
    """The rows of a section as they are shown."""
    return next(each.rows for each in page.context["sections"] if each.name == name)


def test_a_saved_caption_is_folded_under_its_words(anna, article):
    page = anna[0].get(address(article))
    (row,) = find_rows(page, "placements")
    assert row.summary == "Kameras am Bahnhof. · Bild: dpa · no alternative text"
    assert not row.is_unfolded
    assert fields(page)["placements-0-caption"] == "Kameras am Bahnhof."


def test_a_saved_source_is_folded_under_its_title(anna, article):
    article.citations.create(
        source=make_source(title="A leak"),
        relation="quotes",
        passage=article.passages.get(anchor="p1"),
    )
    page = anna[0].get(address(article))
    (row,) = find_rows(page, "citations")
    assert row.summary == "A leak · quotes · p1"
    sent = {**fields(page), "citations-0-source": ""}
    (row,) = find_rows(anna[0].post(address(article), sent), "citations")
    assert row.form.errors
    assert not row.summary or row.is_unfolded


def test_a_caption_that_is_refused_is_open(anna, article):
    sent = fields(anna[0].get(address(article)))
    refused = {**sent, "placements-0-reading": "Kameras"}  # and not who says so
    (row,) = find_rows(anna[0].post(address(article), refused), "placements")
    assert row.form.errors
    assert (bool(row.summary), row.is_unfolded) == (True, True)
    emptied = {**sent, "placements-0-caption": "", "placements-0-photo": ""}
    (row,) = find_rows(anna[0].post(address(article), emptied), "placements")
    assert row.form.errors
    assert row.summary == ""


def test_what_was_kept_of_a_caption_is_open(anna, article):
    sent = fields(anna[0].get(address(article)))
    typed = {**sent, "placements-0-alt_text": "A mast.", "keep_for_later": "1"}
    anna[0].post(address(article), typed)
    (row,) = find_rows(anna[0].get(address(article)), "placements")
    assert row.is_unfolded


def test_only_the_passages_that_are_left_out_are_folded(anna, article):
    rows = find_rows(anna[0].get(address(article)), "passages")
    told = [row.summary for row in rows]
    assert told == ["", "Subscribe now. · advertising", ""]


def test_the_particle_of_a_name_is_seen_where_there_is_one(anna, article):
    Author.objects.create(
        entry=article, position=1, family="Muster", non_dropping_particle="van"
    )
    Author.objects.create(entry=article, position=2, literal="dpa")
    rows = find_rows(anna[0].get(address(article)), "authors")
    assert [row.is_open for row in rows] == [True, False, False]


@pytest.mark.parametrize(
    ("role", "is_asked"), [("contributor", False), ("editor", True)]
)
def test_an_outlet_is_added_only_by_who_may(enter, role, is_asked):
    browser, _user = enter("berta", role)
    page = browser.get("/desk/articles/new/")
    assert (b'name="new_outlet"' in page.content) is is_asked
    sent = {**fields(page), "title": "A title", "outlet": "Neue Probe"}
    refused = browser.post("/desk/articles/new/", {**sent, "new_outlet": "on"})
    assert refused.status_code == (302 if is_asked else 200)


def test_a_second_entry_of_an_address_is_asked_for_once_it_is_refused(anna, article):
    published(make_article(title="There", original_url="https://example.org/a"))
    page = anna[0].get(address(article))
    assert b'name="same_address"' not in page.content
    sent = {**fields(page), "original_url": "https://example.org/a"}
    page = anna[0].post(address(article), sent)
    assert b'name="same_address"' in page.content
