"""Rules of accounts that hold on whatever page: passwords as typed, masked fields, a
logout on each page, sessions that nobody guesses."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.test import Client

from archive.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LOGIN = "/desk/admin/login/"
CHANGE = "/desk/admin/password_change/"
PRESENT = "anna-has-a-password"
PASSWORD_FIELD = re.compile(r"<input[^>]*name=\"[a-z_]*password[a-z_0-9]*\"[^>]*>")
DESK_PAGES = (
    "/desk/",
    "/desk/account/",
    "/desk/reports/",
    "/desk/admin/",
    "/desk/admin/archive/article/",
    "/desk/admin/archive/article/add/",
    CHANGE,
)


@pytest.fixture
def anna():
    return make_user("anna", "editor")


@pytest.fixture
def browser(anna):
    """Anna's, logged in."""
    client = Client()
    client.force_login(anna)
    return client


def change_password(browser, new, present=PRESENT):
    sent = {"old_password": present, "new_password1": new, "new_password2": new}
    return browser.post(CHANGE, sent)


def can_log_in(password):
    sent = {"username": "anna", "password": password}
    return Client().post(LOGIN, sent).status_code == 302


@pytest.mark.parametrize(
    "password",
    [
        "zwölf kamele ziehen " * 3 + "fort",  # 64 characters, small letters only
        "  Blanks at both ends  ",
        "鸟儿在山谷里唱歌的声音很好听",
        "\U0001f42b camel " + "x y z w " * 24,  # beyond 200
    ],
)
def test_any_password_is_taken_as_it_is_typed(browser, password):
    assert change_password(browser, password).status_code == 302
    others = {password.swapcase(), password.strip(), password[:-1], password[:64]}
    assert can_log_in(password)
    assert not any(can_log_in(other) for other in others - {password})


def test_a_common_password_is_refused(browser):
    common = CommonPasswordValidator().passwords
    assert len(common) >= 3_000
    for password in [word for word in sorted(common) if len(word) >= 12][:5]:
        assert change_password(browser, password).status_code == 200
    assert can_log_in(PRESENT)


def test_a_short_password_is_refused(browser):
    assert change_password(browser, "Kf3-pL9w-mQ").status_code == 200
    assert change_password(browser, "Kf3-pL9w-mQ2").status_code == 302


def test_a_new_password_needs_the_present_one(browser):
    page = change_password(browser, "correct horse battery", present="a guess")
    assert page.status_code == 200 and can_log_in(PRESENT)


def test_no_password_grows_too_old(browser, anna):
    User.objects.filter(pk=anna.pk).update(
        date_joined="2001-01-01T00:00Z", last_login="2001-01-01T00:00Z"
    )
    assert can_log_in(PRESENT)
    assert browser.get("/desk/").status_code == 200


@pytest.mark.parametrize("path", [LOGIN, CHANGE, "/desk/account/app/"])
def test_a_password_is_masked_and_a_manager_may_fill_it_in(browser, path):
    asked_by = Client() if path == LOGIN else browser
    fields = PASSWORD_FIELD.findall(asked_by.get(path).content.decode())
    assert fields
    for field in fields:
        assert 'type="password"' in field, field
        assert re.search(r'autocomplete="(current|new)-password"', field), field
        assert "onpaste" not in field and "readonly" not in field


@pytest.mark.parametrize("path", DESK_PAGES)
def test_every_page_of_the_desk_has_a_logout(browser, path):
    page = browser.get(path)
    assert page.status_code == 200
    assert 'action="/desk/admin/logout/"' in page.content.decode()


def test_a_session_key_cannot_be_guessed(anna):
    keys = set()
    for _time in range(20):
        client = Client()
        client.force_login(anna)
        keys.add(client.session.session_key)
    assert len(keys) == 20
    # 32 of 36 letters and digits are 165 bits
    assert all(re.fullmatch(r"[a-z0-9]{32}", key) for key in keys)


def test_a_closed_account_is_logged_out_everywhere(browser, anna):
    assert browser.get("/desk/").status_code == 200
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert browser.get("/desk/")["Location"].startswith(LOGIN)


def test_an_account_has_no_hint_and_no_secret_question():
    names = {field.name for field in User._meta.get_fields()}
    assert not [name for name in names if re.search("hint|question|answer", name)]
    assert b"forgot" not in Client().get(LOGIN).content.lower()
