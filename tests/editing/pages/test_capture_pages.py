"""The page of archived copies: a copy that may give somebody away is not released by
mistake."""

import pytest
from django.test import Client

from archive.importers.captures import store_file_capture
from archive.models import Capture
from tests.factories import make_article, make_user
from tests.importers.extraction.file_marks.files import BAR, TEXT, write_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(settings, tmp_path):
    """The editor's client and the address of the page of an article's copies."""
    settings.MEDIA_ROOT = tmp_path / "media"
    client = Client()
    client.force_login(make_user("egon", "editor"))
    article = make_article(title="A")
    for name, content in (("a.pdf", write_pdf(TEXT + BAR)), ("b.pdf", write_pdf(TEXT))):
        store_file_capture(article, None, name, content, Capture())
    return client, f"/desk/articles/{article.id_code}/captures/"


def release(page, copy, **more):
    client, address = page
    sent = {"capture": copy.pk, "audience": "public", **more}
    answer = client.post(address, sent, follow=True).content.decode()
    copy.refresh_from_db()
    return copy.audience, answer


def test_a_copy_that_may_give_somebody_away_is_released_by_who_read_how(page):
    marked, plain = Capture.objects.order_by("pk")
    audience, answer = release(page, marked)
    assert audience == "editors"
    assert "has text under bars or pictures: Zora Muster spoke." in answer
    assert release(page, marked, are_marks_read="on")[0] == "public"
    assert release(page, plain)[0] == "public"
