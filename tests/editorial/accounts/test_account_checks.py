"""What was written to an account past the desk and its commands is found by name."""

from __future__ import annotations

from io import StringIO
from time import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client

from archive.editorial import (
    INTEGRITY_CHECKS,
    add_authenticator_app,
    change_roles,
    confirm_role,
    remove_second_factor,
    renew_recovery_codes,
    reset_second_factors,
)
from archive.models import StaffEvent, User
from archive.models.staff.append_only import drop_append_only_triggers
from archive.models.user import OneTimeHasher

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


def findings():
    return [f"{f.where} {f.message}" for f in INTEGRITY_CHECKS["accounts"]()]


def make_editor(name, role):
    call_command("create_editor", name, role=role, stdout=StringIO())
    return User.objects.get(username=name)


def add_app(user):
    code = format_hotp_value(hotp_value(SECRET, int(time() // 30)))
    add_authenticator_app(user, SECRET, code)


@pytest.fixture
def bob():
    """A publisher with an app, all by the verbs."""
    bob = make_editor("bob", "publisher")
    add_app(bob)
    assert findings() == []
    return bob


def give_role(bob):
    bob.groups.add(Group.objects.get_or_create(name="administrator")[0])


def take_role(bob):
    bob.groups.clear()


def make_superuser(bob):
    User.objects.update(is_superuser=True)


def close(bob):
    User.objects.update(is_active=False)


def set_password(bob):
    User.objects.update(password=make_password("another-password"))


def exchange_app(bob):
    Authenticator.objects.filter(type="totp").update(data={"secret": "other"})


def add_factor(bob):
    Authenticator.objects.create(user=bob, type="webauthn", data={"credential": {}})


def take_factor(bob):
    Authenticator.objects.filter(type="totp").delete()


def exchange_codes(bob):
    Authenticator.objects.filter(type="recovery_codes").update(data={"seed": "other"})


def give_permission(bob):
    bob.user_permissions.add(Permission.objects.first())


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (give_role, ["account bob has the role administrator, which nobody gave it"]),
        (take_role, ["account bob lacks the role publisher"]),
        (make_superuser, ["account bob is a superuser"]),
        (close, ["account bob was closed"]),
        (set_password, ["account bob has a password that nobody noted"]),
        (
            exchange_app,
            ["account bob has a second factor", "account bob lacks a second"],
        ),
        (add_factor, ["account bob has a second factor that nobody noted"]),
        (take_factor, ["account bob lacks a second factor"]),
        (exchange_codes, ["account bob has other recovery codes"]),
        (give_permission, ["account bob has permissions of its own"]),
    ],
)
def test_a_change_past_the_verbs_is_found_by_name_and_can_be_accepted(
    bob, change, found
):
    change(bob)
    told = findings()
    assert len(told) == len(found)
    assert all(each.startswith(begin) for each, begin in zip(told, found, strict=True))
    assert all("note_account bob" in each for each in told)
    call_command("note_account", "bob", reason="It was me.", stdout=StringIO())
    assert findings() == ([] if change is not give_permission else told)
    last = StaffEvent.objects.filter(kind="account_found").get()
    assert last.by is None and last.note.endswith("It was me.")


def test_an_account_that_was_made_past_the_verbs_is_found_once_it_can_log_in():
    User.objects.get_system_account("import")
    eve = User.objects.create_superuser("eve", password="eve-has-a-password")
    assert findings() == [
        "account eve was made or opened, which the staff log does not say. Close it. "
        "To accept it: note_account eve"
    ]
    User.objects.filter(pk=eve.pk).update(is_active=False)
    assert findings() == []
    User.objects.filter(username="import").update(is_active=True, is_staff=True)
    assert findings()[0].startswith("account import was made or opened")


def test_an_account_closed_at_the_desk_and_opened_past_it_is_found(bob):
    adam = make_editor("adam", "administrator")
    browser = Client()
    User.objects.filter(pk=adam.pk).update(password="!")
    add_app(adam)
    adam.refresh_from_db()
    browser.force_login(adam)
    address = f"/desk/admin/archive/user/{bob.pk}/change/"
    roles = [group.pk for group in bob.groups.all()]
    assert (
        browser.post(address, {"username": "bob", "groups": roles}).status_code == 302
    )
    assert findings() == []
    User.objects.filter(pk=bob.pk).update(is_active=True)
    assert findings()[0].startswith("account bob was opened")


def test_an_account_that_is_gone_is_found(bob):
    drop_append_only_triggers("default")
    key = bob.pk
    StaffEvent.objects.update(by=None)
    Authenticator.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM archive_user_groups")
        cursor.execute("DELETE FROM archive_user WHERE id = %s", [key])
        assert findings() == [f"account number {key} is gone. Restore a backup."]
        StaffEvent.objects.all().delete()


def test_every_verb_of_accounts_leaves_them_as_the_log_says(bob):
    adam, anna = (
        make_editor("adam", "administrator"),
        make_editor("anna", "contributor"),
    )
    eva = make_editor("eva", "administrator")
    (request,) = change_roles(anna, ["editor"], adam)
    confirm_role(request, eva)
    change_roles(bob, [], adam)
    assert findings() == []
    renew_recovery_codes(bob)
    assert findings() == []
    remove_second_factor(bob, Authenticator.objects.get(user=bob, type="totp").pk)
    assert findings() == [] and not Authenticator.objects.exists()
    add_app(bob)
    reset_second_factors(bob, adam)
    assert findings() == []


def test_a_password_is_noted_when_it_is_set_changed_and_hashed_anew(settings):
    adam = make_editor("adam", "administrator")
    browser = Client()
    adam.set_one_time_password("a-first-password-of-adam")
    adam.save()
    assert findings() != []  # past the verbs
    call_command("note_account", "adam", reason="Test.", stdout=StringIO())
    sent = {"username": "adam", "password": "a-first-password-of-adam"}
    assert browser.post("/desk/admin/login/", sent).status_code == 302
    own = {
        "old_password": "a-first-password-of-adam",
        "new_password1": "the second, by themselves",
        "new_password2": "the second, by themselves",
    }
    answer = browser.post("/desk/admin/password_change/", own)
    assert answer.status_code == 302
    adam.refresh_from_db()
    assert not adam.must_change_password and findings() == []
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    sent["password"] = "the second, by themselves"
    assert Client().post("/desk/admin/login/", sent).status_code == 302
    adam.refresh_from_db()
    assert adam.password.startswith("scrypt") and findings() == []
    assert (
        StaffEvent.objects.filter(kind="password_rehashed", account=adam).count() == 1
    )


def test_a_password_that_a_backup_left_out_is_no_finding(bob):
    assert bob.password.startswith(OneTimeHasher.algorithm)
    User.objects.update(password="!left-out")
    assert findings() == []


def test_no_fingerprint_is_a_password_hash_or_a_secret(bob):
    marks = set(StaffEvent.objects.values_list("fingerprint", flat=True)) - {""}
    assert len(marks) == 3 and {len(mark) for mark in marks} == {32}
    stored = bob.password + str(list(Authenticator.objects.values_list("data")))
    assert not any(mark in stored for mark in marks)


def test_who_is_nobody_and_no_reason_are_refused(bob):
    for name, reason in (("nobody", "x"), ("bob", " ")):
        with pytest.raises(CommandError):
            call_command("note_account", name, reason=reason)
