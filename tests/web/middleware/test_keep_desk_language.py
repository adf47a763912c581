"""The desk stays in the language asked for."""

import re

import pytest

from tests.across.desk.conftest import anna as anna
from tests.across.desk.conftest import enter as enter
from tests.factories import make_article
from tests.markup import page_text

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a\s[^>]*?href="((?:/(?!static/)|\?|\.|[\w-]+/)[^":#]*)')
FORM = re.compile(r"<form\b[^>]*>(?:<input[^>]*>)?")


@pytest.mark.parametrize(
    "path",
    ["/desk/", "/desk/admin/archive/article/", "/desk/admin/archive/article/add/"],
)
def test_links_and_forms_of_the_desk_carry_the_language(anna, path):
    browser, _user = anna
    make_article()
    response = browser.get(f"{path}?lang=de")
    text = page_text(response)
    assert response.status_code == 200 and '<html lang="de"' in text
    links = LINK.findall(text)
    assert links
    assert [a for a in links if not re.search(r"[?;&]lang=", a)] == []
    for form in FORM.findall(text):
        action = re.search(r'action="(/[^"]*)"', form)
        if 'method="post"' in form:
            assert not action or "lang=de" in action[1]
        else:
            assert 'name="lang" value="de"' in form


def test_a_list_of_the_desk_takes_the_language_for_no_filter(anna):
    browser, _user = anna
    response = browser.get("/desk/admin/archive/article/?q=x&lang=zh-Hans")
    assert response.status_code == 200


def test_the_desk_carries_no_language_that_was_not_asked_for(anna):
    browser, _user = anna
    text = page_text(browser.get("/desk/", headers={"accept-language": "de"}))
    assert [a for a in LINK.findall(text) if "lang=" in a and a[0] != "?"] == []
