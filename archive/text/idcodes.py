"""Permanent ids: seven characters of Crockford's base32 and a check character."""

from __future__ import annotations

import secrets

ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_READ_CHARACTERS_AS = str.maketrans(
    {"i": "1", "l": "1", "o": "0", "-": None, " ": None}
)


class IdCodeError(ValueError):
    """An id that cannot be one: wrong length, character or check character."""


def check_character(body: str) -> str:
    """Luhn mod 32 over the alphabet: any one wrong character is noticed."""
    total, factor = 0, 2
    for character in reversed(body):
        addend = factor * ID_ALPHABET.index(character)
        factor = 3 - factor
        total += addend // 32 + addend % 32
    return ID_ALPHABET[-total % 32]


def new_id_code() -> str:
    """A random id; about 34 thousand million are possible."""
    body = "".join(secrets.choice(ID_ALPHABET) for _ in range(7))
    return body + check_character(body)


def parse_id_code(text: str) -> str:
    """The canonical form of an id as typed: any case, with or without hyphen.

    Raises `IdCodeError` where it is not one.
    """
    code = text.strip().lower().translate(_READ_CHARACTERS_AS)
    if len(code) != 8 or any(c not in ID_ALPHABET for c in code):
        raise IdCodeError("An id has eight letters and digits, for example 4F7K-9Q2T.")
    if check_character(code[:7]) != code[7]:
        raise IdCodeError(
            "This id has a typing error: its last character does not match the others."
        )
    return code


def format_id_code(code: str) -> str:
    """As it is printed: `4F7K-9Q2T`."""
    return f"{code[:4]}-{code[4:]}".upper()
