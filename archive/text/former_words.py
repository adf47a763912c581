"""Words of earlier public versions that the newest version does not have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .segmenting import exact_term, split_words

FORMER_TEXT_FIELDS = (
    "title",
    "lead",
    "summary",
    "reply",
    "caption",
    "reading",
    "description",
)
MAX_FORMER_WORD_LENGTH = 64  # characters of a word


def find_lost_words(
    former: Iterable[Mapping[str, Any]], newest: Mapping[str, Any]
) -> set[str]:
    """The exact terms of all texts that only the `former` states have.

    A text that is the same in the newest state adds none, so that unchanged texts cost
    nothing.
    """
    former_texts: set[str] = set()
    for state in former:
        former_texts |= _state_texts(state)
    words = set()
    for text in former_texts - _state_texts(newest):
        words |= {
            exact_term(word)[:MAX_FORMER_WORD_LENGTH]
            for word, _start, _end in split_words(text)
        }
    return words - {""}


def _state_texts(state: Mapping[str, Any]) -> set[str]:
    rows = state.get("passage") or ()
    texts = {state.get(name) or "" for name in FORMER_TEXT_FIELDS}
    texts |= {row.get(name) or "" for row in rows for name in ("verbatim", "reading")}
    return texts - {""}
