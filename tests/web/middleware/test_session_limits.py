"""A session ends after 30 minutes without a request, and after 8 hours."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import DeskSession, User
from archive.web.middleware import session_limits

pytestmark = pytest.mark.django_db
DESK = "/desk/admin/"


@pytest.fixture
def clock(monkeypatch):
    """The seconds that have passed."""
    now = [1_000_000.0]
    monkeypatch.setattr(session_limits, "time", lambda: now[0])
    return now


@pytest.fixture
def editor(client):
    """A client who is logged in."""
    client.force_login(User.objects.create_user("anna", is_staff=True))
    return client


def is_logged_in(client):
    return client.get(DESK).status_code == 200


def test_it_lasts_thirty_minutes_from_the_last_request(editor, clock, settings):
    assert settings.SESSION_COOKIE_AGE == 30 * 60
    assert is_logged_in(editor)
    before = editor.session["used_at"]
    clock[0] += 120
    assert is_logged_in(editor)
    assert editor.session["used_at"] == before + 120
    assert editor.session.get_expiry_age() == 30 * 60
    ends = DeskSession.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=29) < ends <= timedelta(minutes=30)
    DeskSession.objects.update(expire_date=timezone.now())
    assert not is_logged_in(editor)


def test_it_ends_after_eight_hours_however_busy(editor, clock):
    assert is_logged_in(editor)
    for _ in range(15):
        clock[0] += 29 * 60
        assert is_logged_in(editor)
    clock[0] += 46 * 60
    assert not is_logged_in(editor)


def test_a_request_a_second_writes_once_a_minute(editor, clock):
    assert is_logged_in(editor)
    before = editor.session["used_at"]
    clock[0] += 59
    assert is_logged_in(editor)
    assert editor.session["used_at"] == before
    clock[0] += 1
    assert is_logged_in(editor)
    assert editor.session["used_at"] == before + 60


@pytest.mark.parametrize(("hours", "is_in"), [(7.99, True), (8, False), (9, False)])
def test_eight_hours_count_from_the_login(editor, clock, settings, hours, is_in):
    settings.SESSION_COOKIE_AGE = 24 * 3600
    assert is_logged_in(editor)
    clock[0] += hours * 3600
    assert is_logged_in(editor) is is_in
