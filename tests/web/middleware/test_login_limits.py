"""Passwords cannot be guessed by many tries, nor logins stop the site."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.http import HttpResponse
from django.urls import reverse

from archive.models import User
from archive.web import reader_buckets
from archive.web.middleware import login_limits
from archive.web.middleware.login_limits import AccountTries, limit_logins

LOGIN = "/desk/admin/login/"


@pytest.fixture(autouse=True)
def own_bucket():
    yield
    reader_buckets._current.set(reader_buckets.SHARED)


@pytest.fixture
def clock(monkeypatch):
    """The seconds that have passed."""
    now = [1000.0]
    monkeypatch.setattr(login_limits, "monotonic", lambda: now[0])
    return now


def fail(tries, name, times):
    for _ in range(times):
        tries.note_failure(name)


def test_an_account_has_ten_tries_from_wherever_they_come_and_one_more_a_minute(clock):
    tries = AccountTries()
    for n in range(10):
        reader_buckets._current.set(f"reader {n}")
        assert tries.count_wait("anna") == 0
        tries.note_failure("anna")
    assert 0 < tries.count_wait("Anna ") <= 61
    assert tries.count_wait("berta") == 0
    clock[0] += 61
    assert tries.count_wait("anna") == 0
    tries.note_failure("anna")
    assert tries.count_wait("anna") > 0


def test_nobody_is_locked_out_for_more_than_a_minute_a_try(clock):
    tries = AccountTries()
    fail(tries, "anna", 10)
    clock[0] += 10 * 60
    fail(tries, "anna", 9)
    assert tries.count_wait("anna") == 0


def test_where_an_account_logged_in_others_cannot_use_its_tries_up(clock):
    tries = AccountTries()
    reader_buckets._current.set("hers")
    tries.note_success("anna")
    reader_buckets._current.set("theirs")
    fail(tries, "anna", 50)
    assert tries.count_wait("anna") > 0
    reader_buckets._current.set("hers")
    assert tries.count_wait("anna") == 0


def test_no_name_is_kept():
    tries = AccountTries()
    tries.note_failure("anna")
    tries.note_success("anna")
    assert "anna" not in repr(vars(tries))


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
def test_other_pages_wait_for_no_login(client):
    assert client.get(reverse("admin:login")).status_code == 200
    assert client.get("/about/").status_code == 200
