"""Ids of invented entries: one for each number, so that none comes twice."""

from __future__ import annotations

from archive.text import idcodes

_NUMBER_OF_CODES = 32**7


def make_id_code(number: int) -> str:
    """An id of its own for each number, not in their order."""
    left, body = (number * 15_485_863 + 7) % _NUMBER_OF_CODES, ""
    for _place in range(7):
        left, digit = divmod(left, 32)
        body += idcodes.ID_ALPHABET[digit]
    return body + idcodes.check_character(body)
