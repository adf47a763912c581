"""Publishers and administrators do nothing at the desk before they have a second
factor."""

from __future__ import annotations

import pytest

from archive.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ACCOUNT = "/desk/account/"
DOORS = (
    "/desk/",
    "/desk/admin/",
    "/desk/admin/archive/user/",
    "/desk/articles/new/",
    "/desk/reports/",
    "/desk/preview/nothere0/",
)


@pytest.fixture(params=["publisher", "administrator", "superuser"])
def bare(request):
    """An account with a role that needs a second factor, and none."""
    if request.param == "superuser":
        return User.objects.create_superuser("root", password="a long password of root")
    user = make_user("dora", request.param)
    user.authenticator_set.all().delete()
    return user


def test_without_one_every_door_leads_to_its_setup(bare, client):
    client.force_login(bare)
    for door in DOORS:
        assert client.get(door)["Location"] == ACCOUNT, door
        assert client.post(door, {"x": "y"})["Location"] == ACCOUNT, door
    assert client.get(ACCOUNT).status_code == 200
    assert client.get(f"{ACCOUNT}app/").status_code == 200
    assert client.get("/about/").status_code == 200  # readers' pages are no doors


def test_nobody_who_is_not_logged_in_is_led_to_that_setup(client):
    assert client.get("/desk/")["Location"].startswith("/desk/admin/login/")


def test_a_one_time_password_is_replaced_first(bare, client):
    bare.set_one_time_password("only once, and long")
    bare.save()
    client.force_login(bare)
    for door in (*DOORS, ACCOUNT, f"{ACCOUNT}app/"):
        assert client.get(door)["Location"] == "/desk/admin/password_change/"


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_other_roles_may_have_one(client, role):
    client.force_login(make_user("anna", role))
    assert client.get("/desk/").status_code == 200
    assert client.get(ACCOUNT).status_code == 200


def test_a_role_that_comes_later_needs_one_at_once(client):
    anna = make_user("anna", "editor")
    client.force_login(anna)
    assert client.get("/desk/").status_code == 200
    anna.groups.add(make_user("dora", "publisher").groups.get())
    assert client.get("/desk/")["Location"] == ACCOUNT
