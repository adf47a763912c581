"""The log's own key, made once and kept in a file that only its owner reads."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from ._signed_notes import VerifierKey, derive_verifier_key


class LogKeyError(RuntimeError):
    """Why the log's key cannot be used; the message says what to do."""


def load_signing_key() -> Ed25519PrivateKey:
    """The key in the file of `ARCHIVE_LOG_KEY`. Raises `LogKeyError`."""
    path = Path(settings.LOG_KEY)
    try:
        return _parse_key(path.read_bytes())
    except (OSError, ValueError, TypeError) as error:
        raise LogKeyError(
            f"We can't read the log's key {path} ({error}). Put it back from its safe "
            "place; if it is lost, run `manage.py log_key --new` (docs/integrity.md)."
        ) from error


def make_signing_key() -> bool:
    """Make the file of the key where there is none; whether it was made now. Raises
    `LogKeyError`."""
    path = Path(settings.LOG_KEY)
    if path.exists():
        return False
    try:
        return _make_key_file(path)
    except OSError as error:
        raise LogKeyError(f"The log's key cannot be written: {error}") from error


def has_signing_key() -> bool:
    """Whether the file of the key is there."""
    return Path(settings.LOG_KEY).is_file()


def get_verifier_key() -> VerifierKey:
    """The public key under the log's origin. Raises `LogKeyError`."""
    return derive_verifier_key(settings.LOG_ORIGIN, load_signing_key())


def find_verifier_key() -> str:
    """The public key as text, or "" where this process has none."""
    try:
        return str(get_verifier_key())
    except LogKeyError:
        return ""


@lru_cache(maxsize=4)
def _parse_key(data: bytes) -> Ed25519PrivateKey:
    key = load_pem_private_key(data, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("it is not an Ed25519 key")
    return key


def _make_key_file(path: Path) -> bool:
    """Write a new key; of two processes that try at once, one key stays. Whether it is
    this one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    data = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        path.hardlink_to(draft)
    except FileExistsError:  # the other process was first
        return False
    finally:
        draft.unlink()
    return True
