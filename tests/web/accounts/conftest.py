"""People who log in as a browser does, and the clock of their authenticator apps."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.test import Client

from archive.editorial import add_authenticator_app
from archive.editorial.accounts import _second_factors
from archive.models import User
from tests.factories import make_user

PASSWORD = "dora-has-a-password"
LOGIN = "/desk/admin/login/"
STEP = "/desk/login/second-step/"


class AppClock:
    """The time that server and app see."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def pass_steps(self, steps: int = 1) -> None:
        """Let spans of 30 seconds go by."""
        self.now += 30 * steps

    def show_code(self, secret: str, steps: int = 0) -> str:
        """The code that an app shows now, or some steps before or after."""
        return format_hotp_value(hotp_value(secret, int(self.now // 30) + steps))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> AppClock:
    made = AppClock()
    monkeypatch.setattr(_second_factors, "time", lambda: made.now)
    return made


@pytest.fixture
def dora(clock: AppClock, db: None) -> tuple[User, str, list[str]]:
    """A publisher with an authenticator app: account, secret, recovery codes."""
    user = make_user("dora", "publisher")
    user.authenticator_set.all().delete()
    secret = generate_totp_secret()
    codes = add_authenticator_app(user, secret, clock.show_code(secret))
    clock.pass_steps(2)
    return user, secret, codes


@pytest.fixture
def type_password() -> Callable[..., Client]:
    """A fresh browser that typed a name and a password."""

    def type_in(name: str = "dora", password: str = PASSWORD) -> Client:
        browser = Client()
        browser.post(LOGIN, {"username": name, "password": password})
        return browser

    return type_in
