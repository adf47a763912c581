"""The CSL record says of a work what the archive knows of it, in CSL's own terms."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from archive.citations import (
    citable_targets,
    csl_locator,
    csl_record,
    export_reference,
    region_record,
    search_record,
)
from archive.models import Capture, Outlet, Revision
from tests.factories import (
    make_article,
    make_event,
    make_photo,
    make_source,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ("2019-02-20", {"date-parts": [[2019, 2, 20]]}),
        ("2019-02", {"date-parts": [[2019, 2]]}),
        ("2019-02-XX", {"date-parts": [[2019, 2]]}),
        ("2019", {"date-parts": [[2019]]}),
        ("2019~", {"date-parts": [[2019]], "circa": True}),
        ("2019-02?", {"date-parts": [[2019, 2]], "circa": True}),
        ("2019%", {"date-parts": [[2019]], "circa": True}),
        ("2018/2020", {"date-parts": [[2018], [2020]]}),
        ("2018-05/2018-06-02", {"date-parts": [[2018, 5], [2018, 6]]}),
        ("201X", {"date-parts": [[2010], [2019]]}),
        ("2019-21", {"date-parts": [[2019]], "season": 1}),
        ("2019-22", {"date-parts": [[2019]], "season": 2}),
        ("2019-23", {"date-parts": [[2019]], "season": 3}),
        ("2019-24", {"date-parts": [[2019]], "season": 4}),
        ("[..2019-02-20]", {"literal": "on or before 20 February 2019"}),
        ("2018/..", {"literal": "since 2018"}),
        ("-0099", {"literal": "100 BCE"}),
    ],
)
def test_a_date_keeps_what_is_known_of_it(date, issued):
    assert csl_record(make_article(date=date))["issued"] == issued


def test_an_undated_article_has_no_date():
    assert "issued" not in csl_record(make_article())


def test_an_article_has_its_newspaper_and_the_names_in_its_byline():
    outlet = Outlet.objects.create(slug="x", name="Die Zeitung", issn="1234-5679")
    article = make_article(
        title="Titel",
        byline="Von Clara Muster",
        outlet=outlet,
        section="Ausland",
        language="de-CH",
        original_url="https://example.org/a",
        date="2019",
        retrieved_at=datetime(2024, 8, 21, tzinfo=UTC),
    )
    assert csl_record(article, "original") == {
        "id": article.id_code_display,
        "type": "article-newspaper",
        "title": "Titel",
        "language": "de-CH",
        "issued": {"date-parts": [[2019]]},
        "author": [{"family": "Muster", "given": "Clara"}],
        "container-title": "Die Zeitung",
        "ISSN": "1234-5679",
        "section": "Ausland",
        "accessed": {"date-parts": [[2024, 8, 21]]},
        "URL": "https://example.org/a",
    }


def test_the_record_is_cited_at_its_version_and_the_copy_with_its_day(settings):
    article = published(make_article(original_url="https://example.org/a"))
    assert citable_targets(article) == ("record", "original")
    copy = Capture.objects.create(
        entry=article,
        method="x",
        captured_at=datetime(2024, 8, 21, 9, tzinfo=UTC),
        external_url="https://keeper.example/a",
    )
    assert citable_targets(article) == ("record", "original")
    assert "accessed" not in csl_record(article, "capture")
    Capture.objects.filter(pk=copy.pk).update(audience="public")
    assert citable_targets(article) == ("record", "capture", "original")
    own, copy = (
        csl_record(article, "record", "p3", "de"),
        csl_record(article, "capture"),
    )
    assert own["archive"] == copy["archive"] == settings.SITE_NAME
    assert own["URL"].endswith(f"/entries/{article.id_code}/v1/#p3")
    assert "accessed" not in own
    assert copy["accessed"] == {"date-parts": [[2024, 8, 21]]}
    assert copy["archive_location"] == f"{article.id_code_display}, version 1"


@pytest.mark.parametrize(
    ("more", "address"),
    [
        (
            {"file": "x.pdf", "media_type": "application/pdf"},
            "{base}/entries/{id}/captures/{sha}",
        ),
        ({"external_url": "https://keeper.example/a"}, "https://keeper.example/a"),
    ],
)
def test_the_copy_is_cited_where_readers_get_it(settings, more, address):
    article = published(make_article(original_url="https://example.org/a"))
    sha, at = "ab" * 32, datetime(2024, 8, 21, 9, tzinfo=UTC)
    Capture.objects.create(
        entry=article, method="x", captured_at=at, sha256=sha, audience="public", **more
    )
    where = {"base": settings.BASE_URL, "id": article.id_code, "sha": sha}
    assert csl_record(article, "capture")["URL"] == address.format(**where)
    for suffix in ("ris", "bib", "csl.json", "mods.xml"):
        assert sha in export_reference(article, suffix, "capture")
        assert f"SHA-256 {sha}" not in export_reference(article, suffix)


@pytest.mark.parametrize(
    ("kind", "type_", "where"),
    [
        ("agency_report", "article-newspaper", "container-title"),
        ("social_post", "post", "container-title"),
        ("web_page", "webpage", "container-title"),
        ("dataset", "dataset", "publisher"),
        ("interview", "interview", "publisher"),
        ("document", "document", "publisher"),
        ("leak", "manuscript", "publisher"),
        ("law", "legislation", "publisher"),
        ("judgment", "legal_case", "publisher"),
        ("press_release", "report", "publisher"),
        ("person", "document", "publisher"),
        ("photograph_series", "graphic", "publisher"),
    ],
)
def test_a_source_has_the_type_of_its_kind(kind, type_, where):
    found = csl_record(make_source(source_kind=kind, publisher="A publisher"))
    assert (found["type"], found[where]) == (type_, "A publisher")


def test_an_event_is_a_page_of_the_archive_with_two_dates(settings):
    event = published(make_event(date="2017"))
    found = csl_record(event, language="de")
    assert (found["type"], found["container-title"]) == ("webpage", settings.SITE_NAME)
    assert found["event-date"] == {"date-parts": [[2017]]}
    day = event.first_published_at
    assert found["issued"] == {"date-parts": [[day.year, day.month, day.day]]}
    assert citable_targets(event) == ("record",)


def test_a_photo_is_by_whom_it_is_credited_to():
    assert csl_record(make_photo(credit_line="Bild: dpa"))["author"] == [
        {"literal": "dpa"}
    ]
    photo = make_photo(creator="Anna Muster", credit_line="Bild: dpa")
    assert csl_record(photo)["author"] == [{"family": "Muster", "given": "Anna"}]


LISA = [{"family": "Meier", "given": "Lisa"}]
SITE = "Surveillance Archive"


@pytest.mark.parametrize(
    ("make", "fields", "more"),
    [
        (
            make_photo,
            {"creator": "Lisa Meier", "credit_line": "Bild: dpa", "language": "fr"},
            {
                "type": "graphic",
                "language": "fr",
                "author": LISA,
                "medium": "Fotografie",
                "issued": {"date-parts": [[2019, 2]]},
            },
        ),
        (
            make_source,
            {"source_kind": "leak", "creator": "Lisa Meier", "publisher": "ICIJ"},
            {
                "type": "manuscript",
                "author": LISA,
                "publisher": "ICIJ",
                "genre": "Leak",
                "issued": {"date-parts": [[2019, 2]]},
            },
        ),
        (
            make_source,
            {"source_kind": "person"},
            {
                "type": "document",
                "genre": "Aussage",
                "issued": {"date-parts": [[2019, 2]]},
            },
        ),
        (
            make_source,
            {"source_kind": "photograph_series"},
            {
                "type": "graphic",
                "medium": "Fotografien",
                "issued": {"date-parts": [[2019, 2]]},
            },
        ),
        (
            make_event,
            {},
            {
                "type": "webpage",
                "container-title": SITE,
                "event-date": {"date-parts": [[2019, 2]]},
                "issued": {"date-parts": [[2024, 8, 21]]},
            },
        ),
    ],
)
def test_the_whole_record_in_german_is(clock_at, settings, make, fields, more):
    clock_at(datetime(2024, 8, 21, 12, tzinfo=UTC))
    entry = published(make(title="A title", date="2019-02", **fields))
    code = entry.id_code_display
    assert csl_record(entry, language="de") == {
        "id": code,
        "title": "A title",
        "archive": SITE,
        "archive_location": f"{code}, Fassung 1",
        "URL": f"{settings.BASE_URL}/entries/{entry.id_code}/v1/",
        **more,
    }


@pytest.fixture
def clock_at(monkeypatch):
    """Have Django tell this moment."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.parametrize(("version", "day"), [(1, 21), (2, 25), (3, 27)])
def test_an_event_is_issued_on_the_day_of_its_version(clock_at, version, day):
    clock_at(datetime(2024, 8, 21, 12, tzinfo=UTC))
    event = published(make_event())
    for number, at in ((1, 21), (2, 25), (3, 27)):
        Revision.objects.create(
            entry=event,
            number=number,
            verb="publish",
            public_version=number,
            at=datetime(2024, 8, at, 12, tzinfo=UTC),
            state="{}",
        )
    event.version = version
    assert csl_record(event)["issued"] == {"date-parts": [[2024, 8, day]]}


def test_the_latest_copy_whose_day_is_known_is_cited():
    article = published(make_article())
    for day in (21, 25, 23, None):
        at = day and datetime(2024, 8, day, 9, tzinfo=UTC)
        Capture.objects.create(
            entry=article,
            method="x",
            captured_at=at,
            external_url=f"https://keeper.example/{day}",
            audience="public",
        )
    cited = csl_record(article, "capture")
    assert cited["accessed"] == {"date-parts": [[2024, 8, 25]]}
    assert cited["URL"] == "https://keeper.example/25"


@pytest.mark.parametrize(
    ("total", "words", "region", "search"),
    [
        (
            0,
            "",
            "China (CN): 0 entries",
            "Search: 0 results",
        ),
        (
            1,
            "gate",
            "China (CN): 1 entry",
            "Search for “gate”: 1 result",
        ),
        (
            1234,
            '"old  gate"',
            "China (CN): 1,234 entries",
            'Search for "old gate": 1,234 results',
        ),
    ],
)
def test_a_page_is_cited_as_it_was_on_a_day(settings, total, words, region, search):
    day, dated = date(2024, 8, 21), {"date-parts": [[2024, 8, 21]]}
    same = {
        "type": "webpage",
        "container-title": SITE,
        "language": "en",
        "issued": dated,
        "accessed": dated,
        "URL": f"{settings.BASE_URL}/x/?y=1",
    }
    made = region_record("China", "CN", total, "/x/?y=1", day, "en")
    assert made == {**same, "id": "CN", "title": region}
    made = search_record(words, total, "/x/?y=1", day, "en")
    assert made == {**same, "id": "search", "title": search}


def test_a_title_is_one_line():
    assert csl_record(make_article(title="One\nand  two "))["title"] == "One and two"


def test_a_passage_is_a_paragraph_and_a_caption_a_figure():
    assert csl_locator("p3") == {"locator": "3", "label": "paragraph"}
    assert csl_locator("c5") == {"locator": "5", "label": "figure"}
    assert csl_locator("") == {}
