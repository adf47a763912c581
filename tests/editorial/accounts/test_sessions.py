"""Logins are listed and ended, by their owner and by administrators."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client

from archive.editorial import EditorialError, end_sessions, list_sessions
from archive.models import DeskSession, User
from archive.models.staff.session_store import SessionStore
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ACCOUNT = "/desk/account/"
END = f"{ACCOUNT}sessions/end/"


def log_in(user):
    browser = Client(headers={"user-agent": "Mozilla/Canary"}, REMOTE_ADDR="192.0.2.77")
    browser.force_login(user)
    browser.get("/desk/")
    return browser


def is_logged_in(browser):
    return browser.get("/desk/").status_code == 200


def copy_cookie(browser):
    thief = Client()
    thief.cookies["sessionid"] = browser.cookies["sessionid"].value
    return thief


def access_page(user):
    return f"/desk/admin/archive/user/{user.pk}/access/"


def references(page):
    return re.findall(r'name="reference"\s+value="(\w+)"', page.content.decode())


def by_anna(reference):
    return {"reference": reference, "password": "anna-has-a-password"}


def test_the_owner_ends_one_login_and_a_copy_of_its_cookie_is_worth_nothing():
    anna = make_user("anna", "editor")
    here, there, third = log_in(anna), log_in(anna), log_in(anna)
    thief = copy_cookie(there)
    assert is_logged_in(thief)
    listed = list_sessions(anna)
    assert len(listed) == 3
    wanted = list_sessions(anna, there.session.session_key)
    reference = next(each.reference for each in wanted if each.is_current)
    assert reference in references(here.get(ACCOUNT))
    assert here.post(END, by_anna(reference))["Location"] == ACCOUNT
    assert not is_logged_in(there) and not is_logged_in(thief)
    assert is_logged_in(here) and is_logged_in(third)


def test_the_owner_ends_all_others():
    anna = make_user("anna", "editor")
    here, there = log_in(anna), log_in(anna)
    here.post(END, by_anna(""))
    assert is_logged_in(here) and not is_logged_in(there)


@pytest.mark.parametrize("password", ["", "a guess"])
def test_who_finds_a_desk_open_logs_nobody_out_elsewhere(password):
    anna = make_user("anna", "editor")
    here, there = log_in(anna), log_in(anna)
    reference = references(here.get(ACCOUNT))[0]
    for sent in (reference, ""):
        answer = here.post(END, {"reference": sent, "password": password})
        assert answer.status_code == 400
        page = answer.content.decode()
        assert 'class="errorlist"' in page and reference in page
        assert "a guess" not in page
    assert is_logged_in(here) and is_logged_in(there)


def test_nobody_ends_another_s_by_their_own_page():
    anna, berta = log_in(make_user("anna", "editor")), make_user("berta", "editor")
    other = log_in(berta)
    reference = list_sessions(berta)[0].reference
    assert anna.post(END, by_anna(reference)).status_code == 302
    assert anna.post(END, by_anna("")).status_code == 302
    assert is_logged_in(other)
    assert anna.get(END).status_code == 405


def test_an_administrator_ends_another_s_and_sees_no_address():
    anna, adam = make_user("anna", "editor"), make_user("adam", "administrator")
    browser, desk = log_in(anna), log_in(adam)
    page = desk.get(access_page(anna))
    assert len(references(page)) == 1
    text = page.content.decode()
    for hidden in ("192.0.2.77", "Canary", browser.session.session_key):
        assert hidden not in text
    desk.post(access_page(anna), {"reference": references(page)[0]})
    assert not is_logged_in(browser) and is_logged_in(desk)


def test_no_row_has_an_address_or_a_browser():
    browser = log_in(make_user("anna", "editor"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM archive_desksession")
        stored = str(cursor.fetchall())
    row = DeskSession.objects.get()
    for hidden in ("192.0.2.77", "Canary"):
        assert hidden not in stored + str(SessionStore().decode(row.session_data))
    assert browser.session.session_key == row.pk


@pytest.mark.parametrize("role", ["contributor", "editor", "publisher"])
def test_other_roles_open_nobody_s_access_page(role):
    other = make_user("other", "editor")
    browser = log_in(make_user("anna", role))
    assert browser.get(access_page(other)).status_code == 403
    assert browser.post(access_page(other), {"reset": "1"}).status_code == 403


def test_an_administrator_does_not_touch_a_superuser():
    root = User.objects.create_superuser("root", password="a-long-password-of-root")
    adam = make_user("adam", "administrator")
    assert log_in(adam).post(access_page(root), {"reset": "1"}).status_code == 403
    with pytest.raises(EditorialError):
        end_sessions(root, adam)


def test_a_new_password_takes_the_former_logins_off_the_list():
    anna = make_user("anna", "editor")
    browser = log_in(anna)
    anna.set_password("another-long-password")
    anna.save()
    assert list_sessions(anna) == []
    assert not is_logged_in(browser)


def test_a_reset_by_an_administrator_ends_logins_and_asks_for_a_new_factor():
    dora, adam = make_user("dora", "publisher"), make_user("adam", "administrator")
    browser, desk = log_in(dora), log_in(adam)
    desk.post(access_page(dora), {"reset": "1"})
    assert not is_logged_in(browser)
    assert log_in(dora).get("/desk/")["Location"] == ACCOUNT


def test_administrators_do_not_reset_their_own():
    adam = make_user("adam", "administrator")
    desk = log_in(adam)
    page = desk.post(access_page(adam), {"reset": "1"}, follow=True).content.decode()
    assert "Another administrator" in page
    assert is_logged_in(desk)
