"""A feed is a page for people, and Atom or JSON for programs, at the same address."""

from __future__ import annotations

import re
from html import unescape

import pytest

from archive.models import Region, Tag
from archive.search import reindex
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db

BROWSER = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
    "*/*;q=0.8"
)
FEED_READER = (
    "application/rss+xml, application/rdf+xml, application/atom+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.7, */*;q=0.5"
)
ATOM = "application/atom+xml; charset=utf-8"
JSON = "application/feed+json; charset=utf-8"
HTML = "text/html; charset=utf-8"
FEEDS = (
    "/feeds/latest/",
    "/feeds/search/?q=cameras",
    "/feeds/timeline/",
    "/feeds/changes/",
    "/feeds/corrections/",
    "/feeds/log/",
    "/feeds/regions/CN/",
    "/feeds/tags/theme/watching/",
)


@pytest.fixture
def shown(make_once):
    return make_once(make_shown)


def make_shown():
    Region.objects.create(code="CN", level="country", is_listed=True)
    Tag.objects.create(scheme="theme", slug="watching", is_listed=True)
    entry = published(
        make_article(
            title="Cameras <b>& all</b>", summary="<i>Many</i>", date="2019-02"
        )
    )
    reindex()
    return entry


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (BROWSER, HTML),
        ("text/html", HTML),
        ("text/html, */*;q=0.1", HTML),
        (FEED_READER, ATOM),
        ("application/atom+xml", ATOM),
        ("application/xml;q=0.9, text/html;q=0.5", ATOM),
        ("*/*", ATOM),
        ("image/png", ATOM),
        ("", ATOM),
        ("x" * 5000 + ", text/html", ATOM),
        ("application/feed+json, */*;q=0.1", JSON),
        ("application/json", JSON),
    ],
)
def test_a_feed_comes_in_the_form_that_is_asked_for(client, shown, accept, media_type):
    answer = client.get("/feeds/latest/", headers={"accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, media_type)
    assert "accept" in answer["Vary"].lower().replace(" ", "").split(",")
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize(("suffix", "media_type"), [("atom", ATOM), ("json", JSON)])
def test_a_file_is_the_same_whatever_is_asked_for(
    client, shown, feed, suffix, media_type
):
    path, _mark, query = feed.partition("?")
    address = f"{path}feed.{suffix}" + (f"?{query}" if query else "")
    answers = [
        client.get(address, headers={"accept": one}) for one in (BROWSER, FEED_READER)
    ]
    assert {answer["Content-Type"] for answer in answers} == {media_type}
    assert "accept," not in f"{answers[0]['Vary'].lower()},".replace(" ", "")


@pytest.mark.parametrize("feed", FEEDS)
def test_the_page_says_the_addresses_and_the_latest(client, shown, feed):
    answer = client.get(feed, headers={"accept": BROWSER})
    assert answer.status_code == 200
    text = unescape(answer.content.decode())
    path, _mark, query = feed.partition("?")
    for suffix in ("atom", "json"):
        address = f"{path}feed.{suffix}" + (f"?{query}" if query else "")
        assert f"{address}</a>" in text
        assert client.get(address).status_code == 200
    if "corrections" not in feed and "log" not in feed and "/CN/" not in feed:
        is_listed = 'href="/entries/' in text
        assert is_listed == ("watching" not in feed)


def test_titles_and_summaries_are_text_on_the_page(client, shown):
    text = client.get("/feeds/latest/", headers={"accept": BROWSER}).content.decode()
    assert "Cameras &lt;b&gt;&amp; all&lt;/b&gt;" in text
    assert "&lt;i&gt;Many&lt;/i&gt;" in text
    assert "<i>Many" not in text


def test_a_json_feed_is_whole(client, shown):
    feed = client.get("/feeds/search/feed.json?kind=article&page=3&x=1").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"].endswith("/feeds/search/feed.json?kind=article")
    assert feed["home_page_url"].endswith("/search/?kind=article")
    (item,) = feed["items"]
    assert item["title"] == "Cameras <b>& all</b>"
    assert item["content_text"] == "February 2019 (2019-02) <i>Many</i>"
    assert item["id"] == item["url"] and item["id"].endswith(shown.id_code)
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", item["date_published"]
    )


def test_each_form_of_a_feed_has_the_same_id(client, shown):
    def read_id(path):
        return re.search(r"<id>([^<]*)</id>", client.get(path).content.decode())[1]

    assert read_id("/feeds/latest/") == read_id("/feeds/latest/feed.atom")


def test_addresses_to_copy_keep_the_language_of_the_page(client, shown):
    answer = client.get("/feeds/latest/?lang=de", headers={"accept": BROWSER})
    assert "/feeds/latest/feed.atom?lang=de</a>" in answer.content.decode()
    feed = client.get("/feeds/latest/feed.atom?lang=de").content.decode()
    assert 'xml:lang="de"' in feed


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feeds/latest/feed.rss", 404),
        ("/feeds/latest/feed.", 404),
        ("/feeds/regions/XX-99/feed.json", 404),
        ("/feeds/search/feed.json?from=never", 400),
    ],
)
def test_a_bad_address_of_a_file_is_refused(client, shown, path, status):
    assert client.get(path).status_code == status


def test_a_former_region_code_leads_to_the_same_form(client, shown):
    answer = client.get("/feeds/regions/cn/feed.json?kind=event")
    assert answer["Location"] == "/feeds/regions/CN/feed.json?kind=event"
