"""Links for programs: signposts, forms by `Accept`, unAPI, linked data."""

from __future__ import annotations

import html
import json

import pytest
from lxml import etree

from tests.across.pages.head import Head, an_article
from tests.factories import make_photo, make_source, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return an_article()


def test_the_linked_data_is_the_entry_in_schema_org(client, article):
    head = Head(client.get(article.get_absolute_url()).content.decode())
    (address,) = (
        row["href"] for row in head.links if row.get("type") == "application/ld+json"
    )
    text = client.get(address).content.decode()
    assert "<" not in text
    found = json.loads(text)
    assert found["@type"] == "NewsArticle"
    assert found["headline"]["@value"] == article.title
    assert found["isPartOf"] == {"@type": "Newspaper", "name": "Tagblatt, Zürich"}
    assert [a["familyName"] for a in found["author"]] == ["Muster", "Gogh"]
    assert found["datePublished"] == "2019-02-20"
    assert found["isBasedOn"] == {"@id": article.original_url}


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("dataset", "Dataset"),
        ("document", "DigitalDocument"),
        ("report", "Report"),
        ("social_post", "SocialMediaPosting"),
        ("web_page", "WebPage"),
        ("person", "CreativeWork"),
    ],
)
def test_a_source_is_what_schema_org_calls_it(client, kind, type_):
    source = published(make_source(source_kind=kind))
    found = client.get(f"/entries/{source.id_code}.jsonld").json()
    assert found["@type"] == type_
    link = client.get(source.get_absolute_url())["Link"]
    assert f'<https://schema.org/{type_}>; rel="type"' in link


def test_a_page_has_its_signposts(client, article):
    link = client.get(article.get_absolute_url())["Link"]
    own = f"http://127.0.0.1:8000/entries/{article.id_code}"
    assert f'<{own}>; rel="cite-as"' in link
    for suffix, kind in (
        ("ris", "application/x-research-info-systems"),
        ("jsonld", "application/ld+json"),
    ):
        described = f'</entries/{article.id_code}.{suffix}>; rel="describedby"'
        assert f'{described}; type="{kind}"' in link
    assert f'</entries/{article.id_code}.txt>; rel="item"; type="text/plain"' in link
    head = Head(client.get(article.get_absolute_url()).content.decode())
    assert [row["href"] for row in head.links if row["rel"] == "cite-as"] == [own]


def test_a_file_has_its_signposts(client, article):
    link = client.get(f"/entries/{article.id_code}.ris")["Link"]
    page = article.get_absolute_url()
    assert f'<{page}>; rel="canonical"' in link
    assert f'<{page}>; rel="describes"; type="text/html"' in link
    assert 'rel="cite-as"' in link


@pytest.mark.parametrize(
    ("licence", "linked"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", True),
        ("CC BY 4.0", False),
        ('https://x.example/">, <evil>; rel="type', False),
    ],
)
def test_a_licence_that_is_an_address_is_linked(client, licence, linked):
    photo = published(make_photo(licence=licence))
    link = client.get(photo.get_absolute_url())["Link"]
    assert ('rel="license"' in link) == linked
    assert "<evil>" not in link


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("", ""),
        ("*/*", ""),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ""),
        ("application/xhtml+xml", ""),
        ("image/png", ""),
        ("nonsense", ""),
        ("application/ld+json", "jsonld"),
        ("application/json", "json"),
        ("application/x-bibtex", "bib"),
        ("text/x-bibtex", "bib"),
        ("application/x-research-info-systems", "ris"),
        ("application/vnd.citationstyles.csl+json", "csl.json"),
        ("application/mods+xml", "mods.xml"),
        ("text/plain", "txt"),
        ("application/ld+json;q=0.5, text/html;q=0.9", ""),
        ("application/x-bibtex;q=0.5, application/ld+json", "jsonld"),
        ("text/html;q=0, application/x-bibtex;q=0.1", "bib"),
        ("application/x-bibtex" + " " * 980, "bib"),
        ("application/x-bibtex" + " " * 981, ""),  # nobody needs so much
    ],
)
def test_a_program_is_led_to_the_form_it_asks_for(client, article, accept, suffix):
    answer = client.get(f"/entries/{article.id_code}", headers={"accept": accept})
    assert answer.status_code == 303
    assert "Accept" in [part.strip() for part in answer["Vary"].split(",")]
    wanted = (
        f"/entries/{article.id_code}.{suffix}"
        if suffix
        else (article.get_absolute_url())
    )
    assert answer["Location"] == wanted


def test_a_language_asked_for_goes_along_to_the_file(client, article):
    answer = client.get(
        f"/entries/{article.id_code}?lang=de", headers={"accept": "text/x-bibtex"}
    )
    assert answer["Location"] == f"/entries/{article.id_code}.bib?lang=de"


def test_unapi_answers_as_it_is_specified(client, article):
    formats = client.get("/unapi")
    assert formats.status_code == 200
    assert formats["Content-Type"].startswith("application/xml")
    assert b" id=" not in formats.content
    of_entry = client.get("/unapi", {"id": article.id_code})
    assert of_entry.status_code == 300
    assert etree.fromstring(of_entry.content).get("id") == article.id_code
    asked = {"id": f"http://x.example/entries/{article.id_code}", "format": "bibtex"}
    assert b"@article" in client.get("/unapi", asked).content
    for row in etree.fromstring(formats.content):
        asked = {"id": article.id_code, "format": row.get("name")}
        answer = client.get("/unapi", asked)
        assert answer.status_code == 200
        assert "Datenbank" in html.unescape(answer.content.decode())
    unknown = client.get("/unapi", {"id": article.id_code, "format": "marc"})
    assert unknown.status_code == 406


@pytest.mark.parametrize(
    "asked", ["4f7k9q2t", "00000000", "x", "<x>", "a" * 500, "%00", "\x00"]
)
def test_unapi_knows_no_other_id(client, asked):
    for more in ({}, {"format": "ris"}):
        answer = client.get("/unapi", {"id": asked, **more})
        assert answer.status_code == 404


def test_a_stroke_behind_the_short_address_is_forgiven(client, article):
    answer = client.get(f"/entries/{article.id_code}/?v=1")
    assert answer.status_code == 301
    assert answer["Location"] == f"/entries/{article.id_code}?v=1"
