"""All doors of places and time read the same filters: what one refuses all refuse, and
what one reads no other breaks on."""

import re
from html import unescape

import pytest

from archive.models import FormerCode, Region, Tag
from archive.search import reindex
from tests.factories import make_article, make_event, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db

PAGES = ("/search/", "/timeline/", "/regions/", "/regions/CN/", "/tags/")
FILES = (
    "/search/export.csv",
    "/search/export.ics",
    "/feeds/timeline/",
    "/feeds/regions/CN/",
)
REFUSED = (
    "region=XX-99",
    "region=%ff",
    f"region={'x' * 10_000}",
    "&".join(f"region=XX-{n}" for n in range(300)),
    "&".join(f"tag=theme/t{n}" for n in range(300)),
    "tag=%ed%a0%80",
    "tag=THEME/Social-Credit",
    "from=2020&to=2018",
    "from=2018/..&to=../2010",
    "from=0",
    "from=99999",
    f"from={'2' * 10_000}",
    "from=2019-02-30",
    "from=%ff",
    "from=..",
    "from=Y1E99999",
    "from=XXXX",
    "page=0",
    "page=-1",
    "page=1.5",
    "page=%D9%A2",
    "page=99999999999",
    "sort=nonsense",
    "sort=date&sort=x",
    "role=nonsense",
    "kind=%c0%80",
)
READ = (
    "region=cn",
    "region=CHN",
    "region=%00",
    "region=CN-OLD",
    "from=0000&to=0000",
    "from=-3000",
    "from=-3000&to=9999",
    "from=Y-1000000000",
    "to=Y-1000000000",
    "from=Y17E7",
    "from=Y-17E7&to=Y17E7",
    "from=0001-01-01&to=2738-11-28",
    "from=Y-5879610-06-23",
    "from=Y5879611-07-11",
    "from=9999-12-31",
    "from=/2019&to=2019/",
    "to=[..2019]",
    "&".join(["tag=theme/social-credit"] * 300),
    "lanes=nonsense",
    "undated=nonsense",
    "lanes=1&kind=photo&undated=1",
    "q=%00%01%1b%7f",
    "q=%ff%fe",
    f"q={'x' * 10_000}",
    f"language={'x' * 10_000}",
    "credit=%ff",
    "from=2018&from=2019",
    "kind=event&kind=-event",
    "region=CN&region=-CN",
    "undated=1&from=2019",
    "%00=%ff",
    "&&&",
    "from[]=1",
    "from=2019%0A",
)
WAY_OUT = re.compile(
    r'<a href="/[^"]*">(?:Search without this|Sort in the usual order|'
    r"Go to the first page|Continue without this value)"
)
BAR = re.compile(
    r'<a\s+href="([^"]+)"\s+aria-label[^>]*>\s*<span class="vh">[^<]+</span>\s*'
    r'<span class="c[^"]*"[^>]*>\s*(\d+)'
)


@pytest.fixture
def archive(make_once):
    """China, which had another code, a tag, and an entry of each end of the line."""
    return make_once(make_archive)


def make_archive():
    china = Region.objects.create(code="CN", level="country", is_listed=True)
    FormerCode.objects.create(code="CN-OLD", region=china)
    Tag.objects.create(scheme="theme", slug="social-credit", is_listed=True)
    for date in ("2019-02-20", "Y-17E7", "../2019", "2018/..", ""):
        published(make_article(title=f"Dated {date}", date=date))
    reindex()


def take_turn(door, queries):
    """What a door is asked: of each parameter the first value, and of all others those
    whose turn it is. They are read by the same lines for each door, so that one page
    and one file are asked for each."""
    doors = PAGES if door in PAGES else FILES
    firsts = {query.partition("=")[0]: query for query in reversed(queries)}
    return dict.fromkeys([*firsts.values(), *queries[doors.index(door) :: len(doors)]])


def test_each_query_is_asked_of_a_page_and_a_file():
    for doors in (PAGES, FILES):
        for queries in (REFUSED, READ):
            taken = {query for door in doors for query in take_turn(door, queries)}
            assert taken == set(queries)


@pytest.mark.parametrize("door", PAGES + FILES)
def test_a_door_refuses_what_cannot_be_read(client, archive, door):
    for query in take_turn(door, REFUSED):
        answer = client.get(f"{door}?{query}", headers={"accept-language": "en"})
        text = answer.getvalue().decode()
        assert answer.status_code == 400, query[:60]
        if answer.headers["Content-Type"].startswith("text/plain"):
            assert "\nExample: " in text or "later than" in text, query[:60]
        else:
            assert WAY_OUT.search(text), query[:60]


@pytest.mark.parametrize("door", PAGES + FILES)
def test_a_door_reads_what_is_only_odd(client, archive, door):
    for query in take_turn(door, READ):
        answer = client.get(f"{door}?{query}")
        body = answer.getvalue()
        assert answer.status_code == 200, query[:60]
        assert len(body) < 300_000, query[:60]


@pytest.mark.parametrize("door", PAGES)
def test_a_page_past_the_end_names_the_last(client, archive, door):
    for page in ("3", "999999"):
        answer = client.get(f"{door}?page={page}", headers={"accept-language": "en"})
        assert answer.status_code == 404, page
        assert "The last page is page" in page_text(answer)


@pytest.mark.parametrize("code", ["cn", "CN-OLD", "cn-old", "CHN", "156"])
@pytest.mark.parametrize(
    "address",
    ["/regions/{}/", "/feeds/regions/{}/", "/regions/{}/cite/"],
)
def test_another_code_leads_on_with_all_that_was_asked(client, archive, address, code):
    query = "?kind=article&kind=photo&q=%C3%BC&from=2019&lang=de&x=%0D%0A"
    answer = client.get(address.format(code) + query)
    assert answer.status_code == 301
    assert answer["Location"] == address.format("CN") + query


def counted(client, address):
    """What a view of the timeline counts, and the rows that it shows."""
    answer = client.get(address, headers={"accept-language": "en"})
    text = page_text(answer)
    number = re.search(r'id="h-e">(\d+) (?:entr|event)', text)
    rows = [row.entry.title for row in answer.context["view"].rows]
    return text, int(number[1]) if number else 0, sorted(rows)


@pytest.mark.parametrize(
    ("query", "bars"),
    [
        ("", 7),
        ("from=2019-02&to=2019-02", 7 + 28),
        ("kind=event", 7),
        ("lanes=1", 7 + 7),
    ],
)
def test_what_touches_every_bar_counts_and_stands_in_each(client, db, query, bars):
    every = [("Always watched", "2018/2024"), ("Never ending", "2018-01-01/2024-12-31")]
    for title, date in [*every, ("The leak", "2019-02-20")]:
        published(make_event(title=title, date=date))
        published(make_article(title=title, date=date))
    text, _number, _rows = counted(client, f"/timeline/?{query}")
    found = BAR.findall(text)
    assert len(found) == bars
    kinds = 1 if "kind" in query or "lanes" in query else 2
    for address, said in found:
        _text, number, rows = counted(client, unescape(address))
        assert number == int(said) == len(rows) >= 2 * kinds
        assert {"Always watched", "Never ending"} <= set(rows)
    assert {int(said) for _address, said in found} == {2 * kinds, 3 * kinds}
