"""What reference managers find on a page: each channel by itself gives the same item.

The readers below do what Zotero's translators do (unAPI with RIS, COinS, Embedded
Metadata), as far as these fields go: which field each name becomes, what outranks
what, how names are cut. Zotero itself is not run.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
import rispy
from lxml import etree

from archive.models import Citation, OutboxRow
from archive.search import process_outbox
from tests.across.pages.head import Head, an_article
from tests.factories import make_article, make_event, make_photo, make_source, published

pytestmark = pytest.mark.django_db

RIS_TYPES = {
    "NEWS": "newspaperArticle",
    "ART": "artwork",
    "DATA": "dataset",
    "BLOG": "blogPost",
    "ELEC": "webpage",
    "MANSCPT": "manuscript",
    "PCOMM": "letter",
}
# Zotero's types that have no field for a publication: what is found is dropped.
WITHOUT_PUBLICATION = {"artwork", "dataset", "letter", "manuscript"}
FIELDS = (
    "type",
    "title",
    "authors",
    "date",
    "publication",
    "language",
    "tags",
    "url",
    "archive",
    "locator",
)


def cut(author):
    """A name as Zotero cuts it: at a comma, else before the last word."""
    is_inverted = "," in author
    author = author.strip(" .,/[]:")
    if is_inverted:
        last, _comma, first = author.partition(", ")
        return last, first
    first, _space, last = author.rpartition(" ")
    return last, first


def by_unapi(client, head):
    """unAPI: of the formats that the server has, MODS, then RIS."""
    (server,) = (link["href"] for link in head.links if link["rel"] == "unapi-server")
    assert server.startswith("http")
    formats = etree.fromstring(client.get(server).content)
    names = {row.get("name"): row.get("type") for row in formats}
    assert "mods" not in names and "application/mods+xml" not in names.values()
    assert names["ris"] == "application/x-research-info-systems"
    found = []
    for code in head.ids:
        text = client.get(server, {"id": code, "format": "ris"}).content.decode()
        (row,) = rispy.loads(text)
        found.append(
            {
                "type": RIS_TYPES[row["type_of_reference"]],
                "title": row["title"],
                "authors": [
                    tuple((*a.split(", "), "")[:2]) for a in row.get("authors", [])
                ],
                "date": row.get("date", "").strip("/").replace("/", "-"),
                "publication": row.get("secondary_title", ""),
                "language": row.get("language", ""),
                "tags": row.get("keywords", []),
                "url": row["urls"][0],
                "archive": row["name_of_database"],
                "locator": row["accession_number"],
            }
        )
    return found


def by_coins(client, head):
    """OpenURL for Dublin Core; the archive's place stands in the description."""
    found = []
    for title in head.coins:
        pairs = [
            (key, unquote(value))
            for key, value in (part.split("=") for part in title.split("&"))
        ]
        one = dict(pairs)
        assert one["rft_val_fmt"] == "info:ofi/fmt:kev:mtx:dc"
        assert list(one).index("rft.type") < list(one).index("rft.title")
        archive, code, version, *_rest = one["rft.description"].split(", ")
        found.append(
            {
                "type": one["rft.type"],
                "title": one["rft.title"],
                "authors": [
                    cut(value) if key == "rft.au" else (value, "")
                    for key, value in pairs
                    if key in ("rft.au", "rft.aucorp")
                ],
                "date": one.get("rft.date", ""),
                "publication": one.get("rft.source", ""),
                "language": one.get("rft.language", ""),
                "tags": [value for key, value in pairs if key == "rft.subject"],
                "url": one["rft.identifier"],
                "archive": archive,
                "locator": f"{code}, {version}",
            }
        )
    return found


def by_tags(client, head):
    """Embedded Metadata: RDF from prefixed names, then Highwire over it."""
    rows: dict[str, list[str]] = {}
    for name, content in head.metas:
        rows.setdefault(re.sub(r"[.:_]", ":", name, count=1).lower(), []).append(
            content
        )

    def first(*names):
        return next((rows[name][0] for name in names if name in rows), "")

    kind = first("z:itemtype")
    og = {"website": "webpage", "book": "book"}.get(first("og:type"), "")
    return [
        {
            "type": kind or og or first("dc:type"),
            "title": first("citation:title", "dc:title", "og:title"),
            "authors": [cut(a) for a in rows.get("citation:author", [])],
            "date": first("prism:publicationdate", "dc:date"),
            "publication": ""
            if kind in WITHOUT_PUBLICATION
            else first(
                "citation:journal_title",
                "prism:publicationname",
                "dc:source",
                "dcterms:source",
                "og:site_name",
            ),
            "language": first("citation:language", "dc:language"),
            "tags": rows.get("dc:subject", []),
            "url": first("citation:public_url", "og:url"),
            "archive": first("z:archive"),
            "locator": first("z:archivelocation", "dc:coverage"),
        }
    ]


CHANNELS = {"unAPI": by_unapi, "COinS": by_coins, "tags": by_tags}


@pytest.fixture
def article():
    return an_article()


def publish_one_of_each_kind():
    photo = make_photo(title="Photo 7", credit_line="Bild: dpa", date="2019-02")
    post = make_source(
        title="A post",
        source_kind="social_post",
        creator="@researcher",
        original_url="https://social.example/1",
        publisher="Twitter",
    )
    data = make_source(
        title="数据",
        source_kind="dataset",
        creator="Associated Press",
        language="zh-Hans",
        date="2018/2020",
    )
    event = make_event(title="Found", date="[..2019-02-20]")
    return [published(entry) for entry in (photo, post, data, event)]


def pages(article):
    """An entry of each kind, and the item it has to become."""
    photo, post, data, event = publish_one_of_each_kind()
    return {
        article: (
            "newspaperArticle",
            [("Muster", "Clara"), ("van Gogh", "Vincent")],
            "2019-02-20",
            "Tagblatt, Zürich",
            "de-CH",
            ["R & D", "mass surveillance"],
            "https://news.example/1?a=b&c=d",
        ),
        photo: ("artwork", [("dpa", "")], "2019-02", "", "", [], None),
        post: (
            "blogPost",
            [("@researcher", "")],
            "",
            "Twitter",
            "",
            [],
            "https://social.example/1",
        ),
        data: (
            "dataset",
            [("Associated Press", "")],
            "2018/2020",
            "",
            "zh-Hans",
            [],
            None,
        ),
        event: (
            "webpage",
            [],
            f"{event.first_published_at:%Y-%m-%d}",
            "Surveillance Archive",
            "",
            [],
            None,
        ),
    }


@pytest.mark.parametrize("channel", list(CHANNELS))
def test_each_channel_alone_gives_the_whole_item(client, article, channel):
    for entry, wanted in pages(article).items():
        page = client.get(entry.get_absolute_url(), {"lang": "en"}).content.decode()
        (found,) = CHANNELS[channel](client, Head(page))
        kind, authors, date, publication, language, tags, url = wanted
        if channel == "unAPI" and "/" in date:  # RIS: the year; a note has the words
            assert found["date"] == "2018"
            found["date"] = date
        address = f"http://127.0.0.1:8000/entries/{entry.id_code}/v1/"
        assert found == {
            "type": kind,
            "title": entry.title,
            "authors": authors,
            "date": date,
            "publication": publication,
            "language": language,
            "tags": sorted(tags),
            "url": url or address,
            "archive": "Surveillance Archive",
            "locator": f"{entry.id_code_display}, version 1",
        } | {"tags": found["tags"]}
        assert sorted(found["tags"]) == sorted(tags)


def test_the_archive_is_nowhere_called_the_publication(client, article):
    text = client.get(article.get_absolute_url()).content.decode()
    rows = dict(Head(text).metas)
    assert rows["prism.publicationName"] == "Tagblatt, Zürich"  # outranks og:site_name
    assert rows["og:site_name"] == "Surveillance Archive"
    assert "DC.source" not in rows and "DC.coverage" not in rows


@pytest.mark.parametrize("kind", ["article", "web_page", "social_post", "judgment"])
def test_what_names_no_publication_does_not_name_the_archive(client, kind):
    made = make_article() if kind == "article" else make_source(source_kind=kind)
    text = client.get(published(made).get_absolute_url()).content.decode()
    rows = dict(Head(text).metas)
    assert "og:site_name" not in rows and "prism.publicationName" not in rows


@pytest.mark.parametrize("channel", ["unAPI", "COinS"])
def test_a_search_gives_a_list_of_the_same_items(client, article, channel):
    entries = pages(article)
    OutboxRow.objects.add(entry.pk for entry in entries)
    process_outbox()
    page = client.get("/search/", {"lang": "en", "sort": "date"}).content.decode()
    found = CHANNELS[channel](client, Head(page))
    assert len(found) == len(entries)
    alone = []
    for entry in entries:
        text = client.get(entry.get_absolute_url(), {"lang": "en"}).content.decode()
        alone += CHANNELS[channel](client, Head(text))
    by_title = {row["title"]: row for row in found}
    assert by_title == {row["title"]: row for row in alone}


def test_a_list_of_a_kind_offers_its_entries(client, article):
    text = client.get("/articles/").content.decode()
    assert Head(text).ids == [article.id_code]


def test_the_page_of_an_entry_offers_that_entry_alone(client, article):
    source = published(make_source())
    Citation.objects.create(entry=article, source=source)
    text = client.get(source.get_absolute_url()).content.decode()
    assert article.title.split()[0] in text
    assert Head(text).ids == [source.id_code]
