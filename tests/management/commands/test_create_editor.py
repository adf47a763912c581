"""An account is made with a password that is good for one thing."""

import random

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from archive.models import User
from tests.factories import give_second_factor, make_article

pytestmark = pytest.mark.django_db
OWN = "eine eigene lange Losung"


@pytest.fixture
def password(capsys):
    """Anna's account; its one-time password as printed."""
    call_command("create_editor", "anna", "--role", "editor")
    return capsys.readouterr().out.splitlines()[0].rpartition(" ")[2]


def test_each_first_password_is_random_and_long(capsys):
    for name in ("anna", "berta"):
        random.seed(1)  # a password must not come from this generator
        call_command("create_editor", name)
    first, second = (
        line.rpartition(" ")[2]
        for line in capsys.readouterr().out.splitlines()
        if "password: " in line
    )
    assert first != second and min(len(first), len(second)) >= 16


def test_the_first_login_leads_to_a_password_of_ones_own(client, password):
    login = reverse("admin:login")
    client.post(login, {"username": "anna", "password": password})
    change = reverse("admin:password_change")
    for door in ("/desk/", "/desk/admin/", "/desk/admin/archive/article/"):
        assert client.get(door)["Location"] == change
    assert User.objects.get().must_change_password
    fields = {"old_password": password, "new_password1": OWN, "new_password2": OWN}
    assert client.post(change, fields).status_code == 302
    assert client.get("/desk/").status_code == 200
    assert not User.objects.get().must_change_password


def test_the_one_time_password_is_kept_over_a_second_login(client, password):
    for _time in range(2):
        client.post(reverse("admin:login"), {"username": "anna", "password": password})
        assert client.get("/desk/")["Location"] == reverse("admin:password_change")
        client.logout()


def test_nobody_gets_in_with_a_default_password(client):
    for name in ("admin", "anna", "editor", "import", "curation"):
        for guess in (name, "", "admin", "password", "changeme"):
            assert not client.login(username=name, password=guess)
    assert not User.objects.filter(is_active=True).exists()


def test_an_administrator_keeps_accounts_and_sees_no_drafts(client):
    call_command("create_editor", "adam", "--role", "administrator")
    adam = User.objects.get()
    adam.set_password(OWN)
    adam.save()
    give_second_factor(adam)
    client.force_login(adam)
    assert not adam.is_superuser
    draft = make_article(title="Not for him")
    text = client.get("/desk/").content.decode()
    assert "Add an article" not in text
    assert client.get(f"/desk/preview/{draft.id_code}/").status_code == 404
    assert client.get("/desk/admin/archive/article/").status_code == 403
    assert client.get("/desk/admin/archive/user/").status_code == 200


def test_a_name_that_is_taken_is_told(password):
    with pytest.raises(CommandError, match="already"):
        call_command("create_editor", "anna")
