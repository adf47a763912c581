"""Passwords cannot be guessed by many tries, nor logins stop the site."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from archive.models import StaffEvent, User
from archive.web.middleware import login_limits
from archive.web.middleware.login_limits import limit_logins

LOGIN = "/desk/admin/login/"


@pytest.mark.django_db
def test_the_eleventh_wrong_password_is_not_even_checked(client):
    User.objects.create_user("anna", password="right-horse-battery", is_staff=True)
    for _ in range(10):
        answer = client.post(LOGIN, {"username": "anna", "password": "wrong"})
        assert answer.status_code == 200
    answer = client.post(LOGIN, {"username": "anna", "password": "right-horse-battery"})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 61
    assert "Try again in" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("spelling", ["ａｎｎａ", " anna", "ANNA", "𝐚𝓷ⓝª", "ＡNNA "])
def test_another_spelling_of_the_name_has_no_tries_of_its_own(client, spelling):
    account = User.objects.create_user("anna", password="right-horse-battery")
    for _ in range(5):
        client.post(LOGIN, {"username": "anna", "password": "wrong"})
    for _ in range(5):
        client.post(LOGIN, {"username": spelling, "password": "wrong"})
    for name in (spelling, "anna"):
        answer = client.post(LOGIN, {"username": name, "password": "wrong"})
        assert answer.status_code == 429
    noted = StaffEvent.objects.filter(kind="failed_login")
    is_login_name = spelling.strip().islower()
    assert noted.filter(account=account).count() == (10 if is_login_name else 5)


@pytest.mark.django_db
def test_one_password_is_checked_at_a_time_and_few_wait(rf, monkeypatch):
    monkeypatch.setattr(login_limits, "MOST_WAIT_SECONDS", 0.2)
    begun, may_end, running = Event(), Event(), []

    def check(request):
        running.append(1)
        begun.set()
        may_end.wait(5)
        return HttpResponse(status=302)

    def post():
        request = rf.post(LOGIN, {"username": "anna"})
        request.user = User()
        statuses.append(limited(request).status_code)

    statuses: list[int] = []
    limited = limit_logins(check)
    threads = [Thread(target=post) for _ in range(8)]
    threads[0].start()
    assert begun.wait(5)
    for thread in threads[1:]:
        thread.start()
    for thread in threads[1:]:
        thread.join(10)
    assert statuses == [503] * 7 and len(running) == 1
    may_end.set()
    threads[0].join(10)
    assert statuses[-1] == 302


@pytest.mark.django_db
def test_several_processes_count_together(tmp_path, settings):
    """Each client of a test loads its own middleware, as each process does."""
    settings.LOGIN_TRIES = tmp_path / "tries"
    for number in range(10):
        sent = {"username": "anna", "password": f"wrong {number}"}
        assert Client().post(LOGIN, sent).status_code == 200
    assert Client().post(LOGIN, sent).status_code == 429
    sent["username"] = "emil"
    assert Client().post(LOGIN, sent).status_code == 200


@pytest.mark.django_db
def test_of_many_tries_at_once_no_more_are_checked_than_there_are(rf, monkeypatch):
    monkeypatch.setattr(login_limits, "MOST_WAITING", 40)
    checked = []

    def refuse(request):
        checked.append(1)
        return HttpResponse()

    def post():
        request = rf.post(LOGIN, {"username": "anna"})
        request.user = User()
        limited(request)

    limited = limit_logins(refuse)
    threads = [Thread(target=post) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(checked) == 10


@pytest.mark.django_db
def test_other_pages_wait_for_no_login(client):
    assert client.get(reverse("admin:login")).status_code == 200
    assert client.get("/about/").status_code == 200
