"""One's own account: what one adds, removes and writes down."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from tests.factories import make_user

from .conftest import PASSWORD, STEP

pytestmark = pytest.mark.django_db
ACCOUNT = "/desk/account/"
APP = f"{ACCOUNT}app/"
CODES = f"{ACCOUNT}recovery-codes/"


@pytest.fixture
def emil(client):
    """A publisher who is logged in and has no second factor yet."""
    user = make_user("emil", "publisher")
    user.authenticator_set.all().delete()
    client.force_login(user)
    return user


def read_secret(page):
    return re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")


def read_codes(page):
    return re.findall(r"<code>(\d{8})</code>", page)


def add_app(client, clock):
    secret = read_secret(client.get(APP).content.decode())
    sent = {"code": clock.show_code(secret), "password": "emil-has-a-password"}
    return secret, client.post(APP, sent)


def test_an_app_is_added_without_javascript_and_opens_the_desk(emil, client, clock):
    assert client.get("/desk/")["Location"] == ACCOUNT
    assert "Publishers and administrators" in client.get(ACCOUNT).content.decode()
    secret, answer = add_app(client, clock)
    codes = read_codes(answer.content.decode())
    assert len(codes) == 10
    assert client.get("/desk/").status_code == 200
    page = client.get(ACCOUNT).content.decode()
    assert "10 recovery codes are left" in page
    for hidden in (secret, *codes):
        assert hidden not in page
    assert APP not in page


def test_the_secret_stays_when_the_page_is_loaded_again(emil, client):
    first = read_secret(client.get(APP).content.decode())
    assert read_secret(client.get(APP).content.decode()) == first
    assert first not in str(dict(client.session))


@pytest.mark.parametrize("wrong", ["code", "password"])
def test_a_wrong_code_or_password_adds_nothing(emil, client, clock, wrong):
    secret = read_secret(client.get(APP).content.decode())
    sent = {"code": clock.show_code(secret), "password": "emil-has-a-password"}
    answer = client.post(APP, {**sent, wrong: "000000"})
    assert answer.status_code == 400
    assert not Authenticator.objects.filter(user=emil).exists()
    assert client.get("/desk/")["Location"] == ACCOUNT


def test_the_code_that_added_the_app_does_not_log_in(
    emil, client, clock, type_password
):
    secret, _answer = add_app(client, clock)
    browser = type_password("emil", "emil-has-a-password")
    code = clock.show_code(secret)
    assert browser.post(STEP, {"code": code}).status_code == 400


def test_the_last_second_factor_of_a_publisher_stays(emil, client, clock):
    add_app(client, clock)
    factor = Authenticator.objects.get(user=emil, type="totp")
    remove = f"{ACCOUNT}factors/{factor.pk}/remove/"
    answer = client.post(remove, {"password": "emil-has-a-password"})
    assert answer.status_code == 400
    assert "Add another one first" in answer.content.decode()
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_an_editor_removes_the_last_one_and_the_codes_go_with_it(client, clock):
    anna = make_user("emil", "editor")
    client.force_login(anna)
    add_app(client, clock)
    factor = Authenticator.objects.get(user=anna, type="totp")
    remove = f"{ACCOUNT}factors/{factor.pk}/remove/"
    assert client.post(remove, {"password": "wrong"}).status_code == 400
    answer = client.post(remove, {"password": "emil-has-a-password"})
    assert answer["Location"] == ACCOUNT
    assert not Authenticator.objects.filter(user=anna).exists()


def test_nobody_removes_another_s(dora, client):
    client.force_login(make_user("anna", "editor"))
    factor = Authenticator.objects.get(user=dora[0], type="totp")
    remove = f"{ACCOUNT}factors/{factor.pk}/remove/"
    answer = client.post(remove, {"password": "anna-has-a-password"})
    assert answer.status_code == 404
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_new_recovery_codes_end_the_former_ones(dora, client, type_password):
    client.force_login(dora[0])
    assert client.post(CODES, {"password": "wrong"}).status_code == 400
    codes = read_codes(client.post(CODES, {"password": PASSWORD}).content.decode())
    assert len(codes) == 10 and not set(codes) & set(dora[2])
    assert type_password().post(STEP, {"code": dora[2][0]}).status_code == 400
    assert type_password().post(STEP, {"code": codes[0]}).status_code == 302


def test_a_copy_of_the_database_has_no_secret_and_no_recovery_code(dora):
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        stored = str(cursor.fetchall())
    for secret in (dora[1], *dora[2]):
        assert secret not in stored
    for row in Authenticator.objects.all():
        for name in ("secret", "seed"):
            assert row.data.get(name, "gAAAA").startswith("gAAAA")  # a Fernet token


def test_under_another_secret_key_no_code_is_right_and_none_is_a_fault(
    dora, clock, type_password, settings
):
    settings.SECRET_KEY = "another"
    browser = type_password()
    for code in (clock.show_code(dora[1]), dora[2][0], "000000"):
        assert browser.post(STEP, {"code": code}).status_code == 400


def test_a_former_secret_key_still_reads_them(dora, clock, type_password, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    browser = type_password()
    assert browser.post(STEP, {"code": clock.show_code(dora[1])}).status_code == 302


def test_a_password_that_is_asked_again_cannot_be_guessed(dora, client):
    client.force_login(dora[0])
    for _ in range(10):
        assert client.post(CODES, {"password": "wrong"}).status_code == 400
    assert client.post(CODES, {"password": PASSWORD}).status_code == 429


@pytest.mark.parametrize(
    ("host", "secure", "status"),
    [
        ("localhost:8000", False, 200),
        ("archive.example", True, 200),
        ("archive.example", False, 404),
        ("127.0.0.1:8000", False, 404),
        ("[::1]:8000", False, 404),
    ],
)
def test_passkeys_are_offered_where_browsers_make_them(
    emil, settings, host, secure, status
):
    settings.ALLOWED_HOSTS = ["*"]
    browser = Client(SERVER_NAME=host)
    browser.force_login(emil)
    passkey = f"{ACCOUNT}passkey/"
    answer = browser.get(passkey, secure=secure, headers={"host": host})
    assert answer.status_code == status
    page = browser.get(ACCOUNT, secure=secure, headers={"host": host}).content.decode()
    assert (passkey in page) == (status == 200)


@pytest.mark.parametrize("sent", ["[]", "{}", '"x"', "{", "", '{"id": "AA"}'])
def test_what_is_no_passkey_is_not_added(emil, client, settings, sent):
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(emil)
    passkey = f"{ACCOUNT}passkey/"
    browser.get(passkey)
    form = {"name": "Laptop", "password": "emil-has-a-password", "credential": sent}
    assert browser.post(passkey, form).status_code == 400
    assert not Authenticator.objects.filter(user=emil).exists()


def test_none_of_its_pages_can_be_opened_without_a_login(client):
    for page in (ACCOUNT, APP, CODES, f"{ACCOUNT}passkey/"):
        assert client.get(page)["Location"].startswith("/desk/admin/login/")


def test_the_admin_shows_no_second_factor(dora, client):
    dora[0].is_superuser = True
    dora[0].save()
    client.force_login(dora[0])
    assert client.get("/desk/admin/mfa/authenticator/").status_code == 404
    assert client.get("/desk/admin/account/emailaddress/").status_code == 404
    assert client.get("/accounts/login/").status_code == 404
