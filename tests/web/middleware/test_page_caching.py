"""Pages come from memory while the database is as it was, and never after."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive import editorial
from archive.models import Tagging, TagLabel
from archive.models.vocabulary.tag import Tag
from archive.web import page_cache
from tests.across.clock import Clock
from tests.factories import make_article, make_user, published

pytestmark = pytest.mark.django_db
_tests = count()


@pytest.fixture(autouse=True)
def rows_changed(monkeypatch):
    """SQLite's count of changed rows tells of changes within the test's transaction."""
    test = next(_tests)  # whose transaction is undone: its counts come again
    monkeypatch.setattr(
        page_cache,
        "read_database_state",
        lambda: f"{test} {connection.connection.total_changes}",
    )


@pytest.fixture
def article():
    return published(make_article(title="Cameras at each door", language="en"))


@pytest.fixture
def clock(monkeypatch):
    found = Clock()
    monkeypatch.setattr(timezone, "now", found)
    return found


def count_queries(client, path, **headers):
    with CaptureQueriesContext(connection) as asked:
        client.get(path, headers=headers)
    return len(asked)


@pytest.mark.parametrize(
    "path",
    ["/", "/articles/", "/timeline/", "/regions/", "/tags/", "/search/?kind=article"],
)
def test_the_second_answer_asks_the_database_nothing(client, article, path):
    first = client.get(path)
    assert count_queries(client, path) == 0
    second = client.get(path)
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)


@pytest.mark.parametrize(
    "path",
    [
        "/search/?q=cameras",
        "/timeline/?q=cameras",
        "/entries/{0}/report/",
        "/entries/{0}.json",
    ],
)
def test_a_readers_words_and_what_has_a_stamp_are_not_held(client, article, path):
    client.get(path.format(article.id_code))
    assert count_queries(client, path.format(article.id_code)) > 0


@pytest.mark.parametrize("name", ["cookie", "authorization", "range"])
def test_what_may_be_one_persons_is_not_held(client, article, name):
    client.get("/articles/")
    assert count_queries(client, "/articles/", **{name: "theme=dark"}) > 0


def test_each_language_host_and_query_has_its_own_page(client, article, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.get("/articles/", headers={"accept-language": "en"})
    german = client.get("/articles/", headers={"accept-language": "de"})
    assert 'lang="de"' in german.content.decode()
    assert count_queries(client, "/articles/", **{"accept-language": "zh"}) > 0
    assert count_queries(client, "/articles/?lang=de") > 0
    assert count_queries(client, "/articles/", host="archive.example") > 0


def test_a_withdrawn_entry_leaves_every_page_at_once(client, article):
    pages = [article.get_absolute_url(), "/", "/articles/", "/search/?kind=article"]
    for page in pages:
        assert "Cameras at each door" in client.get(page).content.decode()
    editorial.withdraw(article, make_user("dora", "publisher"), "It was wrong.")
    assert client.get(pages[0]).status_code == 410
    for page in pages:
        assert "Cameras at each door" not in client.get(page).content.decode()


def test_another_name_of_a_tag_shows_at_once(client, article):
    tag = Tag.objects.create(scheme="theme", slug="watching")
    label = TagLabel.objects.create(
        tag=tag, language="en", label="Watching", is_preferred=True
    )
    Tagging.objects.create(entry=article, tag=tag)
    page = article.get_absolute_url()
    assert "Watching" in client.get(page).content.decode()
    TagLabel.objects.filter(pk=label.pk).update(label="Surveying")
    assert "Surveying" in client.get(page).content.decode()


def test_the_end_of_an_embargo_shows_at_once(client, clock):
    article = published(make_article(title="Cameras at each door"))
    article.embargo_until = clock.now + timedelta(seconds=90)
    article.save()
    assert "Cameras" not in client.get("/articles/").content.decode()
    assert count_queries(client, "/articles/") == 0
    clock.forward(seconds=89)
    assert count_queries(client, "/articles/") == 0
    clock.forward(seconds=1)
    assert "Cameras" in client.get("/articles/").content.decode()


@pytest.mark.parametrize("path", ["/articles/", "/feeds/latest/", "/about/"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_who_returns_gets_304(client, article, path, encoding):
    first = client.get(path, headers={"accept-encoding": encoding}, follow=True)
    again = client.get(
        first.request["PATH_INFO"],
        headers={"accept-encoding": encoding, "if-none-match": first.headers["ETag"]},
    )
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(path, headers={"if-none-match": '"another"'}, follow=True)
    assert other.status_code == 200
