"""Quotations of a retold article are compared with its page word for word."""

from __future__ import annotations

import pytest

from archive.editorial import list_story_gaps
from archive.importers.captures import store_file_capture
from archive.models import Article, Capture, Citation, Passage
from tests.factories import make_article, make_source, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.only_on_sqlite("files")]
PAGE = b"<p>The mayor spoke of <b>forty</b> new cameras in her speech of Monday.</p>"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def anna():
    return make_user("anna", "editor")


def write_article(text, **fields):
    made = make_article(language="en", text_is="own_words", **fields)
    Passage.objects.create(article=made, anchor="p1", position=1, verbatim=text)
    return Article.objects.get(pk=made.pk)


def keep(entry, content):
    store_file_capture(entry, None, "a.html", b"<!doctype html>" + content, Capture())


def list_quotation_gaps(article, by):
    texts = [gap.text for gap in list_story_gaps(article, by)]
    return [text for text in texts if "quotation" in text or "word for word" in text]


def test_a_quotation_with_another_word_is_told_with_what_the_page_has(anna):
    article = write_article("She spoke of “sixty new cameras in her speech”.")
    keep(article, PAGE)
    (told,) = list_quotation_gaps(article, anna)
    assert "“sixty new cameras in her speech”" in told
    assert "The original has: “new cameras in her speech”" in told


def test_a_quotation_that_the_page_has_is_not_told(anna):
    article = write_article("She spoke of “forty new cameras in her speech”.")
    keep(article, PAGE)
    assert list_quotation_gaps(article, anna) == []


def test_what_nobody_wrote_is_told_and_so_is_a_text_without_a_page(anna):
    article = write_article("“This city belongs to all of us”, she said.")
    (told,) = list_quotation_gaps(article, anna)
    assert "can't be checked" in told
    keep(article, PAGE)
    (told,) = list_quotation_gaps(article, anna)
    assert "not in the original: “This city belongs to all of us”" in told


def test_a_text_that_quotes_nobody_or_is_the_original_is_not_compared(anna):
    assert (
        list_quotation_gaps(write_article("She spoke of a “smart” city."), anna) == []
    )
    verbatim = write_article("She spoke of “sixty new cameras”.")
    Article.objects.update(text_is="verbatim")
    verbatim.refresh_from_db()
    assert list_quotation_gaps(verbatim, anna) == []


def test_a_quotation_may_come_from_a_source_that_is_cited(anna):
    article = write_article("She spoke of “forty new cameras in her speech”.")
    source = make_source(title="The speech", created_by=anna)
    Citation.objects.create(entry=article, source=source)
    keep(article, b"<p>A report of the speech without any of its words.</p>")
    assert len(list_quotation_gaps(article, anna)) == 1
    keep(source, PAGE)
    assert list_quotation_gaps(article, anna) == []


def test_a_contributor_learns_nothing_of_the_copy_of_somebody_elses_source(anna):
    carla = make_user("carla", "contributor")
    article = write_article(
        "“sixty new cameras in her speech”, she said.", created_by=carla
    )
    source = make_source(title="The speech", created_by=anna)
    Citation.objects.create(entry=article, source=source)
    keep(source, PAGE)
    (told,) = list_quotation_gaps(article, carla)
    assert "can't be checked" in told
    (told,) = list_quotation_gaps(article, anna)
    assert "new cameras in her speech" in told
