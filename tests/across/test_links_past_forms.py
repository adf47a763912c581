"""An address that was written past the forms is no link on a page or in a file."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from archive import editorial
from archive.citations import REFERENCE_FORMATS
from archive.models import Capture, Entry, LinkCheck
from tests.factories import make_article, make_photo, make_source

pytestmark = pytest.mark.django_db
SCRIPT = "javascript:alert(document.domain)"
PAST_FORMS = [SCRIPT, "data:text/html,x", " JavaScript:alert(1)", "vbscript:x"]
FILES = (*REFERENCE_FORMATS, "jsonld", "json", "txt")


class LinkReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.targets = []

    def handle_starttag(self, tag, attrs):
        names = ("href", "src", "action", "content")
        self.targets += [v for k, v in attrs if k in names and v]


def read_links(page):
    reader = LinkReader()
    reader.feed(page)
    return reader.targets


def get_file_url(entry, suffix):
    return reverse("archive:entry-format", args=[entry.id_code, suffix])


def make_with_address(kind, url):
    if kind == "article":
        entry = make_article(original_url=url, language="en")
    elif kind == "source":
        entry = make_source(original_url=url)
    else:
        entry = make_photo(licence=url, caption="A camera")
    editorial.record_creation(entry, None)
    editorial.submit(Entry.objects.get(pk=entry.pk), None)
    editorial.publish(Entry.objects.get(pk=entry.pk), None)
    return Entry.objects.get(pk=entry.pk)


@pytest.mark.parametrize("url", PAST_FORMS)
@pytest.mark.parametrize("kind", ["article", "source", "photo"])
def test_no_page_links_to_it(client, kind, url):
    entry = make_with_address(kind, url)
    LinkCheck.objects.create(
        entry=entry, url=url, state="dead", checked_at=entry.created_at
    )
    Capture.objects.create(
        entry=entry, external_url=url, audience="public", captured_at=entry.created_at
    )
    own = f"/entries/{entry.id_code}/"
    for path in (
        entry.get_absolute_url(),
        f"{own}cite/",
        f"{own}v1/",
        f"{own}history/",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        links = [link.strip().lower() for link in read_links(answer.content.decode())]
        assert links and not [
            link for link in links if link.startswith(url.strip().lower())
        ]
        assert url.strip() not in answer.headers.get("Link", "")


@pytest.mark.parametrize("suffix", FILES)
@pytest.mark.parametrize("kind", ["article", "source"])
def test_no_file_has_it(client, kind, suffix):
    entry = make_with_address(kind, SCRIPT)
    answer = client.get(get_file_url(entry, suffix))
    assert answer.status_code == 200
    assert "javascript:" not in answer.content.decode().lower()


def test_a_web_address_stays_a_link(client):
    entry = make_with_address("article", "https://news.example/1")
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "https://news.example/1" in read_links(page)
    record = json.loads(client.get(get_file_url(entry, "json")).content)
    assert record["original_url"] == "https://news.example/1"
