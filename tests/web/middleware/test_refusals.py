"""Who asks for what is not theirs at the desk is noted, without telling them more."""

from __future__ import annotations

import pytest
from django.test import Client

from archive.editorial.accounts import _staff_log
from archive.models import StaffEvent
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
NOBODYS = 999_999


@pytest.fixture
def carla():
    """A contributor, and her browser."""
    account = make_user("carla", "contributor")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(account)
    return browser, account


def list_refused(account):
    rows = StaffEvent.objects.filter(kind="refused", by=account).order_by("number")
    return [row.subject for row in rows]


def test_a_page_that_is_not_theirs_is_noted(carla):
    browser, account = carla
    pages = ["/desk/status/", "/desk/staff-log/", "/desk/reports/"]
    for page in (*pages, *pages):
        assert browser.get(f"{page}?q=words").status_code == 403
    assert list_refused(account) == pages


def test_a_record_that_they_may_not_see_is_noted_like_none(carla):
    browser, account = carla
    hidden = make_article(title="A hidden article")
    asked = [
        f"/desk/admin/archive/article/{key}/{page}/"
        for key in (hidden.pk, NOBODYS)
        for page in ("change", "history", "publish")
    ]
    asked += [
        f"/desk/{page}/{code}/"
        for code in (hidden.id_code, "00000000")
        for page in ("articles", "preview")
    ]
    answers = [browser.get(address).status_code for address in asked]
    assert answers == [404] * 10
    assert list_refused(account) == asked


def test_a_form_of_another_site_is_noted(carla):
    browser, account = carla
    address = "/desk/intake/new/"
    for origin in ("http://testserver", "https://other.example"):
        answer = browser.post(address, {"text": "-"}, headers={"origin": origin})
        assert answer.status_code == 403
        noted = [address] if "other" in origin else []
        assert list_refused(account) == noted


def test_what_is_theirs_or_mistyped_or_asked_by_nobody_is_not_noted(carla, client):
    browser, _account = carla
    for address in ("/desk/", "/desk/intake/", "/desk/none/", "/desk/admin/none/"):
        browser.get(address)
    browser.get("/entries/00000000")
    client.get("/desk/status/")
    assert not StaffEvent.objects.filter(kind="refused").exists()


def test_an_account_cannot_fill_the_log(carla, monkeypatch):
    browser, account = carla
    monkeypatch.setattr(_staff_log, "MOST_REFUSALS", 3)
    for number in range(5):
        browser.get(f"/desk/admin/archive/article/{NOBODYS + number}/publish/")
    assert len(list_refused(account)) == 3
