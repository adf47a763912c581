"""How django-allauth stores second factors: encrypted, so that a copy of the database
alone gives nobody a code."""

from __future__ import annotations

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from archive.models import User

KEY_PURPOSE = b"archive: second factors"


class UnreadableSecretError(ValueError):
    """A secret that was stored under another secret key."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Encrypts what is stored, with a key derived from `SECRET_KEY`; names the account
    and the site."""

    def encrypt(self, text: str) -> str:
        """The text as a Fernet token."""
        return _make_cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text of a token. Raises `UnreadableSecretError` under another secret
        key."""
        try:
            return _make_cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise UnreadableSecretError from error

    def get_totp_issuer(self) -> str:
        """The site's name, for the list in an authenticator app."""
        return str(settings.SITE_NAME)

    def _get_user_identifier(self, user: User) -> str:
        """The account's name; allauth would take the e-mail address."""
        return user.get_username()

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)


def _make_cipher() -> MultiFernet:
    """The cipher of this secret key, which also reads what former ones wrote."""
    keys = map(str, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
    return MultiFernet([Fernet(_derive_key(key)) for key in keys])


def _derive_key(secret: str) -> bytes:
    derived = HKDF(SHA256(), length=32, salt=None, info=KEY_PURPOSE)
    return base64.urlsafe_b64encode(derived.derive(secret.encode()))
