"""The people who work at the archive."""

from __future__ import annotations

from functools import cached_property

from django.contrib.auth.hashers import (
    PBKDF2PasswordHasher,
    check_password,
    make_password,
)
from django.contrib.auth.models import AbstractUser, UserManager

DESK_ROLES = ("contributor", "editor", "publisher", "administrator")
SYSTEM_ACCOUNTS = ("import", "curation")  # names of accounts that sign what commands do


class OneTimeHasher(PBKDF2PasswordHasher):
    """Django's hash under another name, which says that somebody else has seen the
    password: it is good for setting one's own, and no more."""

    algorithm = "onetime_pbkdf2_sha256"


class AccountManager(UserManager["User"]):
    """Accounts by what they may do."""

    def publishers(self) -> AccountManager:
        """People who can release what somebody else wrote."""
        return self.filter(is_active=True, groups__name="publisher")  # type: ignore[return-value]

    def get_system_account(self, name: str) -> User:
        """The account, without a password, that signs what a command does."""
        user, new = self.get_or_create(username=name, defaults={"is_active": False})
        if new:
            user.set_unusable_password()
            user.save()
        return user


class User(AbstractUser):
    """An account of the desk; readers need none. Roles are groups."""

    objects = AccountManager()  # type: ignore[misc]

    class Meta(AbstractUser.Meta):
        pass

    @cached_property
    def roles(self) -> frozenset[str]:
        """The names of its groups; every role for a superuser. One query, once."""
        if self.is_superuser:
            return frozenset(DESK_ROLES)
        return frozenset(self.groups.values_list("name", flat=True))

    @property
    def is_system(self) -> bool:
        """Whether this signs for a command instead of a person."""
        return self.username in SYSTEM_ACCOUNTS and not self.is_active

    def set_one_time_password(self, password: str) -> None:
        """A password that opens nothing but the form for one's own."""
        self.password = make_password(password, hasher=OneTimeHasher.algorithm)

    @property
    def must_change_password(self) -> bool:
        """Whether the password is still the one somebody else has seen."""
        return self.password.startswith(f"{OneTimeHasher.algorithm}$")

    def check_password(self, raw_password: str | None) -> bool:
        """As Django's; but a one-time password is not hashed anew, and so kept."""
        if self.must_change_password:
            return check_password(raw_password, self.password)
        return super().check_password(raw_password)
