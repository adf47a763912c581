"""Feeds say what is new, in words that no reader's program runs."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from archive.models import Correction, EntryRegion, Region, Revision, Tag, Tagging
from archive.search import reindex
from tests.factories import make_article, make_event, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def shown(make_once):
    """An article about Xinjiang with a tag, and an event elsewhere."""
    return make_once(make_shown_entries)


def make_shown_entries():
    china = Region.objects.create(code="CN", level="country")
    region = Region.objects.create(code="CN-XJ", level="province", parent=china)
    tag = Tag.objects.create(scheme="theme", slug="surveillance")
    first = published(
        make_article(title="Cameras <b>& all</b>\x0b", date="2019-02", language="de")
    )
    EntryRegion.objects.create(entry=first, region=region)
    Tagging.objects.create(entry=first, tag=tag)
    second = published(make_event(title="Opened", date="2018"))
    reindex()
    return first, second


def feed(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def titles(client, path):
    return [e.findtext(f"{ATOM}title") for e in feed(client, path).iter(f"{ATOM}entry")]


CAMERAS = "Cameras <b>& all</b> "


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/feeds/latest/", ["Opened", CAMERAS]),
        ("/feeds/search/?q=cameras", [CAMERAS]),
        ("/feeds/search/?kind=event", ["Opened"]),
        ("/feeds/timeline/?from=2018&to=2018", ["Opened"]),
        ("/feeds/timeline/?q=cameras&from=2018&to=2018", []),
        ("/feeds/regions/CN/", [CAMERAS]),
        ("/feeds/regions/CN/?kind=event", []),
        ("/feeds/tags/theme/surveillance/", [CAMERAS]),
        ("/feeds/corrections/", []),
    ],
)
def test_a_feed_holds_what_its_page_finds_the_latest_first(client, shown, path, found):
    assert titles(client, path) == found


def test_a_feed_names_itself_its_page_and_its_entries_for_ever(client, shown):
    root = feed(client, "/feeds/search/?kind=article&page=3&unknown=1")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"].endswith("/feeds/search/?kind=article")
    assert links["alternate"].endswith("/search/?kind=article")
    entry = root.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id").endswith(f"/entries/{shown[0].id_code}")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert entry.findtext(f"{ATOM}summary") == "February 2019 (2019-02)"


def test_markup_in_a_summary_is_text_in_a_reader_of_html(client):
    published(make_article(summary="<script>alert(1)</script>"))
    summary = feed(client, "/feeds/latest/").find(f"{ATOM}entry/{ATOM}summary")
    assert summary.text == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_an_embargo_that_is_over_dates_the_entry(client):
    over = timezone.now() - timedelta(minutes=5)
    published(make_article(embargo_until=over))
    updated = feed(client, "/feeds/latest/").findtext(f"{ATOM}entry/{ATOM}published")
    assert updated[:10] >= over.date().isoformat()


def test_a_correction_of_a_hidden_entry_is_not_told(client, shown):
    for entry in shown:
        revision = Revision.objects.create(
            entry=entry,
            number=1,
            at=timezone.now(),
            verb="publish",
            state="{}",
            sha256="0" * 64,
            public_version=1,
        )
        Correction.objects.create(
            entry=entry,
            revision=revision,
            was_wrong="2017",
            is_right="2018",
            at=timezone.now(),
        )
    assert len(titles(client, "/feeds/corrections/")) == 2
    shown[0].status = "withdrawn"
    shown[0].save()
    assert titles(client, "/feeds/corrections/") == ["Opened"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feeds/regions/XX-99/", 404),
        ("/feeds/tags/theme/none/", 404),
        ("/feeds/search/?from=2020&to=2018", 400),
        ("/feeds/search/?region=XX-99", 400),
        ("/feeds/regions/cn-xj/?kind=event", 301),
    ],
)
def test_a_bad_address_is_answered_as_on_its_page(client, shown, path, status):
    assert client.get(path).status_code == status


@pytest.mark.parametrize(
    ("path", "parameter", "example"),
    [
        ("/feeds/search/?from=never", "from", "from=2018-05"),
        ("/feeds/search/?kind=x&page=0", "page", "page=2"),
        ("/feeds/regions/CN-XJ/?tag=x", "tag", "tag=theme/surveillance"),
        ("/search/export.csv?source=x", "source", "source="),
    ],
)
def test_a_program_is_told_the_wrong_parameter_in_plain_text(
    client, shown, path, parameter, example
):
    answer = client.get(path, headers={"accept-language": "en"})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    text = answer.content.decode()
    assert f"\n{parameter}: " in text and f"Example: {example}" in text


@pytest.mark.parametrize(
    "path", ["/search/", "/timeline/", "/corrections/", "/tags/theme/surveillance/"]
)
def test_a_page_names_its_feed(client, shown, path):
    text = page_text(client.get(path))
    wanted = path.replace("/", "/feeds/", 1)
    assert f'type="application/atom+xml" href="{wanted}"' in text
