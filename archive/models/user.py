"""Accounts of the editors."""

from __future__ import annotations

from functools import cached_property
from time import time

from django.conf import settings
from django.contrib.auth.hashers import (
    PBKDF2PasswordHasher,
    check_password,
    make_password,
)
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models, transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ROLE_NAMES = {  # the names of the groups, and what people call them
    "contributor": pgettext_lazy("role", "contributor"),
    "editor": pgettext_lazy("role", "editor"),
    "publisher": pgettext_lazy("role", "publisher"),
    "administrator": pgettext_lazy("role", "administrator"),
}
DESK_ROLES = tuple(ROLE_NAMES)
ONE_TIME_PASSWORD_SECONDS = 7 * 24 * 3600  # after which it opens nothing
MOMENT_DIGITS = 10  # of a moment in seconds, until the year 2286
SYSTEM_ACCOUNTS = ("import", "curation")  # names of accounts that sign what commands do
password_rehashed = Signal()  # in the transaction that stores the new hash


class OneTimeHasher(PBKDF2PasswordHasher):
    """Django's password hash under another name. It marks a password that somebody else
    has seen, which only opens the form for choosing a new one."""

    algorithm = "onetime_pbkdf2_sha256"

    def salt(self) -> str:
        """A random salt that begins with the moment, in seconds, for its expiry."""
        return f"{int(time())}x{super().salt()}"

    def is_expired(self, encoded: str) -> bool:
        """Whether an encoded password is too old to be used. Those of version 0.2 have
        no moment, and are not."""
        began, mark, _random = str(self.decode(encoded)["salt"]).partition("x")
        has_moment = bool(mark) and began.isdecimal() and len(began) == MOMENT_DIGITS
        return has_moment and time() - int(began) > ONE_TIME_PASSWORD_SECONDS


class AccountManager(UserManager["User"]):
    """Selects accounts by what they may do."""

    def publishers(self) -> QuerySet[User]:
        """Accounts that may publish what others wrote."""
        return self.filter(is_active=True, groups__name="publisher")

    def get_system_account(self, name: str) -> User:
        """The account without a password that signs what a command does; created where
        missing."""
        user, new = self.get_or_create(username=name, defaults={"is_active": False})
        if new:
            user.set_unusable_password()
            user.save()
        return user


class User(AbstractUser):
    """An account at the desk; readers need none. Its roles are its groups."""

    time_zone = models.CharField(  # in which moments are shown and typed; IANA
        _("time zone"), max_length=64, blank=True, editable=False
    )

    objects = AccountManager()  # type: ignore[misc]

    class Meta(AbstractUser.Meta):
        pass

    @cached_property
    def roles(self) -> frozenset[str]:
        """The names of its groups, or all roles for a superuser. One query, once."""
        if self.is_superuser:
            return frozenset(DESK_ROLES)
        return frozenset(self.groups.values_list("name", flat=True))

    def get_time_zone(self) -> str:
        """The zone that the person chose, or that of the archive."""
        return self.time_zone or str(settings.TIME_ZONE)

    @property
    def is_system(self) -> bool:
        """Whether it signs for a command, not for a person."""
        return self.username in SYSTEM_ACCOUNTS and not self.is_active

    def set_one_time_password(self, password: str) -> None:
        """Set a password that only opens the form for choosing a new one."""
        self.password = make_password(password, hasher=OneTimeHasher.algorithm)

    @property
    def must_change_password(self) -> bool:
        """Whether the password is a one-time password."""
        return self.password.startswith(f"{OneTimeHasher.algorithm}$")

    def check_password(self, raw_password: str | None) -> bool:
        """Django's check. It does not rehash a one-time password, which would make it
        permanent. A one-time password that was not used for a week is wrong."""
        if self.must_change_password:
            is_right = check_password(raw_password, self.password)
            return is_right and not OneTimeHasher().is_expired(self.password)
        return check_password(raw_password, self.password, self._renew_hash)

    def _renew_hash(self, raw_password: str) -> None:
        """Store the right password under today's hash."""
        with transaction.atomic():
            self.set_password(raw_password)
            self._password = None  # else Django would say that it was changed
            self.save(update_fields=["password"])
            password_rehashed.send(User, account=self)
