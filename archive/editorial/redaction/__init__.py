"""Withholding words from what was published, putting them back, and erasing them."""

from ._erasing import (
    ask_erasure,
    clean_after_erasures,
    confirm_erasure,
    describe_erasures,
)
from ._redacting import redact_words, restore_words
from ._text_places import WordPlace, find_words

__all__ = [
    "WordPlace",
    "ask_erasure",
    "clean_after_erasures",
    "confirm_erasure",
    "describe_erasures",
    "find_words",
    "redact_words",
    "restore_words",
]
