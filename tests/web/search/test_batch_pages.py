"""Many searches at once, as a reader's browser does them."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from archive import batches
from archive.models import Batch, BatchQuery, OutboxRow
from archive.search import process_outbox
from archive.web.reader_buckets import HourlyBudget
from archive.web.search import batch_pages
from tests.factories import make_article, make_photo, published

pytestmark = pytest.mark.django_db

FORM = "/search/batch/"


@pytest.fixture(autouse=True)
def entries(make_once):
    return make_once(make_entries)


def make_entries():
    made = [
        published(make_article(title="Camera one")),
        published(make_photo(title="Camera two")),
    ]
    OutboxRow.objects.add(entry.pk for entry in made)
    process_outbox()
    return made


@pytest.fixture
def reader():
    """A browser without a cookie, to whom nothing is forgiven."""
    return Client(enforce_csrf_checks=True, headers={"accept-language": "en"})


def uploaded(content, name="queries.txt"):
    return SimpleUploadedFile(name, content)


def sent(reader, queries="", path=FORM, **more):
    response = reader.post(path, {"queries": queries, **more})
    assert response.status_code == 303, response.content.decode()
    return response["Location"]


def shown(response):
    return response.content.decode()


def test_a_reader_sends_queries_waits_and_reads_the_table(reader):
    address = sent(reader, "camera\r\n\r\ncamera two\r\nnothing at all\r\ncamera\r\n")
    assert len(address) > len(FORM) + 40
    waiting = reader.get(address)
    assert "0 of 4 searches" in shown(waiting) and waiting["Refresh"] == "3"
    batches.search_next_slice(seconds=0)
    assert "1 of 4 searches" in shown(reader.get(address))
    batches.search_next_slice()
    done = reader.get(address)
    text = shown(done)
    assert "Refresh" not in done and "3 of them have results" in text
    assert 'href="/search/?q=camera+two"' in text
    assert "the same as line 1" in text
    assert "1 line without a search was left out" in text
    assert not done.cookies and not waiting.cookies


def test_the_page_stops_looking_when_told(reader):
    address = sent(reader, "camera")
    still = reader.get(f"{address}?refresh=0")
    assert "Refresh" not in still and "Reload page" in shown(still)


def test_the_filters_in_the_address_hold_for_every_query(reader):
    path = f"{FORM}?kind=photo&q=two&sort=date"
    form = shown(reader.get(path))
    assert "Type: Photo" in form and "\ntwo</textarea>" in form
    address = sent(reader, "camera", path)
    batches.search_next_slice()
    text = shown(reader.get(address))
    assert 'href="/search/?q=camera&amp;kind=photo"' in text and "<td>1</td>" in text


def test_the_language_goes_along(reader):
    address = sent(reader, "camera " * 100, f"{FORM}?lang=de")
    assert address.endswith("/?lang=de")
    batches.search_next_slice()
    text = shown(reader.get(address))
    assert "die ersten 600 Zeichen" in text and "1 Suche" in text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("q.txt", "camera\nÜberwachung".encode("utf-16")),
        ("q.csv", "query;note\ncamera;x\nÜberwachung;y".encode()),
        ("q.txt", "camera\nÜberwachung".encode("cp1252")),
    ],
)
def test_a_file_is_read(reader, name, content):
    address = sent(reader, file=uploaded(content, name))
    assert set(BatchQuery.objects.values_list("text", flat=True)) == {
        "camera",
        "Überwachung",
    }
    batches.search_next_slice()
    told = "check letters with accents" in shown(reader.get(address))
    assert told == (content[:2] == b"ca")


def test_what_is_typed_and_a_file_go_together(reader):
    sent(reader, "camera", file=uploaded(b"two\nthree"))
    found = BatchQuery.objects.values_list("number", "text")
    assert list(found) == [(1, "camera"), (2, "two"), (3, "three")]


def test_the_table_is_a_file_and_can_be_sent_again(reader):
    address = sent(reader, "camera\n=two\n-nothing")
    early = reader.get(f"{address}results.csv")
    assert early.status_code == 302 and early["Location"] == address
    batches.search_next_slice()
    response = reader.get(f"{address}results.csv")
    text = response.content.decode()
    assert text.startswith("\ufeffquery,")
    assert "batch-20" in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["query"] for row in rows] == ["camera", "'=two", "'-nothing"]
    assert rows[0]["entries"] == "2"
    assert rows[0]["address"] == "http://127.0.0.1:8000/search/?q=camera"
    assert rows[0]["as_of"].endswith("Z")
    Batch.objects.all().delete()
    sent(reader, file=uploaded(response.content, "results.csv"))
    again = BatchQuery.objects.values_list("text", flat=True)
    assert list(again) == ["camera", "=two", "-nothing"]


@pytest.mark.parametrize(
    ("typed", "content", "status", "says"),
    [
        ("", None, 400, "at least one search"),
        (" \r\n\t\r\n", None, 400, "at least one search"),
        (
            "camera\n" * 1_001,
            None,
            400,
            "These are 1001 searches; a batch can have 1000",
        ),
        ("camera", b"%PDF-1.7", 400, "Save it as text or CSV in UTF-8"),
        ("camera", b"PK\x03\x04", 400, "Save it as text or CSV in UTF-8"),
        ("", b"word\n" * 1_001, 400, "These are 1001 searches"),
        ("a" * 1_100_000, None, 413, "more than 1 MB"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_lost(
    reader, typed, content, status, says
):
    file = {"file": uploaded(content)} if content else {}
    response = reader.post(FORM, {"queries": typed, **file})
    text = shown(response)
    assert response.status_code == status and says in text
    assert not Batch.objects.exists()
    if status == 400 and typed.strip():
        assert text.count("camera\n") >= typed.count("camera\n")
        assert "camera" in text
    if content and b"word" in content:
        assert text.count("word\n") == 1_000


def test_markup_in_a_query_is_text(reader):
    evil = "</textarea><script>alert(1)</script>\"'&"
    assert "<script>alert" not in shown(
        reader.post(FORM, {"queries": f"{evil}\n" * 1_001})
    )
    address = sent(reader, evil)
    batches.search_next_slice()
    assert "<script>alert" not in shown(reader.get(address))


@pytest.mark.parametrize(
    "typed",
    ["\x00\x01", "a\x00b", "\ud800", "*", '"', "-", "(((", "a" * 5_000, "' OR 1"],
)
def test_no_query_breaks_a_batch(reader, typed):
    response = reader.post(
        FORM,
        b"queries=" + typed.encode("utf-8", "surrogatepass"),
        content_type="application/x-www-form-urlencoded",
    )
    if response.status_code == 400:
        assert "at least one search" in shown(response)
        return
    batches.search_next_slice()
    assert reader.get(response["Location"]).status_code == 200
    assert Batch.objects.get().finished_at


def test_when_too_many_wait_what_was_typed_stays(reader, monkeypatch):
    monkeypatch.setattr(batches, "MAX_WAITING_BATCHES", 0)
    response = reader.post(FORM, {"queries": "camera two"})
    assert response.status_code == 503 and response["Retry-After"] == "120"
    text = shown(response)
    assert "\ncamera two</textarea>" in text and "in a few minutes" in text


def test_a_reader_who_sends_many_batches_does_not_stop_the_others(reader, monkeypatch):
    monkeypatch.setattr(batch_pages, "BATCH_BUDGET", HourlyBudget(1, shared=1))
    sent = [
        reader.post(
            FORM, {"queries": "camera"}, REMOTE_ADDR=f"203.0.113.{last}"
        ).status_code
        for last in (1, 1, 2)
    ]
    assert sent == [303, 503, 303]


def test_when_too_many_are_kept_it_says_how_long(reader, monkeypatch):
    monkeypatch.setattr(batches, "MAX_KEPT_BATCHES", 1)
    sent(reader, "camera")
    response = reader.post(FORM, {"queries": "camera"})
    assert response.status_code == 503 and "in 24 hours" in shown(response)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"origin": "http://testserver"}, 303),
        ({"origin": "https://testserver"}, 303),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"origin": "https://other.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "http://testserver"}, 403),
    ],
)
def test_only_a_form_of_this_site_makes_or_deletes_a_batch(reader, headers, status):
    response = reader.post(FORM, {"queries": "camera"}, headers=headers)
    assert response.status_code == status
    assert Batch.objects.exists() == (status == 303)
    address = response.get("Location") or sent(reader, "camera")
    assert reader.post(address, headers=headers).status_code == status
    assert Batch.objects.exists() == (status != 303)


def test_a_batch_can_be_deleted_at_once(reader):
    address = sent(reader, "camera")
    assert reader.post(address)["Location"] == FORM
    assert not BatchQuery.objects.exists()
    gone = reader.get(address)
    assert gone.status_code == 404 and "were deleted" in shown(gone)
    assert reader.get(f"{address}results.csv").status_code == 404
    assert reader.post(address).status_code == 404


def test_a_batch_whose_time_is_over_is_gone_before_it_is_deleted(reader):
    address = sent(reader, "camera")
    Batch.objects.update(kept_until=timezone.now() - timedelta(seconds=1))
    assert reader.get(address).status_code == 404


def test_no_copy_of_a_batch_is_kept_and_no_robot_lists_it(reader):
    address = sent(reader, "camera")
    pages = [reader.get(FORM), reader.get(address), reader.get(f"{FORM}wrong/")]
    batches.search_next_slice()
    pages += [reader.get(address), reader.get(f"{address}results.csv")]
    for page in pages:
        assert page["Cache-Control"] == "no-store"
        assert page["X-Robots-Tag"] == "noindex"
        assert page["Referrer-Policy"] == "same-origin"


def test_a_look_at_a_batch_changes_nothing(reader):
    address = sent(reader, "camera")
    before = list(Batch.objects.values())
    for method in (reader.get, reader.head):
        assert method(address).status_code == 200
    assert list(Batch.objects.values()) == before


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(reader, method):
    address = sent(reader, "camera")
    for path in (FORM, address, f"{address}results.csv"):
        assert getattr(reader, method)(path).status_code == 405


def test_an_entry_withdrawn_before_the_run_is_not_counted(reader, entries):
    address = sent(reader, "camera")
    entries[0].status = "withdrawn"
    entries[0].save()
    batches.search_next_slice()
    assert BatchQuery.objects.get().total == 1
    assert "public entries only" in shown(reader.get(address))


def test_how_a_search_was_read_is_in_the_language_it_was_sent_in():
    chinese = Client(headers={"accept-language": "zh-CN"})
    address = sent(chinese, '"unclosed').partition("?")[0]
    batches.search_next_slice()
    text = chinese.get(address, {"lang": "en"}).content.decode()
    assert re.search(r'lang="zh-[Hh]ans">有一个引号不成对', text)
