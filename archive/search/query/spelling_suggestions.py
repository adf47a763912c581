"""Another spelling, where nothing was found."""

from __future__ import annotations

import re

from archive.models import RegionName, TagLabel
from archive.search.engines.protocol import Unreadable
from archive.search.index.live_index import asked, chosen
from archive.search.index.terms import terms
from archive.selection import Selection

from .lexing import plain

MOST_WORDS, LEAST_LETTERS, MOST_LETTERS = 4, 4, 24
_BOUND = re.compile(r'[-:]\s*"')
_PLAIN = re.compile(r"[^\W\d_]+")


def spellings(selection: Selection) -> list[str]:
    """Queries like this one: without its quotation marks, and those in which a word
    that nothing says is replaced by one that the index holds; the caller asks which
    of them find public entries."""
    found = _unquoted(selection.q)
    words = selection.q.split()
    if len(words) > MOST_WORDS:
        return found
    for place, word in enumerate(words):
        for other in _similar(word):
            found.append(" ".join([*words[:place], other, *words[place + 1 :]]))
    return found


def _unquoted(query: str) -> list[str]:
    """The words of its phrases, each by itself; a phrase that is not wanted, or of one
    field, stays what it is."""
    said = plain(query)
    if '"' not in said or _BOUND.search(said):
        return []
    words = " ".join(said.replace('"', " ").split())
    return [words] if words else []


def _similar(word: str) -> list[str]:
    exact, pairs = terms(word)
    fits = LEAST_LETTERS <= len(word) <= MOST_LETTERS
    if pairs or len(exact) != 1 or not fits or not _PLAIN.fullmatch(word):
        return []
    try:
        found = asked(lambda folder: chosen().similar(folder, exact[0]))
    except Unreadable:
        return []
    return [_as_written(term) for term in found]


def _as_written(term: str) -> str:
    """The term with the capitals of a tag or region that is called so."""
    tag = TagLabel.objects.filter(folded=term).values_list("label", flat=True).first()
    if tag:
        return tag
    names = RegionName.objects.filter(folded=term).values_list("name", flat=True)
    return names.first() or term
