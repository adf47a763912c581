"""The desk page and the preview."""

import pytest

from archive.editorial import correct, publish, record_creation
from archive.models import Entry, OutboxRow, Passage, Placement, Revision
from tests.factories import make_article, make_photo, make_user, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client):
    user = make_user("anna", "editor")
    client.force_login(user)
    return user


@pytest.mark.only_on_sqlite("the page")
def test_the_desk_lists_what_waits(anna, client):
    record_creation(make_article(title="Mine"), anna)
    make_article(title="Reviewed", status="in_review")
    text = client.get("/desk/").content.decode()
    assert "Mine" in text
    assert "Waiting for review" in text
    assert "Reviewed" in text


@pytest.mark.only_on_sqlite("the page")
def test_captions_do_not_push_their_article_off_the_desk(anna, client):
    article = make_article(title="The article")
    record_creation(article, anna)
    for number in range(1, 14):
        photo = make_photo(title=f"LocatedNode {number}")
        record_creation(photo, anna)
        Placement.objects.create(
            article=article, photo=photo, anchor=f"c{number}", position=number
        )
    record_creation(make_photo(title="A photo of its own"), anna)
    text = client.get("/desk/").content.decode()
    assert "The article" in text
    assert "A photo of its own" in text
    assert "LocatedNode" not in text


def test_the_desk_asks_a_reader_to_log_in(client):
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert answer.url.startswith("/desk/admin/login/")


def test_a_preview_shows_the_page_with_new_captions_and_keeps_nothing(anna, client):
    article = make_article(title="Not yet")
    Passage.objects.create(article=article, anchor="p1", position=1, verbatim="Body.")
    photo = make_photo(caption="A new caption.")
    Placement.objects.create(article=article, photo=photo, anchor="c1", position=1)
    record_creation(article, anna)
    revisions = Revision.objects.count()
    text = client.get(f"/desk/preview/{article.id_code}/").content.decode()
    assert "Not yet" in text
    assert "It is not public" in text
    assert "Body." in text
    assert "A new caption." in text
    row = Entry.objects.get(pk=article.pk)
    assert (row.status, row.version) == ("draft", 0)
    assert Revision.objects.count() == revisions
    assert not OutboxRow.objects.exists()


def test_a_preview_of_a_correction_stands_in_the_place_of_the_original(anna, client):
    article = published(make_article(title="Before"))
    copy = correct(article, anna)
    copy.title = "After"
    copy.save()
    text = client.get(f"/desk/preview/{copy.id_code}/").content.decode()
    assert "After" in text
    assert article.id_code_display in text
    article.refresh_from_db()
    assert article.title == "Before"


@pytest.mark.only_on_sqlite("the page")
@pytest.mark.parametrize("is_correction", [False, True])
def test_a_preview_is_kept_by_no_cache_and_not_compressed(anna, client, is_correction):
    article = make_article(title="Shown before", summary="word " * 500)
    record_creation(article, anna)
    entry = article
    if is_correction:
        entry = correct(published(article), anna)
    client.force_login(anna)
    answer = client.get(
        f"/desk/preview/{entry.id_code}/", headers={"accept-encoding": "gzip"}
    )
    assert answer.status_code == 200 and b"word word" in answer.content
    assert answer["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in answer


def test_a_preview_is_for_the_desk_only(client):
    article = make_article()
    assert client.get(f"/desk/preview/{article.id_code}/").status_code == 302


@pytest.mark.only_on_sqlite("the page")
def test_a_preview_of_an_overtaken_correction_says_so(anna, client):
    article = published(make_article(title="Before"))
    copy = correct(article, anna)
    publish(article, None)
    answer = client.get(f"/desk/preview/{copy.id_code}/", follow=True)
    assert "newer published version" in answer.content.decode()
