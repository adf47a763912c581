"""The session ended while somebody typed: the text comes back, and can be sent."""

import pytest
from django.test import Client, RequestFactory

from archive.editorial import record_creation
from archive.web.middleware.session_expired import (
    list_sent_values,
    select_typed_texts,
)
from tests.admin.conftest import anna as anna
from tests.admin.conftest import enter as enter
from tests.admin.forms import fields
from tests.factories import make_article

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def typed(anna):
    """Anna's draft, its address, and a form of it with a new lead."""
    article = make_article(title="Kameras überall", language="de")
    record_creation(article, anna[1])
    address = f"/desk/articles/{article.id_code}/"
    form = fields(anna[0].get(address))
    return article, address, {**form, "lead": "Zeile eins\nund zwei", "_continue": "1"}


def test_what_is_sent_logged_out_comes_back_and_is_saved_after_the_login(anna, typed):
    article, address, sent = typed
    answer = Client().post(address, sent, **HERE)
    assert answer.status_code == 403
    again = fields(answer)
    assert again["lead"] == "Zeile eins\nund zwei"
    assert anna[0].post(address, again, **HERE).status_code == 302
    article.refresh_from_db()
    assert article.lead.split() == ["Zeile", "eins", "und", "zwei"]


def test_a_form_from_before_a_second_login_comes_back_with_a_new_token(anna, typed):
    _article, address, sent = typed
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna[1])
    answer = client.post(address, sent, **HERE)
    assert answer.status_code == 403
    assert client.post(address, fields(answer), **HERE).status_code == 302


@pytest.mark.parametrize("origin", [None, "https://elsewhere.example", "null"])
def test_what_another_site_sends_is_not_shown_and_gets_no_token(anna, typed, origin):
    _article, address, sent = typed
    headers = {"HTTP_ORIGIN": origin} if origin else {}
    answer = Client().post(address, sent, **headers)
    assert "Zeile eins" not in answer.content.decode()
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna[1])
    answer = client.post(address, sent, **headers)
    assert answer.status_code == 403
    assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_a_password_is_never_shown_again():
    client = Client(enforce_csrf_checks=True)
    login = "/desk/admin/login/"
    answer = client.post(login, {"username": "anna", "password": "secret"}, **HERE)
    assert (answer.status_code, answer.url) == (302, login)


def test_a_form_of_another_site_is_refused_on_a_page_of_ours(anna):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna[1])
    answer = client.post("/desk/", headers={"accept-language": "zh-CN"})
    assert answer.status_code == 403
    assert "表单不是从本站发送的" in answer.content.decode()


def test_what_was_sent_comes_back_whole_but_for_the_token():
    sent = {"csrfmiddlewaretoken": "x", "lead": ["a b", "c"], "_save": "1"}
    request = RequestFactory().post("/", sent)
    assert list_sent_values(request) == [("lead", "a b"), ("lead", "c"), ("_save", "1")]


@pytest.mark.parametrize(
    ("name", "value", "is_typed"),
    [
        ("lead", "two words", True),
        ("lead", "word", False),
        ("lead", " word ", False),
        ("lead", "", False),
        ("_save", "Save and stay", False),
    ],
)
def test_a_value_of_several_words_was_typed(name, value, is_typed):
    assert select_typed_texts([(name, value)]) == ([value] if is_typed else [])
