"""What the archive can do, shown by its own public entries."""

import pytest

from archive.editorial import withdraw
from archive.models import Citation, Passage
from tests.factories import make_article, make_event, make_source, make_user, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db


def test_an_empty_archive_shows_none_and_still_keeps_no_trace(client):
    page = client.get("/")
    assert page.context["can"] == []
    assert "No trace of you" in page_text(page)


def test_what_is_hidden_is_no_example(client):
    lead = make_article(title="Lead", text_access="editors")
    Passage.objects.create(
        article=lead,
        verbatim="Nobody may read these words here.",
        position=1,
        anchor="p1",
    )
    source, draft = published(make_source(title="Shared")), make_article(title="Draft")
    for entry in (published(lead), draft):
        Citation.objects.create(entry=entry, source=source, relation="is_based_on")
    make_event(title="Secret", date="2019~")
    page = client.get("/")
    assert page.context["can"] == []  # one public entry alone cites the source
    for words in ("Nobody may read", "Secret", "Draft"):
        assert words not in page_text(page)


def test_a_withdrawn_event_is_no_example(client):
    event = published(make_event(title="On some day", date="2019-02~"))
    assert [one.what for one in client.get("/").context["can"]] == ["date"]
    withdraw(event, make_user("dora", "publisher"), "A mistake.")
    assert client.get("/").context["can"] == []


@pytest.mark.parametrize("code", ["XX", "CN-XJ-1", "../CN", "a" * 500])
def test_a_map_that_is_not_there_is_refused(client, code):
    assert client.get("/", {"map": code}).status_code == 400


def test_entries_in_the_readers_language_come_first(client):
    for number, language in enumerate(("de-CH", "en", "zh-Hans", "de", "en-GB")):
        published(make_event(title=f"{number} {language}", language=language))
    for code, first in (("en", {"1 en", "4 en-GB"}), ("de", {"0 de-CH", "3 de"})):
        latest = client.get(f"/?lang={code}").context["latest"]
        assert {item.title for item in latest[:2]} == first
        assert len(latest) == 5
