"""What was added, corrected and withdrawn, by week, for readers and for programs."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from archive.editorial import correct, publish, record_creation, submit, withdraw
from archive.models import Correction, Entry, EntryRegion, Region, Tag, Tagging
from archive.search import reindex
from archive.text.dates import parse_edtf
from archive.web.changes import changes_page
from tests.factories import make_article, make_event, make_user, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db

JUNE, JULY = datetime(2026, 6, 30, 12, tzinfo=UTC), datetime(2026, 7, 2, 12, tzinfo=UTC)


@pytest.fixture
def editors():
    return make_user("anna", "editor"), make_user("dora", "publisher")


@pytest.fixture
def changed(editors):
    """Of Xinjiang an article, added in June and corrected in July; an event elsewhere;
    and an article that was added, tagged and withdrawn."""
    china = Region.objects.create(code="CN", level="country")
    place = Region.objects.create(code="CN-XJ", level="province", parent=china)
    tag = Tag.objects.create(scheme="theme", slug="watching")
    article = make_article(title="Cameras", language="de")
    record_creation(article, None)
    submit(article, None)
    publish(article, None)
    event = published(make_event(title="Opened", language="en"))
    gone = published(make_article(title="Geheimvogel", summary="Vogelsang"))
    for entry in (article, gone):
        EntryRegion.objects.create(entry=entry, region=place)
        Tagging.objects.create(entry=entry, tag=tag)
    correct_in_public(article, *editors)
    withdraw(gone, editors[1], "Asked for by the author.")
    date_changes(article, event)
    reindex()
    return article, event, gone


def correct_in_public(article, anna, dora):
    copy = correct(article, anna)
    Correction.objects.create(entry=copy, was_wrong="742 cameras", is_right="724")
    submit(copy, anna)
    publish(copy, dora)


def date_changes(article, event):
    Entry.objects.filter(pk=article.pk).update(first_published_at=JUNE)
    Entry.objects.filter(pk=event.pk).update(first_published_at=JULY)
    Correction.objects.update(at=JULY + timedelta(hours=1))
    late = datetime(2026, 8, 1, 12, tzinfo=UTC)
    Entry.objects.filter(status="withdrawn").update(modified_at=late)


def rows(client, path):
    """(type, title) of each row, in order."""
    text = page_text(client.get(path))
    found = re.findall(
        r'<span class="type">(\w+)</span>.*?<h3[^>]*>.*?>([^<]+)</a>', text, re.DOTALL
    )
    return [(kind, unescape(title).strip()) for kind, title in found]


ADDED, CORRECTED = ("Added", "Cameras"), ("Corrected", "Cameras")
OPENED = ("Added", "Opened")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", ["gone", CORRECTED, OPENED, ADDED]),
        ("?change=added", [OPENED, ADDED]),
        ("?change=corrected", [CORRECTED]),
        ("?change=withdrawn", ["gone"]),
        ("?added=2026-07", [CORRECTED, OPENED]),
        ("?added=2026-07/..", ["gone", CORRECTED, OPENED]),
        ("?added=../2026-06", [ADDED]),
        ("?added=2026-08-01", ["gone"]),
        ("?kind=event", [OPENED]),
        ("?kind=-event", ["gone", CORRECTED, ADDED]),
        ("?region=CN", ["gone", CORRECTED, ADDED]),
        ("?region=-CN", ["gone", OPENED]),
        ("?tag=theme/watching&added=2026-07", [CORRECTED]),
        ("?language=en", ["gone", OPENED]),
        ("?q=cameras", ["gone", CORRECTED, ADDED]),
        ("?q=cameras&added=2026-07", [CORRECTED]),
        ("?q=vogelsang", ["gone"]),
        ("?added=2020", []),
    ],
)
def test_changes_stand_latest_first_under_any_filter(client, changed, query, wanted):
    gone = ("Withdrawn", changed[2].id_code_display)
    shown = [gone if row == "gone" else row for row in wanted]
    assert rows(client, f"/changes/{query}") == shown
    n = len(wanted)
    text = page_text(client.get(f"/changes/{query}"))
    assert f"{n} change{'' if n == 1 else 's'}" in text
    feed = client.get(f"/feeds/changes/feed.json{query}").json()
    assert [item["title"] for item in feed["items"]] == [
        f"{kind}: {title}" for kind, title in shown
    ]


def test_weeks_are_headings_that_lead_to_the_week(client, changed):
    text = page_text(client.get("/changes/?language=de"))
    weeks = re.findall(r'<h2 id="h-\d">\s*<a href="([^"]+)">\s*([^<]+?)\s*</a>', text)
    assert [(unescape(url), name) for url, name in weeks] == [
        (
            "/changes/?language=de&added=2026-07-27%2F2026-08-02",
            "Week of 27 July 2026",
        ),
        (
            "/changes/?language=de&added=2026-06-29%2F2026-07-05",
            "Week of 29 June 2026",
        ),
    ]
    assert rows(client, unescape(weeks[1][0])) == [CORRECTED, ADDED]


@pytest.mark.only_on_sqlite("the page")
def test_a_correction_says_what_was_wrong_and_leads_to_both_versions(client, changed):
    text = page_text(client.get("/changes/?change=corrected"))
    assert "742 cameras" in text and ">724<" in text
    assert f'href="/entries/{changed[0].id_code}/diff/1/2/"' in text
    assert client.get(f"/entries/{changed[0].id_code}/diff/1/2/").status_code == 200


def test_of_a_withdrawn_entry_only_its_tombstone_is_told(client, changed):
    for path in ("/changes/", "/feeds/changes/", "/feeds/changes/feed.json"):
        text = client.get(path).content.decode()
        assert "Asked for by the author." in text
        for word in ("Geheimvogel", "geheimvogel", "Vogelsang", "theme/watching"):
            assert word not in text, path
    Entry.objects.filter(pk=changed[2].pk).update(tombstone_title="A report")
    assert rows(client, "/changes/?change=withdrawn") == [("Withdrawn", "A report")]


def test_no_filter_tells_what_a_withdrawn_entry_was(client, changed):
    article, _event, gone = changed
    queries = (
        "",
        "?region=CN-XJ",
        "?region=-CN-XJ",
        "?tag=theme/watching",
        "?tag=-theme/watching",
        "?language=de",
        "?language=-de",
        "?q=vogelsang",
        "?from=2019&to=2019",
        "?undated=1",
        f"?source={article.id_code}",
    )
    doors = ("/changes/", "/feeds/changes/feed.json")
    addresses = [f"{door}{query}" for door in doors for query in queries]
    before = [client.get(address).content for address in addresses]
    assert all(gone.id_code.encode() in content for content in before)
    EntryRegion.objects.filter(entry=gone).delete()
    Tagging.objects.filter(entry=gone).delete()
    year = parse_edtf("2019")
    days = {"date_earliest": year.earliest, "date_latest": year.latest}
    Entry.objects.filter(pk=gone.pk).update(
        language="de", title="Andere", summary="", date=year.text, **days
    )
    reindex()
    assert [client.get(address).content for address in addresses] == before


def test_what_readers_never_saw_is_no_change(client, editors):
    later = timezone.now() + timedelta(days=1)
    make_article(title="Hidden draft")
    published(make_article(title="Hidden embargo", embargo_until=later))
    published(make_article(title="Hidden source", audience="editors"))
    for more in ({"embargo_until": later}, {"audience": "editors"}):
        gone = published(make_article(title="Hidden and gone", **more))
        withdraw(gone, editors[1], "Nobody may know.")
    hidden = published(make_article(title="Hidden and corrected"))
    correct_in_public(hidden, *editors)
    Entry.objects.filter(pk=hidden.pk).update(audience="editors")
    assert rows(client, "/changes/") == []
    assert "No changes match" in page_text(client.get("/changes/"))
    assert client.get("/feeds/changes/feed.json").json()["items"] == []


@pytest.mark.only_on_sqlite("the page")
def test_a_correction_before_the_embargo_ended_counts_from_its_end(client, editors):
    article = published(make_article(title="Waited"))
    correct_in_public(article, *editors)
    Correction.objects.update(at=JUNE)
    Entry.objects.filter(pk=article.pk).update(first_published_at=JULY)
    assert rows(client, "/changes/?added=2026-06") == []
    assert len(rows(client, "/changes/?added=2026-07")) == 2


@pytest.mark.only_on_sqlite("the page")
def test_each_page_follows_on_the_one_before(client, changed, monkeypatch):
    monkeypatch.setattr(changes_page, "CHANGES_PER_PAGE", 3)
    everything = rows(client, "/changes/") + rows(client, "/changes/?page=2")
    assert [kind for kind, _title in everything] == [
        "Withdrawn",
        "Corrected",
        "Added",
        "Added",
    ]
    assert client.get("/changes/?page=3").status_code == 404
    monkeypatch.setattr(changes_page, "CHANGES_PER_PAGE", 1)
    text = unescape(page_text(client.get("/changes/?change=added")))
    assert '<a href="/changes/?change=added&page=2" rel="next">' in text


@pytest.mark.only_on_sqlite("the page")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("added=yesterday", "Write the date"),
        ("added=soon", "Try 2019"),
        ("change=erased", "Choose one of: added, corrected, withdrawn."),
        ("region=XX-99", "isn’t a region"),
        ("kind=x", "Choose one of"),
    ],
)
def test_a_wrong_value_is_said_with_a_way_out(client, changed, query, said):
    answer = client.get(f"/changes/?{query}")
    assert answer.status_code == 400
    assert said.replace("’", "'") in unescape(answer.content.decode())
    assert "Cameras" not in answer.content.decode()
    assert client.get(f"/feeds/changes/?{query}").status_code == 400


@pytest.mark.only_on_sqlite("the page")
def test_the_page_names_its_feeds_with_its_filters(client, changed):
    text = unescape(page_text(client.get("/changes/?kind=event&page=1")))
    assert 'type="application/atom+xml" href="/feeds/changes/?kind=event"' in text
    assert (
        'type="application/feed+json" href="/feeds/changes/feed.json?kind=event"'
        in text
    )


@pytest.mark.only_on_sqlite("the page")
def test_ids_of_changes_are_their_own_and_lasting(client, changed):
    def list_ids():
        return [i["id"] for i in client.get("/feeds/changes/feed.json").json()["items"]]

    ids = list_ids()
    assert len(set(ids)) == len(ids) == 4
    published(make_article(title="Newer"))
    assert list_ids()[1:] == ids


def test_the_note_on_withdrawn_entries_stands_where_a_filter_is_set(client, changed):
    note = "Withdrawn entries are listed"
    assert note in page_text(client.get("/changes/?region=CN"))
    for query in ("", "?kind=article", "?added=2026", "?region=CN&added=2026-07"):
        assert note not in page_text(client.get(f"/changes/{query}")), query


@pytest.mark.only_on_sqlite("the page")
def test_json_is_json_in_each_language(client, changed):
    answer = client.get("/feeds/changes/feed.json?lang=de")
    assert json.loads(answer.content)["items"][0]["title"].startswith("Zurückgezogen: ")
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
