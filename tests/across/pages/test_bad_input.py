"""Whatever is asked, a proper page answers, and never a trace."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Region, RegionName, Tag
from archive.search import reindex
from archive.text import idcodes
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db

DATES = ("a date we know", "20 Feb 2019")
LONG = "x" * 10_000


@pytest.fixture
def article(make_once):
    """One public article, a region and a tag, indexed."""
    return make_once(make_indexed_article)


def make_indexed_article():
    Region.objects.create(code="CN", level="country", is_listed=True)
    Tag.objects.create(scheme="theme", slug="social-credit", is_listed=True)
    made = published(make_article(title="Cameras and entries"))
    reindex()
    return made


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        (f"/search/?q={LONG}", 200, ("first 600 characters",)),
        ("/search/?q=" + "wort+" * 2_000, 200, ("first 600 characters",)),
        ("/search/?q=%22surveillance", 200, ("has no partner",)),
        ("/search/?q=a+%22b%22+%22", 200, ("has no partner",)),
        ("/search/?q=%22", 200, ("Your search has no word in it",)),
        ("/search/?q=-", 200, ("Your search has no word in it",)),
        ("/search/?q=OR+OR", 200, ("has nothing to join here",)),
        ("/search/?q=(((+AND+)))", 200, ("entries",)),
        ("/search/?q=***", 200, ("Your search has no word in it",)),
        ("/search/?q=title:x+AND+[1+TO+2]~3^4", 200, ("entries",)),
        ("/search/?q=%00%01%1b", 200, ("entries",)),
        ("/search/?q=a%00b", 200, ("No entries",)),
        ("/search/?q=%ed%a0%80", 200, ("Your search has no word in it",)),
        ("/search/?q=%ff%fe", 200, ("Your search has no word in it",)),
        ("/search/?q=%E2%80%AEabc", 200, ("No entries",)),
        ("/search/?from=soon", 400, DATES),
        ("/search/?from=yesterday", 400, ("“yesterday (2019-02-20)”",)),
        ("/search/?from=2019-02-30", 400, ("there is no day 30 in 2019-02",)),
        ("/search/?from=2019-13", 400, ("there is no month 13",)),
        ("/timeline/?from=2019-24/2018", 400, ("2019-24 is after 2018",)),
        ("/timeline/?from=0", 400, ("year with four digits", "2019")),
        ("/timeline/?from=99999", 400, ("year with four digits", "Y12345")),
        ("/timeline/?from=XXXX", 400, ("A date needs a year",)),
        ("/timeline/?from=Y1E99999", 400, ("too far away",)),
        ("/timeline/?from=0000&to=0000", 200, ("1 BCE",)),
        ("/timeline/?from=-3000", 200, ("3001 BCE",)),
        ("/timeline/?from=Y99999", 200, ("99999",)),
        ("/timeline/?from=Y170000002", 200, ("entries",)),
        ("/timeline/?from=Y-170000002&to=Y170000002", 200, ("entries",)),
        ("/timeline/?from=-3000&to=9999", 200, ("3001 BCE to 9999",)),
        ("/timeline/?from=[2018,2020]", 200, ("entries",)),
        ("/timeline/?from=../2019-02-20&to=2018/..", 200, ("entries",)),
        ("/timeline/?from=1000-01-02&to=3999-12-30", 200, ("entries",)),
        ("/timeline/?" + "tag=theme/social-credit&" * 300, 200, ("first 40",)),
        ("/timeline/?to=31.2.2019", 400, ("there is no day 31 in 2019-02",)),
        ("/search/?from=2020&to=2018", 400, ("swap the two dates",)),
        ("/timeline/?from=2020&to=2018", 400, ("swap the two dates",)),
        ("/search/?page=0", 400, ("numbered from 1",)),
        ("/search/?page=-1", 400, ("numbered from 1",)),
        ("/search/?page=abc", 400, ("numbered from 1",)),
        ("/search/?page=%D9%A1", 400, ("numbered from 1",)),
        ("/search/?page=1" + "0" * 40, 400, ("numbered from 1",)),
        ("/search/?page=99999", 404, ("The last page is page",)),
        ("/timeline/?page=99999", 404, ("The last page is page",)),
        ("/timeline/?undated=1&page=99", 404, ("The last page is page",)),
        ("/articles/?page=99999", 404, ("The last page is page",)),
        ("/articles/?page=0", 400, ("numbered from 1",)),
        ("/regions/?page=99999", 404, ("The last page is page",)),
        ("/regions/CN/?page=99999", 404, ("The last page is page",)),
        ("/tags/?page=99999", 404, ("The last page is page",)),
        ("/tags/theme/social-credit/?page=99", 404, ("The last page is page",)),
        ("/search/?kind=novel", 400, ("article, photo, source, event",)),
        ("/search/?sort=random", 400, ("relevance, date, -date, added",)),
        ("/search/?region=XX-99", 400, ("a region we know",)),
        ("/search/?tag=theme/none", 400, ("a tag we know",)),
        ("/search/?tag=none", 400, ("a tag we know",)),
        ("/search/?source=4f7k9q2x", 400, ("typing error",)),
        ("/search/?region=" + "&region=".join("X" * 90), 400, ("a region we know",)),
        ("/search/?language=%00", 200, ("entries",)),
        ("/search/?credit=%25", 200, ("entries",)),
        ("/search/?kind=%3Cscript%3Ealert(1)%3C/script%3E", 400, ("&lt;script",)),
        ("/search/?" + "&".join(f"a{n}=1" for n in range(2_000)), 400, ("too long",)),
        ("/search/?q=" + "a" * 70_000, 414, ("too long",)),
        ("/" + "a" * 70_000, 414, ("too long",)),
        ("/regions/XX-99/", 404, ("know this region",)),
        ("/regions/XX-99/map.svg", 404, ("Page not found",)),
        ("/regions/%00/", 400, ("characters that addresses can",)),
        ("/tags/theme/%0a/", 400, ("characters that addresses can",)),
        ("/tags/theme/none/", 404, ("Page not found",)),
        ("/articles/XXXXXXXX/", 404, ("typing error",)),
        ("/articles/4f7k/", 404, ("eight letters and digits",)),
        ("/entries/XXXXXXXX", 404, ("typing error",)),
        ("/articles/%F0%9F%98%80/", 404, ("eight letters and digits",)),
        ("/about/nothing/", 404, ("Page not found",)),
        ("/nothing", 404, ("Page not found",)),
        ("/sitemap.xml?part=2", 404, ("Page not found",)),
        (f"/sitemap.xml?part={'1' * 5_000}", 404, ("Page not found",)),
    ],
    ids=lambda value: str(value)[:48],
)
def test_what_cannot_be_read_is_told(client, article, path, status, says):
    response = client.get(path, headers={"accept-language": "en"})
    text = response.content.decode()
    assert response.status_code == status
    assert "<h1" in text and "</html>" in text
    for words in says:
        assert words in text
    assert "Traceback" not in text and "script>alert" not in text
    assert len(text) < 400_000
    assert "Content-Security-Policy" in response.headers


def test_one_wrong_character_of_an_id_is_told(client, article):
    code = article.id_code
    for place, character in enumerate(code):
        wrong = next(c for c in idcodes.ID_ALPHABET if c != character)
        address = f"/articles/{code[:place]}{wrong}{code[place + 1 :]}/"
        response = client.get(address, headers={"accept-language": "en"})
        assert response.status_code == 404, address
        assert "typing error" in response.content.decode(), address


def test_many_filters_that_find_nothing_cost_few_queries(client, article):
    codes = [f"language=l{number}" for number in range(40)]
    with CaptureQueriesContext(connection) as asked:
        response = client.get(f"/search/?q=cameras&{'&'.join(codes)}")
    few = len(asked)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/search/?q=cameras&{'&'.join(codes[:9])}")
    assert response.status_code == 200
    assert few == len(asked)


def test_a_bad_value_can_be_left_out(client, article):
    text = client.get("/search/?q=camera&from=yesterday&lang=en").content.decode()
    assert 'href="/search/?q=camera&amp;lang=en"' in text


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_page_is_read_only(method):
    reader = Client(enforce_csrf_checks=True)
    assert getattr(reader, method)("/search/").status_code == 405


@pytest.mark.parametrize(
    "path", ["/desk/admin/login/", "/desk/", "/search/", "/basket/", "/nowhere/"]
)
def test_what_no_form_takes_is_not_read(path, monkeypatch):
    def read(*_args):
        raise AssertionError("it was read")

    monkeypatch.setattr("django.http.multipartparser.MultiPartParser.parse", read)
    answer = Client(enforce_csrf_checks=True).post(
        path,
        {"a": "b"},
        CONTENT_LENGTH="20000001",
        # What any sender can say: a token, and that the form stood here.
        headers={"cookie": f"csrftoken={'a' * 32}", "origin": "http://testserver"},
    )
    assert answer.status_code == 413


def test_an_error_of_ours_says_nothing_of_what_was_asked(client, monkeypatch):
    def broken(*_args):
        raise RuntimeError("a secret of the machine room")

    monkeypatch.setattr("archive.web.search.search_page.search", broken)
    client.raise_request_exception = False
    response = client.get("/search/?q=zwitscher")
    text = response.content.decode()
    assert response.status_code == 500 and "<h1" in text
    assert "secret" not in text and "Traceback" not in text


MANY = "&".join(f"tag=theme/t{n}" for n in range(300))
MOST_BYTES = 100_000


@pytest.mark.parametrize(
    "path", ["/search/", "/table/", "/timeline/", "/regions/CN/", "/changes/"]
)
def test_three_hundred_wrong_values_are_told_once(client, article, path):
    answer = client.get(f"{path}?{MANY}&kind=article")
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "isn't a tag we know" in text.replace("&#x27;", "'")
    assert "more values of “tag”" in text
    assert text.count("theme/t0”") == 1 and "theme/t9”" not in text
    assert text.count("Search without this tag") == 1
    assert len(answer.content) < MOST_BYTES


@pytest.mark.parametrize(
    "path", ["v9/", "v0/", "v9/record.json", "diff/1/9/", "diff/7/1/"]
)
def test_a_version_that_is_not_there_leads_to_those_that_are(client, article, path):
    answer = client.get(f"/entries/{article.id_code}/{path}")
    text = answer.content.decode().replace("&#x27;", "'")
    assert answer.status_code == 404
    assert "This entry doesn't have that version" in text
    assert f'href="/entries/{article.id_code}/history/"' in text
    assert f'href="{article.get_absolute_url()}"' in text


SIX_SCRIPTS = "新疆 Xinjiang Синьцзян شىنجاڭ शिनजियांग ཞིན་ཅང"


def test_a_name_in_six_scripts_at_once_finds_the_region(client, article):
    place = Region.objects.create(code="CN-XJ", level="province", is_listed=True)
    for language, name in (("en", "Xinjiang"), ("zh-Hans", "新疆"), ("ug", "شىنجاڭ")):
        RegionName.objects.create(
            region=place, language=language, name=name, is_preferred=language == "en"
        )
    for path in (f"/regions/?find={SIX_SCRIPTS}", f"/regions/{SIX_SCRIPTS}/"):
        answer = client.get(path)
        assert 'href="/regions/CN-XJ/"' in answer.content.decode(), path
    box = client.get("/regions/", {"find": SIX_SCRIPTS}).content.decode()
    assert f'value="{SIX_SCRIPTS}"' in box  # the form is kept


@pytest.mark.parametrize(
    "path", ["/search/", "/timeline/", "/regions/CN/", "/changes/"]
)
def test_a_page_of_a_wrong_value_still_names_a_feed(client, article, path):
    text = client.get(f"{path}?added=yesterday").content.decode()
    assert 'href="/feeds/' in text.partition("</head>")[0] and 'href=""' not in text
