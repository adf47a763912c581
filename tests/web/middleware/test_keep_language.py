"""The language asked for goes along, without a cookie."""

import re

import pytest

from archive.models import Region
from archive.search import reindex
from tests.across.desk.conftest import anna as anna
from tests.across.desk.conftest import enter as enter
from tests.factories import make_article, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a\s[^>]*?href="([^"]+)"')
FORM = re.compile(r'<form\s[^>]*action="/[^>]*>(.*?)</form>', re.DOTALL)
ELSEWHERE = ("/static/", "/desk/", "#", "http", "mailto:")
PAGES = (
    "/",
    "/search/?q=entry",
    "/search/",
    "/timeline/?from=2019",
    "/regions/",
    "/regions/CN/",
    "/tags/",
    "/articles/",
    "/about/",
    "/nothing",
)


@pytest.fixture
def article():
    Region.objects.create(code="CN", level="country", is_listed=True)
    made = published(make_article(title="An entry", date="2019"))
    reindex()
    return made


@pytest.mark.parametrize("path", PAGES)
def test_every_link_and_form_carries_the_language(client, article, path):
    joint = "&" if "?" in path else "?"
    response = client.get(f"{path}{joint}lang=de")
    text = page_text(response)
    links = [a for a in LINK.findall(text) if not a.startswith(ELSEWHERE)]
    assert links
    assert [a for a in links if not re.search(r"[?;&]lang=(de|en|zh-Hans)\b", a)] == []
    for form in FORM.findall(text):
        assert 'name="lang" value="de"' in form
    assert '<html lang="de"' in text
    assert not response.cookies
    assert int(response.headers.get("Content-Length", len(text.encode()))) == len(
        response.content
    )


@pytest.mark.parametrize("path", PAGES)
def test_nothing_carries_a_language_that_was_not_asked_for(client, article, path):
    text = page_text(client.get(path, headers={"accept-language": "de"}))
    others = [a for a in LINK.findall(text) if "lang=" in a and not a.startswith("?")]
    assert '<html lang="de"' in text
    assert others == [] and 'name="lang"' not in text


def test_a_redirect_carries_the_language(client, article):
    for address in (
        f"/articles/{article.id_code}/",
        f"/articles/{article.id_code}/old/",
        f"/entries/{article.id_code}",
        "/regions/cn/",
    ):
        response = client.get(address, {"lang": "de"})
        assert response.status_code in (301, 303)
        assert response["Location"].endswith("?lang=de"), address


def test_an_unknown_language_is_not_carried(client, article):
    text = page_text(client.get("/?lang=xx%22%3E"))
    assert 'name="lang"' not in text and "lang=xx&quot;" not in text


def test_what_a_text_says_is_not_taken_for_a_link(client):
    published(make_article(title='<a href="/search/">x</a>'))
    text = page_text(client.get("/articles/?lang=de"))
    assert "&lt;a href=&quot;/search/&quot;&gt;" in text


@pytest.mark.parametrize("language", ["de", "zh-Hans"])
def test_the_login_of_the_desk_is_in_the_language_asked_for(client, language):
    response = client.get(f"/desk/?lang={language}", follow=True)
    text = response.content.decode()
    assert response.redirect_chain
    assert f'<html lang="{language.lower()}' in text.replace("zh-Hans", "zh-hans")
    assert "Username" not in text and "Password" not in text


@pytest.mark.parametrize("model", ["region", "user"])
def test_a_list_of_the_desk_opens_in_the_language_asked_for(admin_client, model):
    response = admin_client.get(f"/desk/admin/archive/{model}/?lang=de")
    assert response.status_code == 200
    assert '<html lang="de"' in page_text(response)


DESK_LINK = re.compile(r'<a\s[^>]*?href="((?:/(?!static/)|\?|\.|[\w-]+/)[^":#]*)')
DESK_FORM = re.compile(r"<form\b[^>]*>(?:<input[^>]*>)?")


@pytest.mark.parametrize(
    "path",
    [
        "/desk/",
        "/desk/entries/all/",
        "/desk/articles/new/",
        "/desk/admin/archive/outlet/",
    ],
)
def test_links_and_forms_of_the_desk_carry_the_language(anna, path):
    browser, _user = anna
    make_article()
    response = browser.get(f"{path}?lang=de")
    text = page_text(response)
    assert response.status_code == 200 and '<html lang="de"' in text
    links = DESK_LINK.findall(text)
    assert links
    assert [a for a in links if not re.search(r"[?;&]lang=", a)] == []
    for form in DESK_FORM.findall(text):
        action = re.search(r'action="(/[^"]*)"', form)
        if 'method="post"' in form:
            assert not action or "lang=de" in action[1]
        else:
            assert 'name="lang" value="de"' in form


def test_a_list_of_the_desk_takes_the_language_for_no_filter(anna):
    browser, _user = anna
    response = browser.get("/desk/admin/archive/outlet/?q=x&lang=zh-Hans")
    assert response.status_code == 200


def test_the_desk_carries_no_language_that_was_not_asked_for(anna):
    browser, _user = anna
    text = page_text(browser.get("/desk/", headers={"accept-language": "de"}))
    assert [a for a in DESK_LINK.findall(text) if "lang=" in a and a[0] != "?"] == []
