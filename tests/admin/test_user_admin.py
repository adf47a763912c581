"""A password that an administrator sets is a one-time password."""

from __future__ import annotations

import pytest
from django.urls import reverse

from archive.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "7Rw-pL2x-mQ9v-Ts"
SENT = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}


@pytest.fixture
def administrator(client):
    """A client who may set passwords."""
    client.force_login(make_user("chief", "administrator"))
    return client


def test_a_password_set_for_another_opens_only_the_form_for_a_new_one(administrator):
    other = make_user("berta", "editor")
    url = reverse("admin:auth_user_password_change", args=[other.pk])
    answer = administrator.post(url, SENT | {"set-password": "1"})
    other.refresh_from_db()
    assert answer.status_code == 302
    assert other.must_change_password and other.check_password(PASSWORD)


def test_a_new_account_begins_with_a_one_time_password(administrator):
    url = reverse("admin:archive_user_add")
    answer = administrator.post(url, SENT | {"username": "clara"})
    made = User.objects.get(username="clara")
    assert answer.status_code == 302
    assert made.must_change_password and made.check_password(PASSWORD)


def test_an_account_may_have_no_password(administrator):
    url = reverse("admin:archive_user_add")
    administrator.post(url, {"username": "dora", "usable_password": "false"})
    assert not User.objects.get(username="dora").has_usable_password()
