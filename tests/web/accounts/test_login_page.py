"""A login in two steps, and the ways around the second one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import User
from archive.web.accounts import login_page
from tests.factories import make_user

from .conftest import LOGIN, PASSWORD, STEP

pytestmark = pytest.mark.django_db
OTHER_DOORS = ("/desk/", "/desk/admin/", "/desk/account/", "/desk/reports/")


def is_logged_in(browser):
    return browser.get("/desk/").status_code == 200


def test_a_right_password_alone_opens_nothing(dora, type_password):
    browser = type_password()
    assert browser.get(STEP).status_code == 200
    for door in OTHER_DOORS:
        assert browser.get(door)["Location"].startswith(LOGIN), door
    assert "_auth_user_id" not in browser.session


def test_the_code_of_the_app_logs_in_and_leads_to_the_page_asked_for(dora, clock):
    browser = Client()
    sent = {"username": "dora", "password": PASSWORD}
    answer = browser.post(f"{LOGIN}?next=/desk/reports/", {**sent, "next": "/desk/"})
    assert answer["Location"] == STEP
    answer = browser.post(STEP, {"code": clock.show_code(dora[1])})
    assert answer["Location"] == "/desk/"
    assert is_logged_in(browser)


def test_no_login_leads_to_another_site(dora, clock):
    browser = Client()
    sent = {"username": "dora", "password": PASSWORD}
    browser.post(LOGIN, {**sent, "next": "https://elsewhere.example/"})
    answer = browser.post(STEP, {"code": clock.show_code(dora[1])})
    assert answer["Location"] == "/desk/admin/"


def test_a_code_with_spaces_and_from_a_clock_half_a_minute_off_is_right(
    dora, clock, type_password
):
    for steps in (-1, 1):
        clock.pass_steps(3)
        code = clock.show_code(dora[1], steps)
        browser = type_password()
        browser.post(STEP, {"code": f"{code[:3]} {code[3:]}"})
        assert is_logged_in(browser)


@pytest.mark.parametrize("steps", [-3, -2, 2, 3])
def test_a_code_from_a_clock_further_off_is_wrong(dora, clock, type_password, steps):
    browser = type_password()
    answer = browser.post(STEP, {"code": clock.show_code(dora[1], steps)})
    assert answer.status_code == 400
    assert not is_logged_in(browser)


def test_a_code_logs_in_once_and_no_older_one_after_it(dora, clock, type_password):
    code, older = clock.show_code(dora[1]), clock.show_code(dora[1], -1)
    type_password().post(STEP, {"code": code})
    for replayed in (code, older):
        browser = type_password()
        assert browser.post(STEP, {"code": replayed}).status_code == 400
        assert not is_logged_in(browser)
    clock.pass_steps()
    browser = type_password()
    browser.post(STEP, {"code": clock.show_code(dora[1])})
    assert is_logged_in(browser)


def test_a_recovery_code_logs_in_once(dora, type_password):
    first, second = dora[2][:2]
    for code, is_right in ((first, True), (first, False), (second, True)):
        browser = type_password()
        browser.post(STEP, {"code": code})
        assert is_logged_in(browser) is is_right


def test_the_sixth_wrong_code_is_not_even_checked(dora, clock, type_password):
    browser = type_password()
    for _ in range(5):
        assert browser.post(STEP, {"code": "000000"}).status_code == 400
    assert browser.post(STEP, {"code": "000000"}).status_code == 429
    browser.cookies.clear()  # another browser, and the password again: no way round
    browser.post(LOGIN, {"username": "dora", "password": PASSWORD})
    answer = browser.post(STEP, {"code": clock.show_code(dora[1])})
    assert answer.status_code == 429
    assert not is_logged_in(browser)


def test_the_second_step_waits_for_five_minutes(
    dora, clock, type_password, monkeypatch
):
    browser = type_password()
    later = login_page.time() + 301
    monkeypatch.setattr(login_page, "time", lambda: later)
    answer = browser.post(STEP, {"code": clock.show_code(dora[1])})
    assert answer["Location"] == LOGIN
    assert not is_logged_in(browser)


@pytest.mark.parametrize("change", ["password", "is_active"])
def test_a_changed_password_or_closed_account_ends_the_wait(
    dora, clock, type_password, change
):
    browser = type_password()
    user = User.objects.get(username="dora")
    user.set_password("another long password")
    user.is_active = change == "password"
    user.save()
    browser.post(STEP, {"code": clock.show_code(dora[1])})
    assert not is_logged_in(browser)


def test_another_s_code_is_none_of_mine(dora, clock, type_password):
    make_user("emil", "publisher")
    browser = type_password("emil", "emil-has-a-password")
    answer = browser.post(STEP, {"code": clock.show_code(dora[1])})
    assert answer.status_code == 400


def test_the_session_key_changes_at_each_step(dora, clock):
    browser = Client()
    browser.get(LOGIN)
    fixed = browser.session
    fixed["planted"] = "by somebody else"
    fixed.save()
    browser.cookies["sessionid"] = fixed.session_key
    keys = [fixed.session_key]
    browser.post(LOGIN, {"username": "dora", "password": PASSWORD})
    keys.append(browser.cookies["sessionid"].value)
    browser.post(STEP, {"code": clock.show_code(dora[1])})
    keys.append(browser.cookies["sessionid"].value)
    assert len(set(keys)) == 3
    assert "planted" not in browser.session
    for key in keys[:2]:
        thief = Client()
        thief.cookies["sessionid"] = key
        assert not is_logged_in(thief)


@pytest.mark.parametrize(
    "sent", ["[]", "{}", '"x"', '{"id": 1}', "{", '{"id": "AA", "response": {}}']
)
def test_what_is_no_passkey_is_refused(dora, type_password, sent):
    browser = type_password()
    answer = browser.post(STEP, {"credential": sent})
    assert answer.status_code == 400
    assert not is_logged_in(browser)


def test_an_editor_without_a_second_factor_logs_in_with_the_password(type_password):
    make_user("anna", "editor")
    assert is_logged_in(type_password("anna", "anna-has-a-password"))


def test_a_login_page_for_somebody_logged_in_leads_to_the_desk(client):
    client.force_login(make_user("anna", "editor"))
    assert client.get(LOGIN)["Location"] == reverse("admin:index")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Second step"), ("de", "Zweiter Schritt"), ("zh-hans", "第二步")],
)
def test_the_second_step_speaks_the_reader_s_language(dora, language, words):
    browser = Client(headers={"accept-language": language})
    browser.post(LOGIN, {"username": "dora", "password": PASSWORD})
    page = browser.get(STEP).content.decode()
    assert words in page
    assert "https://" not in page.replace("https://testserver", "")
