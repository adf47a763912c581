"""Passwords that somebody else has seen: good for setting one's own, and no more."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class OneTimeHasher(PBKDF2PasswordHasher):
    """Django's hash under another name, which says that it must be changed."""

    algorithm = "onetime_pbkdf2_sha256"
