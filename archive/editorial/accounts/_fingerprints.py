"""Fingerprints of what accounts log in with, for the staff log.

A password is stored as a slow, salted hash, and a secret encrypted; a fingerprint is
the SHA-256 of what is stored. So a line of the log says which password or factor it
was, and helps nobody to guess it.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from django.dispatch import receiver

from archive.models import User
from archive.models.user import password_rehashed

from ._staff_log import record_staff_event

FINGERPRINT_CHARACTERS = 32  # hexadecimal: 128 bits
LASTING_PARTS = ("secret", "seed", "migrated_codes", "credential")  # of a factor's data


def fingerprint_password(account: User) -> str:
    """The fingerprint of the password's hash; empty where no password opens the
    account."""
    if not account.has_usable_password():
        return ""
    return _shorten_hash(account.password)


def fingerprint_factor(factor: Authenticator) -> str:
    """The fingerprint of a second factor or of recovery codes; using them does not
    change it."""
    parts = {name: factor.data.get(name) for name in LASTING_PARTS}
    return _shorten_hash(json.dumps({"type": factor.type, **parts}, sort_keys=True))


def _shorten_hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:FINGERPRINT_CHARACTERS]


@receiver(password_rehashed)
def _record_rehashed_password(sender: object, account: User, **_more: Any) -> None:
    record_staff_event(
        "password_rehashed",
        account,
        account,
        fingerprint=fingerprint_password(account),
    )
