"""A retold article that takes over words of its original is not published."""

from __future__ import annotations

import pytest

from archive import editorial
from archive.editorial import EditorialError
from archive.importers.captures import store_file_capture
from archive.importers.warcs import pack_page_warc
from archive.models import Article, Capture, Passage
from tests.factories import make_article, make_user
from tests.importers.extraction.file_marks.files import TEXT, write_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.only_on_sqlite("files")]
COPIED = "The city has bought forty new cameras for its station."
PAGE = f"""<html><head><script>var a = "{COPIED}";</script></head><body><p>A report.
</p><p>The <b>city</b> has bought forty&nbsp;new cameras for its station.</p></body>"""
RETOLD = "Forty cameras were bought, and the station gets them."


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def article():
    return write_article(COPIED)


def write_article(text, **fields):
    fields = {"text_is": "own_words", "summary": "A sum of it.", **fields}
    made = make_article(title="Cameras", language="en", **fields)
    Passage.objects.create(article=made, anchor="p1", position=1, verbatim=text)
    editorial.record_creation(made, None)
    return made


def keep(article, name, content):
    store_file_capture(article, None, name, content, Capture())


FILES = {
    "a.html": PAGE.encode(),
    "a.warc.gz": pack_page_warc("https://example.org/", PAGE.encode(), "text/html"),
    "a.pdf": write_pdf(TEXT.replace("Zora Muster spoke.", COPIED)),
}


@pytest.mark.parametrize("name", FILES)
def test_a_copy_of_the_original_is_compared_whatever_its_type(article, name):
    keep(article, name, FILES[name])
    with pytest.raises(EditorialError, match="city has bought forty new cameras"):
        editorial.submit(article, None)
    article.refresh_from_db()
    assert article.status == "draft"


def test_what_is_retold_or_quoted_is_submitted_and_published(article):
    keep(article, "a.html", PAGE.encode())
    for text in (RETOLD, f"“{COPIED}”"):
        Passage.objects.filter(article=article).update(verbatim=text)
        editorial.submit(article, None)
        editorial.send_back(article, None, "Once more.")
    editorial.submit(article, None)
    assert editorial.publish(article, make_user("dora", "publisher")) == 1


def test_words_that_came_in_during_review_are_not_published(article):
    Passage.objects.filter(article=article).update(verbatim=RETOLD)
    keep(article, "a.html", PAGE.encode())
    editorial.submit(article, None)
    Article.objects.filter(pk=article.pk).update(summary=COPIED)
    Passage.objects.filter(article=article).update(verbatim=COPIED)
    with pytest.raises(EditorialError):
        editorial.publish(article, None)
    article.refresh_from_db()
    assert article.status == "in_review"


@pytest.mark.parametrize("field", ["lead", "summary", "reply"])
def test_lead_summary_and_reply_are_retold_too(field):
    made = write_article(RETOLD, **{field: COPIED})
    keep(made, "a.html", PAGE.encode())
    with pytest.raises(EditorialError):
        editorial.submit(made, None)


def test_a_correction_is_compared_with_the_original_of_its_article(article):
    Passage.objects.filter(article=article).update(verbatim=RETOLD)
    keep(article, "a.html", PAGE.encode())
    editorial.submit(article, None)
    editorial.publish(article, None)
    copy = editorial.correct(article, None)
    Passage.objects.filter(article=copy).update(verbatim=COPIED)
    with pytest.raises(EditorialError):
        editorial.submit(copy, None)


def test_a_full_text_is_what_it_is():
    made = write_article(COPIED, text_is="full")
    keep(made, "a.html", PAGE.encode())
    editorial.submit(made, None)
    assert editorial.publish(made, None) == 1


def test_a_file_that_cannot_be_read_is_not_compared(article):
    keep(article, "a.pdf", b"%PDF-1.7\nbroken")
    editorial.submit(article, None)
    article.refresh_from_db()
    assert article.status == "in_review"
