"""Every channel calls a kind of source by the same type: kind × channel, one table."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs

import pytest
import rispy
from django.db import IntegrityError, transaction
from lxml import html
from pybtex.database import parse_string

from archive.citations import SOURCE_TYPES
from archive.models import Source
from tests.factories import make_source, published

pytestmark = pytest.mark.django_db
CHANNELS = ("csl", "zotero", "ris", "bib", "biblatex", "endnote", "schema", "genre")
TABLE = {
    "person": "document document MANSCPT misc misc 34 CreativeWork statement",
    "agency_report": "article-newspaper newspaperArticle NEWS article article 23"
    " NewsArticle -",
    "social_post": "post blogPost BLOG misc online 56 SocialMediaPosting -",
    "dataset": "dataset dataset DATA misc misc 59 Dataset -",
    "document": "document document MANSCPT misc misc 34 DigitalDocument -",
    "law": "legislation statute STAT misc legislation 31 Legislation -",
    "judgment": "legal_case case CASE misc jurisdiction 7 DigitalDocument -",
    "report": "report report RPRT techreport report 27 Report -",
    "press_release": "report report RPRT techreport report 27 Article press_release",
    "photograph_series": "graphic artwork ART misc artwork 2 ImageGallery -",
    "map": "map map MAP misc misc 20 Map -",
    "web_page": "webpage webpage ELEC misc online 12 WebPage -",
    "interview": "interview letter PCOMM misc misc 26 CreativeWork -",
    "leak": "manuscript manuscript MANSCPT unpublished unpublished 34"
    " DigitalDocument leak",
}


def read_types(client, source):
    """The type of a source as each channel of a running site says it."""
    page = client.get(source.get_absolute_url())
    tree = html.fromstring(page.content.decode())
    (coins,) = tree.xpath("//span[@class='Z3988']/@title")
    (tagged,) = tree.xpath("//meta[@name='z:itemType']/@content")
    assert parse_qs(coins)["rft.type"] == [tagged]
    stem = f"/entries/{source.id_code}"
    (ris,) = rispy.loads(client.get(f"{stem}.ris").content.decode())
    unapi = client.get("/unapi", {"id": source.id_code, "format": "ris"})
    assert unapi.content.decode().startswith(f"TY  - {ris['type_of_reference']}\n")
    (csl,) = json.loads(client.get(f"{stem}.csl.json").content)
    bib, biblatex = (
        next(
            iter(
                parse_string(
                    client.get(f"{stem}.{suffix}").content.decode(), "bibtex"
                ).entries.values()
            )
        )
        for suffix in ("bib", "biblatex.bib")
    )
    endnote = client.get(f"{stem}.endnote.xml").content.decode()
    node = client.get(f"{stem}.jsonld").json()
    linked = f'<https://schema.org/{node["@type"]}>; rel="type"'
    assert linked in page["Link"]
    number = re.search(r"<ref-type[^>]*>(\d+)<", endnote)
    assert node.get("genre", "") == csl.get("genre", "")
    assert ris.get("type_of_work", "") == csl.get("genre", csl.get("medium", ""))
    return {
        "csl": csl["type"],
        "zotero": tagged,
        "ris": ris["type_of_reference"],
        "bib": bib.type,
        "biblatex": biblatex.type,
        "endnote": number[1] if number else "",
        "schema": node["@type"],
        "genre": csl.get("genre", "-").replace(" ", "_"),
    }


@pytest.mark.parametrize("kind", Source.SourceKind.values)
def test_all_channels_call_a_kind_by_its_type(client, kind):
    source = published(make_source(source_kind=kind, publisher="A publisher"))
    expected = dict(zip(CHANNELS, TABLE[kind].split(), strict=True))
    assert read_types(client, source) == expected


def test_each_kind_has_its_types():
    assert set(SOURCE_TYPES) == set(Source.SourceKind.values) == set(TABLE)


def test_the_court_of_a_judgment_is_told(client):
    source = published(make_source(source_kind="judgment", creator="Bundesgericht"))
    stem = f"/entries/{source.id_code}"
    (csl,) = json.loads(client.get(f"{stem}.csl.json").content)
    assert csl["authority"] == "Bundesgericht"
    (ris,) = rispy.loads(client.get(f"{stem}.ris").content.decode())
    assert ris["publisher"] == "Bundesgericht"


def test_the_database_refuses_an_unknown_kind():
    source = make_source()
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(source_kind="rumour")
    for kind in Source.SourceKind.values:
        Source.objects.filter(pk=source.pk).update(source_kind=kind)
