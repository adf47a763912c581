"""Every citable address carries the same item: address × channel × field, one table."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
import rispy

from archive.editorial import correct, publish, record_creation, record_edit, submit
from archive.models import Article, Correction, Entry, Outlet, Passage
from archive.search import process_outbox
from tests.across.pages.head import Head
from tests.factories import make_article, make_noted_user

pytestmark = pytest.mark.django_db
HOME = "http://127.0.0.1:8000"


@pytest.fixture
def article(db):
    """An article at version 2, whose title was corrected."""
    anna, dora = make_noted_user("anna", "editor"), make_noted_user("dora", "publisher")
    made = make_article(
        title=TITLES[1],
        date="2019-02-20",
        byline="Clara Muster und Vincent van Gogh",
        language="de-CH",
        outlet=Outlet.objects.create(name="Tagblatt, Zürich"),
        original_url="https://news.example/1?a=b&c=d",
    )
    Passage.objects.create(
        article=made, anchor="p1", position=1, verbatim="Ein Satz.", language="de-CH"
    )
    record_creation(made, anna)
    submit(made, anna)
    publish(made, dora)
    copy = correct(Entry.objects.get(pk=made.pk), anna)
    copy.title = TITLES[2]
    copy.save()
    record_edit(copy, anna)
    Correction.objects.create(entry=copy, was_wrong="alt", is_right="neu")
    submit(copy, anna)
    publish(copy, dora)
    process_outbox()
    return Article.objects.get(pk=made.pk)


# Each page on which an entry is cited, and the version that it cites.
ENTRY_ADDRESSES = {
    "page": ("/articles/{id}/{slug}/", 2),
    "page of a cited version": ("/articles/{id}/{slug}/?v=1", 2),
    "cite page": ("/entries/{id}/cite/", 2),
    "cite page of a passage": ("/entries/{id}/cite/?passage=p1", 2),
    "current version": ("/entries/{id}/v2/", 2),
    "former version": ("/entries/{id}/v1/", 1),
    "passage of a version": ("/entries/{id}/v1/?passage=p1", 1),
    "basket": ("/basket/?id={id}", 2),
}
TITLES = {1: 'Datenbank "zeigt" <b>Ausmass</b>', 2: "Datenbank zeigt & mehr"}


def read_coins(head):
    (coins,) = head.coins
    pairs = [part.split("=") for part in coins.split("&")]
    one = {key: unquote(value) for key, value in pairs}
    return {
        "type": one["rft.type"],
        "title": one["rft.title"],
        "author": one["rft.au"],
        "date": one["rft.date"],
        "publication": one["rft.source"],
        "url": one["rft.identifier"],
        "place": one["rft.description"].split(", http")[0].partition(", ")[2],
    }


def read_unapi(client, head):
    (code,) = head.ids
    text = client.get("/unapi", {"id": code, "format": "ris"}).content.decode()
    (row,) = rispy.loads(text)
    return {
        "type": {"NEWS": "newspaperArticle"}[row["type_of_reference"]],
        "title": row["title"],
        "author": row["authors"][-1],
        "date": row["date"].strip("/").replace("/", "-"),
        "publication": row["secondary_title"],
        "url": row["urls"][0],
        "place": row["accession_number"],
    }


def read_tags(head):
    rows = {}
    for name, content in head.metas:
        rows.setdefault(name, []).append(content)
    return {
        "type": rows["z:itemType"][0],
        "title": rows["citation_title"][0],
        "author": rows["citation_author"][-1],
        "date": rows["citation_publication_date"][0].replace("/", "-"),
        "publication": rows["prism.publicationName"][0],
        "url": rows["citation_public_url"][0],
        "place": rows["z:archiveLocation"][0],
    }


@pytest.mark.parametrize("name", list(ENTRY_ADDRESSES))
def test_every_address_of_an_entry_carries_the_same_item(client, article, name):
    path, version = ENTRY_ADDRESSES[name]
    page = client.get(path.format(id=article.id_code, slug=article.slug))
    assert page.status_code == 200
    head = Head(page.content.decode())
    wanted = {
        "type": "newspaperArticle",
        "title": TITLES[version],
        "author": "van Gogh, Vincent",
        "date": "2019-02-20",
        "publication": "Tagblatt, Zürich",
        "url": "https://news.example/1?a=b&c=d",
        "place": f"{article.id_code_display}, version {version}",
    }
    assert read_coins(head) == wanted
    assert read_unapi(client, head) == wanted
    if name != "basket":  # its head is that of a list
        assert read_tags(head) == wanted


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/search/cite/?q=Datenbank", "Search for “Datenbank”: 1 result"),
        ("/search/cite/", "Search: 1 result"),
    ],
)
def test_a_search_carries_the_page_that_is_cited(client, article, path, title):
    head = Head(client.get(path).content.decode())
    rows = dict(head.metas)
    assert rows["citation_title"] == title
    assert rows["z:itemType"] == "webpage"
    assert rows["prism.publicationName"] == "Surveillance Archive"
    assert rows["citation_public_url"].startswith(f"{HOME}/search/")
    (coins,) = head.coins
    assert f"rft.title={title.split()[0].rstrip(':')}" in coins


def test_a_version_has_its_signposts(client, article):
    answer = client.get(f"/entries/{article.id_code}/v1/")
    own = f"{HOME}/entries/{article.id_code}"
    for link in (
        f'<{own}/v1/>; rel="cite-as"',
        f'<{own}/v1/record.json>; rel="describedby"; type="application/json"',
        f'<{own}/v1/record.json>; rel="item"; type="application/json"',
        f'<{own}>; rel="collection"; type="text/html"',
        '<https://schema.org/NewsArticle>; rel="type"',
        f'<{own}/timegate/>; rel="timegate"',
    ):
        assert link in answer["Link"]


def test_the_record_and_its_redirects_lead_to_the_timegate(client, article):
    own = f"{HOME}/entries/{article.id_code}"
    gate = f'<{own}/timegate/>; rel="timegate"'
    for path in (
        article.get_absolute_url(),
        f"/entries/{article.id_code}",
        f"/articles/{article.id_code}/another-slug/",
    ):
        answer = client.get(path)
        assert gate in answer["Link"], path
        assert f'<{own}>; rel="original"' in answer["Link"]


def test_one_timegate_serves_all_addresses(client, article):
    code = article.id_code
    for address in (
        f"{HOME}/entries/{code}",
        f"entries/{code}",
        article.get_absolute_url().lstrip("/"),
    ):
        answer = client.get(f"/timegate/{address}")
        assert answer.status_code == 302, address
        assert answer["Location"] == f"{HOME}/entries/{code}/v2/"
        assert "accept-datetime" in answer["Vary"]
    for address in ("https://other.example/entries/" + code, "search/", "entries/x"):
        assert client.get(f"/timegate/{address}").status_code == 404


def test_unapi_has_no_version_that_never_was(client, article):
    asked = {"id": f"{article.id_code}/v9", "format": "ris"}
    assert client.get("/unapi", asked).status_code == 404
