"""Two administrators make an editor, a publisher or an administrator."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from archive.editorial import (
    EditorialError,
    change_roles,
    confirm_role,
    confirm_role_alone,
    refuse_role,
)
from archive.models import RoleRequest, StaffEvent, User
from tests.admin.forms import fields
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE = "/desk/role-requests/"
ROLES = ("editor", "publisher", "administrator")


@pytest.fixture
def adam():
    return make_user("adam", "administrator")


@pytest.fixture
def berta():
    return make_user("berta", "administrator")


@pytest.fixture
def clara():
    return make_user("clara")


def log_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


def roles(user):
    return set(user.groups.values_list("name", flat=True))


def kinds():
    return list(StaffEvent.objects.order_by("number").values_list("kind", flat=True))


@pytest.mark.parametrize("role", ROLES)
def test_a_second_administrator_gives_the_role(adam, berta, clara, role):
    (request,) = change_roles(clara, [role], adam)
    assert roles(clara) == set()
    with pytest.raises(EditorialError, match="another administrator"):
        confirm_role(request, adam)
    confirm_role(request, berta)
    assert roles(clara) == {role}
    assert kinds() == ["role_asked", "role_given"]
    with pytest.raises(EditorialError, match="already"):
        confirm_role(request, berta)


def test_an_administrator_who_makes_themselves_publisher_is_seen_and_stopped(
    adam, berta
):
    (request,) = change_roles(adam, ["administrator", "publisher"], adam)
    with pytest.raises(EditorialError):
        confirm_role(request, adam)
    with pytest.raises(EditorialError, match="There is another administrator"):
        confirm_role_alone(request, adam, "I may.")
    assert roles(adam) == {"administrator"}
    row = StaffEvent.objects.get()
    assert (row.kind, row.by, row.account, row.note) == (
        "role_asked",
        adam,
        adam,
        "publisher",
    )


def test_nobody_confirms_a_role_for_themselves_that_another_asked_for(adam, berta):
    (request,) = change_roles(berta, ["administrator", "publisher"], adam)
    with pytest.raises(EditorialError, match="for yourself"):
        confirm_role(request, berta)
    assert roles(berta) == {"administrator"}


def test_the_only_administrator_gives_it_alone_for_a_recorded_reason(adam, clara):
    (request,) = change_roles(clara, ["publisher"], adam)
    with pytest.raises(EditorialError, match="reason"):
        confirm_role_alone(request, adam, "  ")
    confirm_role_alone(request, adam, "We are two people.")
    assert roles(clara) == {"publisher"}
    request.refresh_from_db()
    assert request.override and request.reason == "We are two people."
    assert "We are two people." in StaffEvent.objects.first().note


@pytest.mark.parametrize("role", ["contributor", *ROLES])
def test_a_role_is_taken_away_by_one(adam, role):
    other = make_user("other", role)
    change_roles(other, [], adam)
    assert roles(other) == set()
    assert kinds() == ["role_taken"]


def test_a_contributor_is_made_by_one(adam, clara):
    assert change_roles(clara, ["contributor"], adam) == []
    assert roles(clara) == {"contributor"}
    assert kinds() == ["role_given"]


def test_a_request_waits_once_and_may_be_refused(adam, berta, clara):
    (request,) = change_roles(clara, ["editor"], adam)
    assert change_roles(clara, ["editor"], berta) == []
    refuse_role(request, adam)
    assert roles(clara) == set()
    with pytest.raises(EditorialError, match="already"):
        confirm_role(request, berta)
    assert len(change_roles(clara, ["editor"], berta)) == 1


def test_a_request_of_who_is_no_longer_administrator_gives_nothing(adam, berta, clara):
    (request,) = change_roles(clara, ["publisher"], adam)
    change_roles(adam, [], berta)
    with pytest.raises(EditorialError, match="no longer"):
        confirm_role(request, berta)
    assert roles(clara) == set()


@pytest.mark.parametrize("role", ["", "contributor", "editor", "publisher"])
def test_nobody_else_changes_roles(adam, clara, role):
    other = make_user("other", role)
    (request,) = change_roles(clara, ["editor"], adam)
    for call in (
        lambda: change_roles(other, ["administrator"], other),
        lambda: confirm_role(request, other),
        lambda: confirm_role_alone(request, other, "Because."),
        lambda: refuse_role(request, other),
    ):
        with pytest.raises(EditorialError):
            call()
    if role:
        assert log_in(other).get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"decided_by": "adam"},
        {"decided_by": "clara"},
        {"override": True, "decided_by": "adam"},
        {"decided_by": None},
        {"role": "contributor", "decided_by": "berta"},
    ],
)
def test_the_database_refuses_what_no_second_person_gave(adam, berta, clara, wrong):
    values = {
        "account": clara,
        "role": "publisher",
        "asked_by": adam,
        "asked_at": timezone.now(),
        "outcome": "given",
        "decided_at": timezone.now(),
        **wrong,
    }
    name = values["decided_by"]
    values["decided_by"] = User.objects.get(username=name) if name else None
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleRequest.objects.create(**values)


def test_the_form_of_an_account_asks_and_the_page_of_requests_confirms(
    adam, berta, clara
):
    clara.is_staff = True
    clara.save()
    group = Group.objects.get_or_create(name="publisher")[0]
    address = f"/desk/admin/archive/user/{clara.pk}/change/"
    browser = log_in(adam)
    sent = {**fields(browser.get(address)), "groups": str(group.pk)}
    page = browser.post(address, sent, follow=True).content.decode()
    assert "must confirm the role: publisher" in page
    assert roles(clara) == set()
    request = RoleRequest.objects.get()
    sent = {"request": request.pk, "action": "confirm", "reason": ""}
    own = browser.get(PAGE).content.decode()
    assert 'value="confirm"' not in own and 'value="alone"' not in own
    assert browser.post(PAGE, sent).status_code == 400
    other = log_in(berta)
    assert PAGE in other.get("/desk/").content.decode()
    assert 'value="confirm"' in other.get(PAGE).content.decode()
    assert other.post(PAGE, sent)["Location"] == PAGE
    assert roles(clara) == {"publisher"}


def test_the_form_of_an_account_notes_closing_opening_and_passwords(adam, clara):
    browser = log_in(adam)
    address = f"/desk/admin/archive/user/{clara.pk}/change/"
    form = fields(browser.get(address))
    browser.post(address, {k: v for k, v in form.items() if k != "is_active"})
    browser.post(address, {**form, "is_active": "on"})
    password = "7Rw-pL2x-mQ9v-Ts"
    sent = {"password1": password, "password2": password, "usable_password": "true"}
    browser.post(f"/desk/admin/archive/user/{clara.pk}/password/", sent)
    assert kinds() == ["account_closed", "account_opened", "one_time_password"]


def test_the_operator_gives_a_role_by_command_and_it_is_noted():
    call_command("create_editor", "dora", "--role", "publisher")
    assert User.objects.get(username="dora").roles == {"publisher"}
    assert kinds() == ["account_added", "role_given"]
    assert StaffEvent.objects.first().by is None
