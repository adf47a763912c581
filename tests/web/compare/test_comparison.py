"""What is counted of the two sides: delays of reports, and sides of any size."""

from __future__ import annotations

import csv
import io

import pytest

from archive.crosstabs import _entry_counts
from archive.models import Evidence, OutboxRow
from archive.search import process_outbox
from archive.web.compare import comparison
from tests.factories import make_article, make_event, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db


def read_csv(client, query):
    text = client.get(f"/compare/counts.csv?{query}").content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return {(row["part"], row["key"]): (row["a"], row["b"]) for row in rows}


def test_the_delay_is_from_events_to_their_first_public_reports(client):
    event = published(make_event(title="A camera", date="2019-02-01"))
    late, early, draft = (
        make_article(title="A camera", date=f"2019-02-{day}")
        for day in ("11", "06", "02")
    )
    for article in (late, early, draft):
        Evidence.objects.create(event=event, entry=article)
    for article in (late, early):
        published(article)
    published(make_event(title="A camera", date="2019-03"))
    OutboxRow.objects.add([event.pk, late.pk, early.pk])
    process_outbox()
    text = page_text(client.get("/compare/?a.from=2019&b.from=2020"))
    assert "2 dated events, 1 with a report." in text
    assert "(1): median 5, from 5 to 5." in text
    rows = read_csv(client, "a.from=2019&b.from=2020")
    assert rows["delay", "median"] == ("5", "")
    first = text.split(">First reports</h2>")[1]
    assert first.index("6 February 2019") < first.index("11 February 2019")


def test_a_large_side_is_compared_with_a_small_one(client, monkeypatch):
    for number in range(6):
        published(
            make_article(title="A", date="2019", language="de" if number else "en")
        )
    monkeypatch.setattr(_entry_counts, "MOST_COUNTED_ENTRIES", 3)
    text = page_text(client.get("/compare/?a.language=de&b.language=en"))
    assert text.count("Too many entries to count in this way.") == 4
    assert "0 entries are in both." in text
    monkeypatch.setattr(comparison, "MOST_OVERLAP", 0)
    text = page_text(client.get("/compare/?a.language=de&b.language=en"))
    assert "in both." not in text
