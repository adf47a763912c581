"""Rules of accounts that hold on whatever page: passwords as typed, masked fields, a
logout on each page, sessions that nobody guesses."""

from __future__ import annotations

import random
import re
import subprocess
import sys

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.test import Client

from archive.models import Source, User
from archive.models.user import OneTimeHasher
from tests.admin.forms import fields
from tests.factories import make_user
from tests.markup import page_text

pytestmark = pytest.mark.django_db
LOGIN = "/desk/admin/login/"
CHANGE = "/desk/admin/password_change/"
PRESENT = "anna-has-a-password"
PASSWORD_FIELD = re.compile(r"<input[^>]*name=\"[a-z_]*password[a-z_0-9]*\"[^>]*>")
DESK_PAGES = (
    "/desk/",
    "/desk/account/",
    "/desk/reports/",
    "/desk/admin/",
    "/desk/entries/all/",
    "/desk/articles/new/",
    CHANGE,
)


@pytest.fixture
def anna():
    return make_user("anna", "editor")


@pytest.fixture
def browser(anna):
    """Anna's, logged in."""
    client = Client()
    client.force_login(anna)
    return client


def change_password(browser, new, present=PRESENT):
    sent = {"old_password": present, "new_password1": new, "new_password2": new}
    return browser.post(CHANGE, sent)


def can_log_in(password):
    sent = {"username": "anna", "password": password}
    return Client().post(LOGIN, sent).status_code == 302


@pytest.mark.parametrize(
    "password",
    [
        "zwölf kamele ziehen " * 3 + "fort",  # 64 characters, small letters only
        "  Blanks at both ends  ",
        "鸟儿在山谷里唱歌的声音很好听",
        "\U0001f42b camel " + "x y z w " * 24,  # beyond 200
    ],
)
def test_any_password_is_taken_as_it_is_typed(browser, password):
    assert change_password(browser, password).status_code == 302
    others = {password.swapcase(), password.strip(), password[:-1], password[:64]}
    assert can_log_in(password)
    assert not any(can_log_in(other) for other in others - {password})


def test_a_common_password_is_refused(browser):
    common = CommonPasswordValidator().passwords
    assert len(common) >= 3_000
    for password in [word for word in sorted(common) if len(word) >= 12][:5]:
        assert change_password(browser, password).status_code == 200
    assert can_log_in(PRESENT)


def test_a_short_password_is_refused(browser):
    assert change_password(browser, "Kf3-pL9w-mQ").status_code == 200
    assert change_password(browser, "Kf3-pL9w-mQ2").status_code == 302


def test_a_new_password_needs_the_present_one(browser):
    page = change_password(browser, "correct horse battery", present="a guess")
    assert page.status_code == 200 and can_log_in(PRESENT)


def test_no_password_grows_too_old(browser, anna):
    User.objects.filter(pk=anna.pk).update(
        date_joined="2001-01-01T00:00Z", last_login="2001-01-01T00:00Z"
    )
    assert can_log_in(PRESENT)
    assert browser.get("/desk/").status_code == 200


@pytest.mark.parametrize("path", [LOGIN, CHANGE, "/desk/account/app/"])
def test_a_password_is_masked_and_a_manager_may_fill_it_in(browser, path):
    asked_by = Client() if path == LOGIN else browser
    fields = PASSWORD_FIELD.findall(asked_by.get(path).content.decode())
    assert fields
    for field in fields:
        assert 'type="password"' in field, field
        assert re.search(r'autocomplete="(current|new)-password"', field), field
        assert "onpaste" not in field and "readonly" not in field


@pytest.mark.parametrize("path", DESK_PAGES)
def test_every_page_of_the_desk_has_a_logout(browser, path):
    page = browser.get(path)
    assert page.status_code == 200
    assert 'action="/desk/admin/logout/"' in page.content.decode()


def test_a_session_key_cannot_be_guessed(anna):
    keys = set()
    for _time in range(20):
        client = Client()
        random.seed(1)  # a key must not come from this generator
        client.force_login(anna)
        keys.add(client.session.session_key)
    assert len(keys) == 20
    # 32 of 36 letters and digits are 165 bits
    assert all(re.fullmatch(r"[a-z0-9]{32}", key) for key in keys)


def test_a_closed_account_is_logged_out_everywhere(browser, anna):
    assert browser.get("/desk/").status_code == 200
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert browser.get("/desk/")["Location"].startswith(LOGIN)


def test_an_account_has_no_hint_and_no_secret_question():
    names = {field.name for field in User._meta.get_fields()}
    assert not [name for name in names if re.search("hint|question|answer", name)]
    assert b"forgot" not in Client().get(LOGIN).content.lower()


def test_every_cookie_of_the_desk_is_for_the_server_alone():
    client = Client()
    make_user("anna", "editor")
    client.get(LOGIN)
    client.post(LOGIN, {"username": "anna", "password": PRESENT})
    client.get("/desk/articles/new/")
    assert {"sessionid", "csrftoken"} <= set(client.cookies)
    for name, cookie in client.cookies.items():
        assert cookie["httponly"] and cookie["samesite"] == "Lax", name
        assert cookie["path"] == "/" and not cookie["domain"], name


def test_passwords_are_hashed_slowly():
    assert issubclass(OneTimeHasher, PBKDF2PasswordHasher)
    encoded = PBKDF2PasswordHasher().encode("a password", "salt")
    algorithm, rounds, _salt, _hash = encoded.split("$")
    assert algorithm == "pbkdf2_sha256" and int(rounds) >= 600_000
    assert read_hashers()[0] == "django.contrib.auth.hashers.PBKDF2PasswordHasher"


def read_hashers():
    """Those of the settings; the tests have a quick one."""
    code = "from archive import settings; print(*settings.PASSWORD_HASHERS)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={"ARCHIVE_VAR": str(settings.VAR), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def generate_after_seed():
    """A seed, after Python's guessable generator was set to a known state."""
    random.seed(1)
    return generate_totp_secret()


def test_codes_and_seeds_are_random_and_long_enough(anna):
    seeds = {generate_after_seed() for _time in range(20)}
    assert len(seeds) == 20 and all(len(seed) >= 26 for seed in seeds)  # base32
    berta = make_user("berta", "editor")
    codes = []
    for one in (anna, berta):
        random.seed(1)
        codes.append(RecoveryCodes.activate(one).generate_codes())
    assert not set(codes[0]) & set(codes[1])
    assert all(len(set(each)) == 10 for each in codes)
    assert all(re.fullmatch(r"[0-9]{8}", code) for each in codes for code in each)
    # 8 digits are 26 bits


def test_a_form_sets_no_field_that_it_does_not_show(browser, anna):
    page = browser.get("/desk/sources/new/")
    public = {
        "status": "published",
        "version": "7",
        "first_published_at_0": "2001-01-01",
    }
    hidden = {"id_code": "4f7k9q2t", "created_by": "1", "pk": "99", "id": "99"}
    sent = fields(page) | {"title": "A leak", "source_kind": "document"}
    answer = browser.post("/desk/sources/new/", sent | public | hidden)
    assert answer.status_code == 302, page_text(answer)
    made = Source.objects.get()
    assert (made.status, made.version, made.first_published_at) == ("draft", 0, None)
    assert made.created_by == anna and made.pk != 99 and made.id_code != "4f7k9q2t"
    change = "/desk/admin/password_change/"
    roles = {"is_superuser": "on", "is_staff": "on", "groups": "1", "username": "root"}
    new = {"new_password1": "correct horse 7", "new_password2": "correct horse 7"}
    assert (
        browser.post(change, roles | new | {"old_password": PRESENT}).status_code == 302
    )
    anna.refresh_from_db()
    assert not anna.is_superuser and anna.username == "anna"
    assert [group.name for group in anna.groups.all()] == ["editor"]
