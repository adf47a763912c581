"""Every order is total: what is equal in all that is asked for is ordered all the same,
alike on each door, and no page repeats or leaves out an entry."""

from __future__ import annotations

import re
import shutil

import pytest
from django.utils import timezone

from archive import editorial
from archive.models import Correction, Entry, EntryRegion, Region, Tag, Tagging
from archive.search import reindex
from archive.text import dates
from tests.factories import make_article, make_event

from .clock import Clock

pytestmark = pytest.mark.django_db
# Earlier first: by the first possible day, then the narrower date; an unknown beginning
# counts as its known end; what has no date comes last.
BY_DATE = (
    "2018",
    "2019-02-01",
    "2019-02",
    "2019-02-01/2019-03-31",
    "2019-02-20",
    "../2019-02-20",
    "2019-02-20/..",
    "2019-02-21",
    "2020",
    "",
)
EACH = 5  # entries of one date: 50 in all, on three pages


def make_tied():
    """Entries published in one moment, several of each date."""
    region = Region.objects.create(code="CN", level="country", is_listed=True)
    tag = Tag.objects.create(scheme="theme", slug="same", is_listed=True)
    now, clock = timezone.now, Clock()
    timezone.now = clock
    try:
        for _n in range(EACH):
            for date in reversed(BY_DATE):
                entry = make_article(title="The same title", date=date, language="en")
                EntryRegion.objects.create(entry=entry, region=region)
                Tagging.objects.create(entry=entry, tag=tag)
                editorial.record_creation(entry, None)
                editorial.submit(entry, None)
                editorial.publish(entry, None)
    finally:
        timezone.now = now
    reindex()


@pytest.fixture(scope="module")
def made_once(stand):
    return stand(make_tied)


@pytest.fixture
def tied(made_once, index, db, tmp_path):
    shutil.copytree(made_once, tmp_path / "index")
    return list(Entry.objects.order_by("pk").values_list("pk", "date", "id_code"))


def wanted(rows, sort):
    """Ids in the order that the sentence above says, equals by when they came."""
    rank = BY_DATE.index
    if sort == "date":
        rows = sorted(rows, key=lambda row: (rank(row[1]), row[0]))
    elif sort == "-date":
        dated = [row for row in rows if row[1]]
        dated.sort(key=lambda row: (first_day(row[1]), width(row[1]), row[0]))
        rows = dated[::-1] + [row for row in rows if not row[1]][::-1]
    else:
        rows = sorted(rows, key=lambda row: -row[0])
    return [code for _pk, _date, code in rows]


def first_day(text):
    edtf = dates.parse_edtf(text)
    return edtf.latest if edtf.open_start else edtf.earliest


def width(text):
    edtf = dates.parse_edtf(text)
    return edtf.latest, -edtf.earliest


def walked(client, door, **asked):
    """The ids on all pages of a door, in order."""
    found, page = [], 1
    while True:
        answer = client.get(door, {**asked, "page": page})
        if answer.status_code == 404:
            return found
        assert answer.status_code == 200
        text = answer.getvalue().decode()
        main = text.partition("<main")[2]
        codes = re.findall(r'href="/articles/([0-9a-z]{8})/', main)
        found += dict.fromkeys(codes)
        page += 1


@pytest.mark.parametrize("sort", ["added", "date", "-date"])
@pytest.mark.parametrize("door", ["/search/", "/articles/", "/tags/theme/same/"])
def test_pages_hold_each_entry_once_in_one_order(client, tied, door, sort):
    assert walked(client, door, sort=sort) == wanted(tied, sort)


@pytest.mark.parametrize("sort", ["added", "date", "-date"])
@pytest.mark.parametrize("words", ["", "same title"])
def test_a_file_has_the_order_of_the_pages(client, tied, sort, words):
    answer = client.get("/search/export.csv", {"sort": sort, "q": words})
    lines = answer.getvalue().decode().splitlines()[1:]
    codes = [line.split(",")[0].replace("-", "").lower() for line in lines]
    assert codes == wanted(tied, sort)
    assert walked(client, "/search/", sort=sort, q=words) == codes


def test_of_equal_relevance_the_latest_comes_first_on_every_page(client, tied):
    found = walked(client, "/search/", q="same title")
    assert sorted(found) == sorted(code for _pk, _date, code in tied)
    assert found == walked(client, "/search/", q="same title")


def test_a_feed_gives_the_latest_fifty_and_no_other_order(client, tied):
    text = client.get("/feeds/latest/").content.decode()
    codes = re.findall(r"<id>[^<]*/entries/([0-9a-z]{8})</id>", text)
    assert codes == wanted(tied, "added")


def test_a_region_and_a_timeline_show_equals_in_the_same_order_each_time(client, tied):
    for door in ("/regions/CN/", "/timeline/?from=2019-02-01&to=2019-02-01"):
        texts = {
            tuple(re.findall(r"/articles/([0-9a-z]{8})/", body(client, door)))
            for _again in range(3)
        }
        assert len(texts) == 1 and next(iter(texts))


def body(client, address):
    return client.get(address).content.decode()


def test_corrections_of_one_moment_are_each_on_one_page(client, tied, clock, anna):
    """51 of one moment: 50 on the first page, one on the second."""
    event = make_event(title="Found")
    editorial.record_creation(event, None)
    editorial.submit(event, None)
    editorial.publish(event, None)
    copy = editorial.correct(Entry.objects.get(pk=event.pk), anna)
    for number in range(51):
        Correction.objects.create(
            entry=copy, was_wrong=f"wrong-{number:02d}", is_right="-"
        )
    editorial.submit(copy, None)
    editorial.publish(copy, None)
    pages = [body(client, f"/corrections/?page={n}") for n in (1, 2)]
    found = [re.findall(r"wrong-(\d\d)", text) for text in pages]
    assert found[0] == [f"{n:02d}" for n in range(50, 0, -1)]
    assert found[1] == ["00"]
    assert client.get("/corrections/?page=3").status_code == 404
