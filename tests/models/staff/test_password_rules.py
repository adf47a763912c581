"""What no password may be."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from archive.models import StaffEvent, User
from archive.models import user as user_module


def find_codes(password, user=None):
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {found.code for found in error.error_list}
    return set()


@pytest.fixture
def anna():
    """Somebody who is not in the database."""
    return User(
        username="anna.muster",
        first_name="Annabelle",
        last_name="Müster-Huber",
        email="reporter@zeitung.example",
    )


@pytest.mark.parametrize(
    "password",
    [
        "anna.muster-9471",
        "xx-ANNAMUSTER-xx",
        "94-annabelle-71",
        "müsterhuber 9471 x",
        "9-reporter-4-kite",
        "Surveillance-9471",
        "my surveillance archive",
        "an archive of kites",
    ],
)
def test_a_password_has_no_name_of_the_person_or_site(anna, password):
    assert "password_has_name" in find_codes(password, anna)


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "Kite7Kite7Kite7",
        "123456789012345",
        "987654321098765",
        "abcdefghijklmnop",
        "qwertzuiopasdf",
        "112233445566778",
        "ababab121212ab",
    ],
)
def test_a_password_is_no_repetition_or_sequence(password):
    assert "password_is_pattern" in find_codes(password)


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "7Rw-pL2x-mQ9v-Ts", "鸟儿在山谷里唱歌的声音很好听"],
)
def test_other_long_passwords_are_taken(anna, password):
    assert find_codes(password, anna) == set()


@pytest.mark.django_db
def test_a_one_time_password_cannot_become_ones_own(client):
    user = User.objects.create_user("anna", is_staff=True)
    user.set_one_time_password("7Rw-pL2x-mQ9v-Ts")
    user.save()
    client.force_login(user)
    sent = {
        "old_password": "7Rw-pL2x-mQ9v-Ts",
        "new_password1": "7Rw-pL2x-mQ9v-Ts",
        "new_password2": "7Rw-pL2x-mQ9v-Ts",
    }
    page = client.post("/desk/admin/password_change/", sent)
    assert "This is the password you have now" in page.content.decode()
    user.refresh_from_db()
    assert user.must_change_password


DAY, START = 24 * 3600, 1_800_000_000
LOGIN = "/desk/admin/login/"


@pytest.mark.django_db
def test_a_one_time_password_opens_nothing_after_a_week(client, monkeypatch):
    monkeypatch.setattr(user_module, "time", lambda: START)
    user = User.objects.create_user("anna", is_staff=True)
    user.set_one_time_password("7Rw-pL2x-mQ9v-Ts")
    user.save()
    sent = {"username": "anna", "password": "7Rw-pL2x-mQ9v-Ts"}
    monkeypatch.setattr(user_module, "time", lambda: START + 8 * DAY)
    assert client.post(LOGIN, sent).status_code == 200
    assert client.get("/desk/admin/password_change/").status_code == 302
    monkeypatch.setattr(user_module, "time", lambda: START + 6 * DAY)
    assert client.post(LOGIN, sent).status_code == 302
    assert client.get("/desk/admin/password_change/").status_code == 200


def test_a_one_time_password_of_former_versions_does_not_expire():
    user = User(username="anna")
    user.password = make_password("seen", "plainsalt", "onetime_pbkdf2_sha256")
    assert user.must_change_password and user.check_password("seen")
    assert not user.check_password("other")


@pytest.mark.django_db
def test_a_new_password_of_ones_own_is_noted_and_a_refused_one_is_not(client):
    user = User.objects.create_user("anna", "", "7Rw-pL2x-mQ9v-Ts", is_staff=True)
    client.force_login(user)
    noted = StaffEvent.objects.filter(kind="password_changed", by=user, account=user)
    for old, number in (("wrong", 0), ("7Rw-pL2x-mQ9v-Ts", 1)):
        new = "Kx9-vTq4-bN2w-Zp"
        sent = {"old_password": old, "new_password1": new, "new_password2": new}
        client.post("/desk/admin/password_change/", sent)
        assert noted.count() == number
