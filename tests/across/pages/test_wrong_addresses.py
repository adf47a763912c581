"""A page whose address holds something wrong is the same page, with its form, what was
typed, and the message where the reader looks for it."""

import re
from html import unescape

import pytest

from archive.models import Region, Tag
from archive.search import reindex
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db

PAGES = (
    "/search/",
    "/timeline/",
    "/regions/",
    "/regions/CN/",
    "/tags/",
    "/tags/theme/social-credit/",
    "/articles/",
    "/corrections/",
)
WITH_DATES = ("/search/", "/timeline/")


@pytest.fixture(autouse=True)
def archive(make_once):
    """A region, a tag, and an entry that only a page with results would name."""
    return make_once(make_archive)


def make_archive():
    Region.objects.create(code="CN", level="country", is_listed=True)
    Tag.objects.create(scheme="theme", slug="social-credit", is_listed=True)
    published(make_article(title="Zwitscherkanari"))
    reindex()


def get(client, address, language="en"):
    """The page, which is refused, as text."""
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 400
    return unescape(answer.content.decode())


def field(text, name):
    """The one tag of a field."""
    tags = re.findall(rf'<(?:input|select)[^>]*\bname="{name}"[^>]*>', text)
    (found,) = [tag for tag in tags if 'type="hidden"' not in tag]
    return found


def test_a_wrong_day_of_adding_stays_in_its_field_and_is_told_there(client):
    text = get(client, "/search/?added=yesterday&q=camera")
    tag = field(text, "added")
    assert 'value="yesterday"' in tag and 'aria-invalid="true"' in tag
    assert "“yesterday” depends on the day" in text


@pytest.mark.parametrize("page", ["/timeline/", "/regions/CN/", "/articles/"])
def test_a_wrong_day_of_adding_is_told_above_pages_without_its_field(client, page):
    text = get(client, f"{page}?added=yesterday")
    assert "“yesterday” depends on the day" in text
    assert "Search without this date" in text


@pytest.mark.parametrize("page", WITH_DATES)
@pytest.mark.parametrize("name", ["from", "to"])
def test_a_wrong_date_stays_in_its_field_and_is_told_there(client, page, name):
    text = get(client, f"{page}?{name}=yesterday&q=camera")
    tag = field(text, name)
    assert 'value="yesterday"' in tag and 'aria-invalid="true"' in tag
    (where,) = re.findall(r'aria-describedby="([^"]+)"', tag)
    told = re.search(rf'<p[^>]*id="{where}"[^>]*>(.*?)</p>', text, re.DOTALL)[1]
    assert "add that day: “yesterday (2019-02-20)”" in told
    assert f'href="{page}?q=camera"' in told and "Search without this date" in told


@pytest.mark.parametrize("page", WITH_DATES)
def test_what_was_right_stays_in_the_form(client, page):
    text = get(client, f"{page}?from=20 Feb 2018&to=x&q=camera&kind=article&role=shown")
    other = field(text, "from")
    assert 'value="2018-02-20"' in other and "aria-invalid" not in other
    assert 'value="camera"' in text
    assert "Remove filter: Type: Article" in text
    assert re.search(r'<input type="hidden" name="role" value="shown"', text)


@pytest.mark.parametrize("page", WITH_DATES)
def test_a_period_that_ends_before_it_begins_is_told_at_from(client, page):
    text = get(client, f"{page}?from=2020&to=2018")
    assert 'aria-invalid="true"' in field(text, "from")
    assert "aria-invalid" not in field(text, "to")


def test_a_wrong_region_is_told_at_the_list_of_regions(client):
    text = get(client, "/timeline/?region=XX-99&region=CN")
    tag = field(text, "region")
    assert 'aria-invalid="true"' in tag
    assert "“XX-99” isn't a region we know." in text
    assert 'href="/timeline/?region=CN">Search without this region' in text
    assert re.search(r'<option value="CN" selected>', text)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("query", "message", "way_out"),
    [
        ("page=x", "“x” isn't a page", "Go to the first page"),
        ("kind=novel", "“novel” isn't possible here", "Search without this type"),
        (
            "source=4f7k9q2x",
            "“4f7k9q2x”: This id has a typing error",
            "Search without this source",
        ),
        ("sort=x", "“x” isn't possible here", "Sort in the usual order"),
    ],
)
def test_what_has_no_field_is_told_above_with_a_link_without_it(
    client, page, query, message, way_out
):
    text = get(client, f"{page}?{query}&language=en")
    told = re.search(r'<p class="note error" role="alert">(.*?)</p>', text, re.DOTALL)
    assert message in told[1]
    assert f'href="{page}?language=en">{way_out}' in told[1]


@pytest.mark.parametrize("page", PAGES)
def test_no_results_are_shown_for_what_was_not_asked(client, page):
    assert "Zwitscherkanari" not in get(client, f"{page}?page=x")


@pytest.mark.parametrize("page", PAGES)
def test_the_link_out_leads_to_a_page(client, page):
    text = get(client, f"{page}?region=XX-99&region=YY-99&from=x&q=camera")
    links = set(re.findall(r'href="([^"]+)">Search without', text))
    assert links == {
        f"{page}?region=XX-99&region=YY-99&q=camera",
        f"{page}?from=x&q=camera",
    }
    text = get(client, f"{page}?from=x&q=camera")
    (address,) = re.findall(r'href="([^"]+)">Search without', text)
    assert address == f"{page}?q=camera"
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "de",
            "«x» erkennen wir nicht als Datum. Möglich sind zum Beispiel 2019, Feb.",
        ),
        ("zh-hans", "无法识别日期“x”。可填2019、2019年2月或2019年2月20日。"),
    ],
)
def test_a_wrong_date_is_told_in_the_language_of_the_page(client, language, message):
    assert message in get(client, "/search/?from=x", language)


def test_a_wrong_address_costs_no_search(client, monkeypatch):
    def search(*_args):
        raise AssertionError("it was searched")

    monkeypatch.setattr("archive.web.search.search_page.search", search)
    get(client, "/search/?from=x&q=camera")


def test_markup_that_was_typed_is_text(client):
    answer = client.get("/search/", {"from": '"><script>alert(1)</script>'})
    assert "<script>alert" not in answer.content.decode()


FORMATS = "{0.__class__} {title} %(title)s %s {{ 7|add:7 }} {% now %}"


def test_words_that_look_like_formats_stay_as_they_are(client):
    article = published(make_article(title=FORMATS, summary=FORMATS, language="en"))
    reindex()
    code = article.id_code
    pages = (article.get_absolute_url(), f"/entries/{code}/cite/", "/feeds/latest/")
    files = (f"/entries/{code}.json", f"/entries/{code}.txt", "/search/export.csv")
    for address in (*pages, *files):
        answer = client.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        assert FORMATS in body.decode(), address
    answer = client.get("/search/", {"from": FORMATS})
    assert FORMATS in answer.content.decode()
