"""All hits of a search as a file."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from lxml import etree
from openpyxl import load_workbook

from archive.exports import LIST_FORMATS, loading
from archive.exports.csv import guard_cell, unguard_cell
from archive.exports.table import COLUMNS
from archive.models import (
    EntryRegion,
    OutboxRow,
    Outlet,
    Region,
    Tag,
    Tagging,
)
from archive.search import process_outbox
from archive.text.idcodes import format_id_code
from archive.web.search.search_export import MOST_PARALLEL_EXPORTS, ExportStream
from tests.citations.foreign import READERS
from tests.factories import make_article, make_event, make_photo, make_source, published

pytestmark = pytest.mark.django_db

MAKERS = (make_article, make_photo, make_source, make_event)


def indexed(*entries):
    OutboxRow.objects.add(entry.pk for entry in entries)
    process_outbox()
    return list(entries)


def file(client, suffix, **asked):
    response = client.get(f"/search/export.{suffix}", asked)
    assert response.status_code == 200
    if suffix == "xlsx":
        return response.getvalue()
    return response.getvalue().decode()


def read_sheet(content):
    """The rows of a workbook, by the labels of its columns."""
    labels, *found = load_workbook(io.BytesIO(content)).active.iter_rows(
        values_only=True
    )
    return [dict(zip(labels, row, strict=True)) for row in found]


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def hang_up(response):
    """What a server does at the end of an answer; the database stays open here."""
    for close in response._resource_closers:
        close()


@pytest.fixture
def many(monkeypatch, make_once):
    """Thirty public entries of all kinds, and batches of seven."""
    monkeypatch.setattr(loading, "EXPORT_BATCH_SIZE", 7)
    return make_once(make_many)


def make_many():
    return indexed(
        *(
            published(MAKERS[n % 4](title=f"Camera {n}", date=f"20{n:02}"))
            for n in range(30)
        )
    )


def ids_of(suffix, text):
    return [format_id_code(row["key"]) for row in READERS[suffix](text)]


KEYED = ("bib", "biblatex.bib", "ris", "csl.json", "mods.xml")
READ = {
    "csv": lambda text: [row["id"] for row in rows(text)],
    "timelinejs.csv": lambda text: [
        format_id_code(row["Text"].rpartition("/entries/")[2][:8]) for row in rows(text)
    ],
    "xlsx": lambda content: [row["ID"] for row in read_sheet(content)],
    "jsonl": lambda text: [json.loads(line)["id"] for line in text.splitlines()],
    "ics": lambda text: [
        "{}-{}".format(part["uid"][:4], part["uid"][4:8]).upper()
        for part in Calendar.from_ical(text).subcomponents
    ],
    "json": lambda text: [row["id"] for row in json.loads(text)],
    "txt": lambda text: [
        format_id_code(i) for i in re.findall(r"/entries/(\w{8})/v1", text)
    ],
    "wiki.txt": lambda text: re.findall(r"\|id=(\S{9}), version", text),
    "endnote.xml": lambda text: [
        row.text[:9] for row in etree.fromstring(text.encode()).iter("accession-num")
    ],
    **{suffix: partial(ids_of, suffix) for suffix in KEYED},
}


def test_every_format_has_a_reader_here():
    assert set(READ) == set(LIST_FORMATS)


@pytest.mark.parametrize("suffix", list(LIST_FORMATS))
def test_every_hit_is_in_the_file_in_the_order_asked_for(client, many, suffix):
    wanted = [entry.id_code_display for entry in many]
    text = file(client, suffix, q="camera", sort="date", page=2)
    assert READ[suffix](text) == wanted
    assert READ[suffix](file(client, suffix, sort="-date")) == wanted[::-1]


@pytest.mark.parametrize("suffix", list(LIST_FORMATS))
def test_the_filters_of_the_search_hold(client, many, suffix):
    text = file(client, suffix, q="camera", kind="photo", sort="date")
    assert READ[suffix](text) == [e.id_code_display for e in many if e.kind == "photo"]
    empty = file(client, suffix, q="nothingofthekind")
    assert READ[suffix](empty) == []


def test_the_file_follows_the_pages_of_the_search(client, many):
    shown = [
        format_id_code(row[:8])
        for page in (1, 2)
        for row in client.get("/search/", {"q": "camera", "page": page})
        .content.decode()
        .split('name="id" value="')[1:]
    ]
    assert READ["csv"](file(client, "csv", q="camera")) == shown


def test_a_line_is_the_entry_as_json(client, many):
    lines = file(client, "jsonl").splitlines()
    found = {row["id"]: row for row in map(json.loads, lines)}
    for entry in many[:8]:
        alone = client.get(f"/entries/{entry.id_code}.json").json()
        assert found[entry.id_code_display] == alone


def test_what_a_text_holds_breaks_no_line(client):
    title = "one\u2028two\x85three </script>\n\"four\", 'five'; six"
    entry = indexed(published(make_article(title=title)))[0]
    (line,) = file(client, "jsonl").splitlines()
    assert json.loads(line)["title"] == title and "<" not in line
    (row,) = rows(file(client, "csv"))
    assert row["title"] == title
    assert READ["ris"](file(client, "ris")) == [entry.id_code_display]


def test_a_table_says_where_an_entry_is_from(client):
    article = published(
        make_article(
            title="Titel",
            byline="Von Clara Muster",
            outlet=Outlet.objects.create(name="Tagblatt"),
            original_url="https://news.example/1",
            language="de-CH",
            date="2019-02",
        )
    )
    region = Region.objects.create(code="CN-XJ", level="province")
    tag = Tag.objects.create(scheme="theme", slug="cameras")
    for role in ("about", "happened_in"):
        EntryRegion.objects.create(entry=article, region=region, role=role)
    Tagging.objects.create(entry=article, tag=tag)
    text = file(client, "csv")
    assert text.startswith("\ufeffid,") and text.count("\r\n") == 2
    (row,) = rows(text)
    assert tuple(row) == COLUMNS
    assert row | {"id": "", "address": ""} == {
        "id": "",
        "kind": "article",
        "title": "Titel",
        "date": "2019-02",
        "language": "de-CH",
        "authors": "Clara Muster",
        "outlet": "Tagblatt",
        "publisher": "",
        "credit": "",
        "regions": "CN-XJ",
        "tags": "theme/cameras",
        "address": "",
        "original_url": "https://news.example/1",
        "version": "1",
        "is_demonstration": "",
        "note": "",
        "event_kind": "",
        "issued_by": "",
        "reply": "",
        "text": "",
        "region_names": "CN-XJ (About); CN-XJ (Happened in)",
        "tag_names": "cameras",
        "first_day": "2019-02-01",
        "last_day": "2019-02-28",
        "added": f"{article.first_published_at:%Y-%m-%d}",
        "archived_copy": "",
        "relations": "",
    }
    assert row["address"].endswith(f"/entries/{article.id_code}")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("plain", "plain"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-0100", "'-0100"),
        ("@name", "'@name"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\ta", "'\ta"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("a=1", "a=1"),
        ("../2019", "../2019"),
        ("a;=1", "a;'=1"),
        ("a; =1", "a;' =1"),
        ('a;"=1"', 'a;\'"=1"'),
        ("a\t@x", "a\t'@x"),
        ("a\n+1", "a\n'+1"),
        ("a;'=1", "a;''=1"),
        ("a;b\tc", "a;b\tc"),
        (" =1", "' =1"),
        ("\u200b=1", "'\u200b=1"),
        ("\u202e=1", "'\u202e=1"),
        *((f"{sign}1", f"'{sign}1") for sign in "\u2212－﹣\u2010\u2013＋﹢＠﹫＝﹦"),
        *((f"a;{sign}1", f"a;'{sign}1") for sign in "\u2212－﹣\u2010\u2013＋＠＝"),
    ],
)
def test_a_cell_is_no_formula_and_comes_back(cell, written):
    assert guard_cell(cell) == written
    assert unguard_cell(written) == cell


def test_a_title_that_is_a_formula_is_text_in_the_table(client):
    indexed(published(make_article(title='=HYPERLINK("https://x.example";"y")')))
    assert rows(file(client, "csv"))[0]["title"].startswith("'=HYPERLINK")


def test_the_file_has_a_name_and_its_type(client, many):
    for suffix, form in LIST_FORMATS.items():
        response = client.get(f"/search/export.{suffix}", {"q": "überwachung"})
        name = response["Content-Disposition"]
        assert name.startswith('attachment; filename="surveillance-archive-20')
        assert name.endswith(f'-0-entries.{suffix}"') and name.isascii()
        assert response["Content-Type"] == form.media_type
        assert response.streaming and response.getvalue() is not None


def test_what_is_withdrawn_while_it_is_read_is_left_out(client, many):
    response = client.get("/search/export.csv", {"sort": "date"})
    pieces = iter(response.streaming_content)
    begun = next(pieces) + next(pieces)
    for entry in many[7:14]:
        entry.status = "withdrawn"
        entry.save()
    text = (begun + b"".join(pieces)).decode()
    hang_up(response)
    wanted = [e.id_code_display for e in [*many[:7], *many[14:]]]
    assert READ["csv"](text) == wanted


@pytest.mark.parametrize("suffix", list(LIST_FORMATS))
def test_more_entries_ask_no_more_of_the_database(client, many, suffix, monkeypatch):
    monkeypatch.setattr(loading, "EXPORT_BATCH_SIZE", 200)
    with CaptureQueriesContext(connection) as few:
        file(client, suffix, kind="photo")
    with CaptureQueriesContext(connection) as all_of_them:
        file(client, suffix)
    assert len(all_of_them) <= 3 * len(few) < 100


@pytest.mark.parametrize("suffix", list(LIST_FORMATS))
def test_a_head_tells_the_same_without_the_file(client, many, suffix):
    got = client.get(f"/search/export.{suffix}")
    head = client.head(f"/search/export.{suffix}")
    assert head.status_code == 200 and head.getvalue() == b""
    assert "Content-Length" not in head
    for name in ("Content-Type", "Content-Disposition"):
        assert head[name] == got[name]
    hang_up(got)


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        (
            "/search/export.csv?from=yesterday",
            400,
            "depends on the day it was written. Write the date",
        ),
        ("/search/export.csv?region=XX-99", 400, "a region we know"),
        ("/search/export.docx", 404, "Page not found"),
    ],
)
def test_what_cannot_be_read_is_told(client, path, status, says):
    response = client.get(path, headers={"accept-language": "en"})
    assert response.status_code == status
    assert says in response.content.decode()


def test_a_file_waits_for_the_index(client):
    published(make_article(title="Camera"))
    response = client.get("/search/export.csv", {"q": "camera"})
    assert response.status_code == 503 and response["Retry-After"]
    assert len(rows(file(client, "csv"))) == 1


def test_only_some_files_are_read_at_once(client, many):
    held = [client.get("/search/export.csv") for _n in range(MOST_PARALLEL_EXPORTS)]
    busy = client.get("/search/export.csv", headers={"accept-language": "en"})
    assert busy.status_code == 503 and busy["Retry-After"]
    assert "Reload this page in a minute" in busy.content.decode()
    hang_up(held[0])
    hang_up(held[0])
    assert len(READ["csv"](file(client, "csv"))) == len(many)
    for response in held[1:]:
        hang_up(response)
    assert ExportStream.places.count_held() == 0


def test_slow_downloads_of_one_reader_leave_places_to_the_others(client, many):
    """Nor do those through Tor, whose readers no address tells apart."""
    first, second, third = (
        {"REMOTE_ADDR": f"203.0.113.{number}"} for number in (1, 2, 3)
    )
    path = "/search/export.csv"
    held = [client.get(path) for _n in range(MOST_PARALLEL_EXPORTS)]  # through Tor
    held.append(client.get(path, **first))
    assert [answer.status_code for answer in held] == [200] * len(held)
    assert client.get(path, **first).status_code == 503
    held.append(client.get(path, **second))
    assert held[-1].status_code == 200
    assert client.get(path, **third).status_code == 503
    hang_up(held[-2])
    held.append(client.get(path, **third))
    assert held[-1].status_code == 200
    for answer in held:
        hang_up(answer)
    again = client.get(path, **first)
    assert again.status_code == 200
    hang_up(again)


def test_a_circuit_of_tor_has_one_place_of_those_that_all_its_readers_share(
    client, many, settings
):
    settings.TRUSTED_PROXIES = ("127.0.0.1",)

    def ask(circuit):
        headers = {"X-Forwarded-For": circuit and f"fc00:dead:beef:4dad::{circuit}"}
        return client.get("/search/export.csv", headers=headers)

    held = [ask("0:1"), ask("0:2"), ask("")]
    assert [answer.status_code for answer in held] == [200] * 3
    hang_up(held.pop())
    assert ask("0:1").status_code == 503
    held.append(ask("0:3"))
    assert held[-1].status_code == 200
    assert ask("0:4").status_code == ask("").status_code == 503
    for answer in held:
        hang_up(answer)


def test_the_search_page_links_the_files(client, many):
    text = client.get("/search/?q=camera&page=2&lang=en").content.decode()
    assert "Export all 30 entries" in text
    for suffix in LIST_FORMATS:
        assert f'href="/search/export.{suffix}?q=camera&amp;lang=en"' in text
