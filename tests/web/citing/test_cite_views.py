"""A region's page and a search are cited with their number, day and address."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape

import pytest
from django.utils import timezone

from archive.citations import STYLES
from archive.models import EntryRegion, OutboxRow, Region, RegionName
from archive.search import process_outbox
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def region(make_once):
    return make_once(make_region)


def make_region():
    found = Region.objects.create(code="CN-XJ", level="province", is_listed=True)
    RegionName.objects.create(
        region=found, language="en", name="Xinjiang", is_preferred=True
    )
    for n in range(3):
        entry = published(make_article(title=f"Cameras {n}"))
        EntryRegion.objects.create(entry=entry, region=found)
        OutboxRow.objects.add([entry.pk])
    draft = make_article(title="Cameras, a draft")
    EntryRegion.objects.create(entry=draft, region=found)
    process_outbox()
    return found


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("path", "query", "said", "address"),
    [
        ("/regions/CN-XJ/cite/", {}, "xinjiang (cn-xj): 3 entries", "/regions/CN-XJ/"),
        ("/search/cite/", {"q": "cameras"}, "cameras", "/search/?q=cameras"),
        ("/search/cite/", {"q": "cameras"}, "3 results", "/search/?q=cameras"),
        ("/search/cite/", {"kind": "article"}, "search: 3 results", "?kind=article"),
    ],
)
def test_a_page_is_cited_in_every_style(
    client, settings, monkeypatch, region, style, path, query, said, address
):
    monkeypatch.setattr(timezone, "now", lambda: DAY)
    answer = client.get(path, query | {"style": style})
    assert answer.status_code == 200
    full = str(answer.context["cited"])
    assert said in full.lower()
    assert "2026" in full and address in full
    assert settings.BASE_URL in full
    assert address in unescape(answer.content.decode())


@pytest.mark.parametrize("path", ["/regions/CN-XJ/cite/", "/search/cite/"])
def test_an_unknown_style_is_told_the_known_ones(client, region, path):
    answer = client.get(path, {"style": "x"})
    assert answer.status_code == 400
    assert "apa, chicago-author-date" in answer.content.decode()


@pytest.mark.parametrize("path", ["/regions/CN-XJ/cite/", "/search/cite/"])
def test_a_wrong_date_stays_in_its_field_with_the_message(client, region, path):
    query = {"q": "cameras", "from": "yesterday", "kind": "article", "style": "mla"}
    answer = client.get(path, query)
    assert answer.status_code == 400
    form = answer.context["form"]
    assert list(form.errors) == ["from"]
    assert form["from"].value() == "yesterday" and form["q"].value() == "cameras"
    text = unescape(answer.content.decode())
    assert 'value="yesterday"' in text and 'aria-invalid="true"' in text
    assert '<option value="mla" selected>' in text
    assert '<input type="hidden" name="kind" value="article">' in text
    assert f'href="{path}?q=cameras&kind=article&style=mla"' in text


def test_a_wrong_filter_without_a_field_is_left_out_by_a_link(client, region):
    answer = client.get("/search/cite/", {"q": "cameras", "region": "XX-99"})
    assert answer.status_code == 400
    text = unescape(answer.content.decode())
    assert "a region we know" in text and 'href="/search/cite/?q=cameras"' in text


def test_the_pages_lead_to_their_citations(client, region):
    assert "/regions/CN-XJ/cite/" in client.get("/regions/CN-XJ/").content.decode()
    text = unescape(client.get("/search/?q=cameras").content.decode())
    assert "/search/cite/?q=cameras" in text
    moved = client.get("/regions/cn-xj/cite/?style=mla")
    assert moved["Location"] == "/regions/CN-XJ/cite/?style=mla"
    assert client.get("/regions/XX-YY/cite/").status_code == 404


def test_a_style_is_chosen_beside_the_search(client, region):
    text = client.get("/search/cite/?q=cameras&style=mla").content.decode()
    assert "/search/cite/?q=cameras&style=apa" in unescape(text)
