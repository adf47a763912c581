"""What programs look for."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from archive.web.about import about_pages
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db


def test_the_sitemap_lists_public_entries_alone(client):
    shown = published(make_article(title="Shown"))
    make_article(title="Hidden")
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    places = [e.text for e in root.iter() if e.tag.endswith("loc")]
    assert [p for p in places if p and "/articles/" in p] == [
        f"http://127.0.0.1:8000{shown.get_absolute_url()}"
    ]


def test_a_large_sitemap_is_cut_in_parts(client, monkeypatch):
    monkeypatch.setattr(about_pages, "MOST_SITEMAP_ADDRESSES", 2)
    made = [published(make_article(title=f"Entry {n}")) for n in range(5)]
    whole = client.get("/sitemap.xml").content.decode()
    parts = re.findall(r"<loc>http://127.0.0.1:8000([^<]+)</loc>", whole)
    assert len(parts) == 3
    found = "".join(client.get(part).content.decode() for part in parts)
    assert all(entry.get_absolute_url() in found for entry in made)


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("", "Contact: http://127.0.0.1:8000/about/"),
        ("desk@example.org", "Contact: mailto:desk@example.org"),
        ("https://example.org/pgp", "Contact: https://example.org/pgp"),
    ],
)
def test_security_txt_says_whom_to_tell_and_until_when(client, settings, contact, line):
    settings.CONTACT = contact
    response = client.get("/.well-known/security.txt")
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/plain")
    assert line in text.splitlines()
    until = re.search(r"^Expires: (\S+)$", text, re.MULTILINE)
    assert until
    left = datetime.fromisoformat(until[1]) - datetime.now(UTC)
    assert timedelta(days=300) < left < timedelta(days=366)


def test_a_browser_can_ask_the_search(client):
    root = ElementTree.fromstring(client.get("/opensearch.xml").content)
    (url,) = [e for e in root if e.tag.endswith("Url")]
    assert url.attrib["template"] == "http://127.0.0.1:8000/search/?q={searchTerms}"
    assert 'href="/opensearch.xml"' in client.get("/").content.decode()


def test_robots_stay_out_of_the_desk(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in text
    assert "Allow: /search/$\nDisallow: /search/\n" in text  # the form, not the results
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text


@pytest.mark.parametrize("topic", about_pages.TOPICS)
def test_a_topic_has_its_page(client, topic):
    assert client.get(f"/about/{topic}/").status_code == 200
    assert f'href="/about/{topic}/"' in client.get("/about/").content.decode()


@pytest.mark.parametrize(
    ("language", "query"), [("en", "facial recognition"), ("zh-Hans", "人脸识别 监控")]
)
def test_examples_of_searches_are_in_the_readers_language(client, language, query):
    text = client.get("/about/search/", {"lang": language}).content.decode()
    assert f"<code>{query}</code>" in text
