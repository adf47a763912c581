"""What earlier public states of a record said and the newest does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .segmenting import term, words

OWN = ("title", "lead", "summary", "caption", "reading", "description")
LONGEST = 64  # characters of a word


def lost_words(
    former: Iterable[Mapping[str, Any]], newest: Mapping[str, Any]
) -> set[str]:
    """The words, as search compares them, of all texts that only `former` states hold.

    A text that is the same in the newest state adds none, so that what was never
    changed costs nothing.
    """
    lost: set[str] = set()
    for state in former:
        lost |= _texts(state)
    found = set()
    for text in lost - _texts(newest):
        found |= {term(word)[:LONGEST] for word, _start, _end in words(text)}
    return found - {""}


def _texts(state: Mapping[str, Any]) -> set[str]:
    rows = state.get("passage") or ()
    texts = {state.get(name) or "" for name in OWN}
    texts |= {row.get(name) or "" for row in rows for name in ("verbatim", "reading")}
    return texts - {""}
