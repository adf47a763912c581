"""Where nothing can count, pages show their lists without numbers, and say so."""

from __future__ import annotations

import re

import pytest

from archive.models import Entry, EntryRegion, OutboxRow, Region, Tag, Tagging
from archive.search import reindex
from archive.search.index.generations import get_index_root
from archive.search.results import column_evaluation
from tests.factories import make_article, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db
NOTICES = {
    "en": "Numbers are not shown at the moment",
    "de": "Zurzeit werden keine Zahlen angezeigt",
    "zh-Hans": "暂时不显示数字",
}
PAGES = {  # with what each of them lists
    "/": "Report 24",
    "/regions/": ">CN</a>",
    "/regions/CN/": "Report 24",
    "/regions/CN/?role=about&sort=date": "Report 0",
    "/tags/": ">watching</a>",
    "/timeline/": "Report 0",
    "/timeline/?region=CN&from=2019&to=2019": "Report 9",
    "/timeline/?undated=1": "Undated",
}


def make_archive():
    """Twenty-five reports of China, one without a date, and what nobody may see."""
    china = Region.objects.create(code="CN", level="country")
    part = Region.objects.create(code="CN-XJ", level="province", parent=china)
    tag = Tag.objects.create(scheme="theme", slug="watching")
    reports = [
        published(make_article(title=f"Report {number}", date=f"{2010 + number}"))
        for number in range(25)
    ]
    undated = published(make_article(title="Undated", date=""))
    hidden = make_article(title="A hidden draft", date="2019")
    withdrawn = published(make_article(title="A withdrawn report", date="2019"))
    Entry.objects.filter(pk=withdrawn.pk).update(status="withdrawn")
    for entry in (*reports, undated, hidden, withdrawn):
        EntryRegion.objects.create(entry=entry, region=part, role="about")
        Tagging.objects.create(entry=entry, tag=tag)
    reindex()


@pytest.fixture
def large(make_once, monkeypatch):
    """An archive that is too large for its rows to be counted."""
    make_once(make_archive)
    monkeypatch.setattr(column_evaluation, "LEAST_DOCUMENTS", 0)
    monkeypatch.setattr(column_evaluation, "MOST_COUNTED_ROWS", 25)


@pytest.fixture(params=["no index", "too much waits"])
def uncounted(request, large, monkeypatch):
    """The same while the index cannot count it."""
    if request.param == "no index":
        (get_index_root() / "current").unlink()
    else:
        OutboxRow.objects.add(Entry.objects.values_list("pk", flat=True)[:2])
        monkeypatch.setattr(column_evaluation, "MOST_WAITING_ROWS", 1)


def read(client, path, language="en"):
    answer = client.get(path, headers={"accept-language": language})
    assert answer.status_code == 200, path
    return page_text(answer), answer


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_a_list_without_numbers(client, uncounted, path):
    text, answer = read(client, path)
    assert NOTICES["en"] in text and PAGES[path] in text
    assert 'class="n"' not in text
    assert answer.headers["Cache-Control"] == "no-cache"  # held in no memory
    assert "hidden draft" not in text and "withdrawn report" not in text


@pytest.mark.parametrize("language", NOTICES)
def test_it_says_so_in_each_language(client, uncounted, language):
    assert NOTICES[language] in read(client, "/timeline/", language)[0]


def test_pages_follow_each_other_and_keep_the_filters(client, uncounted):
    path, titles = "/timeline/?kind=article", []
    while path:
        text, _answer = read(client, path)
        titles += re.findall(r">(Report \d+)</a>", text)
        following = re.search(r'href="([^"]+)" rel="next"', text)
        path = following[1].replace("&amp;", "&") if following else ""
        assert "kind=article" in (path or text)
    assert titles == [f"Report {number}" for number in range(25)]
    text, _answer = read(client, "/regions/CN/?kind=article")
    assert 'href="/regions/CN-XJ/?kind=article"' in text


def test_other_pages_answer_as_ever(client, uncounted):
    assert "26 entries" in read(client, "/articles/")[0]
    assert "26 entries" in read(client, "/tags/theme/watching/")[0]
    for path in ("/compare/", "/regions/CN/cite/", "/feeds/regions/CN/", "/changes/"):
        assert NOTICES["en"] not in read(client, path)[0]
    assert client.get("/regions/XX/").status_code == 404
    assert client.get("/timeline/?from=x").status_code == 400
    assert client.get("/regions/CN/picture.svg").status_code == 503


@pytest.mark.parametrize("path", PAGES)
def test_with_an_index_and_in_a_small_archive_all_is_counted(
    client, large, monkeypatch, path
):
    assert NOTICES["en"] not in read(client, path)[0]
    (get_index_root() / "current").unlink()
    monkeypatch.setattr(column_evaluation, "MOST_COUNTED_ROWS", 26)
    assert NOTICES["en"] not in read(client, path)[0]
